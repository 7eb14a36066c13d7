// Package generator turns a site's files into the files that are published.
//
//	publish        serve        check
//	     \           |           /
//	              output            every file: Paths, Has, Render
//	                 |
//	               site             resolved: pages, sections, terms, links
//	                 |
//	               load             content, rules and theme, as they are on disk
//
// A site is a function from path to bytes, and each door leads to the same one: a build renders
// all and writes what changed, a preview renders what the browser asks for, a check looks at
// what they show. The same input gives the same bytes: no clock, no order of a disk is in them.
//
// This package puts the stages together ([Generator.Load]); each of them is a package below it,
// and calls what stands below it only. Each runs to its end and collects diagnostics. A site
// with errors is returned all the same, for a preview to show what it can; it must not be
// published.
package generator
