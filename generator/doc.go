// Package generator turns a site's files into the pages that are published.
//
//	content theme redirects ─ load ─► sources ─ parse ─► pages ─ resolve ─► Site
//
// A [Site] is a function from path to bytes: [Site.Paths] lists every output,
// [Site.Render] makes any one of them. Building renders all and writes what
// changed ([Site.Write]); a preview renders what the browser asks for. The same
// input gives the same bytes: no clock, no order of a disk is in them.
//
// Each stage runs to its end and collects diagnostics. A Site with errors is
// returned all the same, for a preview to show what it can; it must not be
// written.
//
// load.go, parse.go, resolve.go, render.go and write.go are the stages; memo.go is what
// lets an edit cost what it changed. Each thing that a site has besides its pages has a file
// of its name: taxonomy.go, pager.go, feed.go, search.go, sitemap.go and so on. check.go
// proves that every link of the rendered pages arrives, arrival.go and coverage.go
// tell where old URLs do.
package generator
