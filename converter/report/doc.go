// Package report is what a conversion has to say.
//
// While a page is converted, its notes are collected by one [Page]; a [Report] holds those
// of all pages, with what was counted and what was left out, and is written as text, JSON or
// Markdown. A note names a place in the wiki's source, for that is what a maintainer looks
// up.
package report
