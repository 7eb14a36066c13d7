// Package converter turns a snapshot of a Trac into the Markdown of a site.
//
//	snapshot ─ read ─► pages ─ parse ─► trees ─ lower ─► trees ─ resolve ─► trees ─ write ─► files
//
// Each stage is a file of its name, and calls only packages below: read.go takes a snapshot
// (package trac); parse.go makes trees of the pages (wiki); lower.go puts plain nodes in the
// place of macros and processors (macro), with what only Trac can compute taken from its own
// HTML (rendering); resolve.go does so for links, when all pages are known (links); write.go
// makes files (writer). What each has to say goes to one collector a page (report).
//
// [Convert] is a pure function of the snapshot and its options: the same snapshot gives the
// same bytes. It returns a [Conversion], a value: the files as they shall lie in the site.
// [Conversion.Write] puts them there and never replaces a file that somebody has edited,
// unless told to; what it kept is in the [Result]. An attachment's bytes go from the snapshot
// to the site without being held.
//
//   - Every wiki page becomes content/<into>/<name>.md, its old URL an alias of its own front
//     matter. A name that is no file's everywhere is changed (package links); the page has it.
//   - Every attachment is published at its old raw-attachment path. Where no file can be there
//     it is beside, and redirects/trac-files.toml leads to it.
//   - redirects/trac.toml, a rule for each part of Trac's URL space, is written once and never
//     touched again.
//   - What could not be converted, and what was broken in Trac already, is in the report, with
//     page and line.
//
// Trac's own guide, where nobody changed it, is left out; its URLs lead elsewhere.
package converter
