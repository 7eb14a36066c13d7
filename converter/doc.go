// Package converter turns a snapshot of a Trac into the Markdown of a site.
//
//	snapshot ─ parse ─► trees ─ lower ─► trees ─ resolve ─► trees ─ write ─► files
//
// [Convert] is a pure function of the snapshot and its options: the same
// snapshot gives the same bytes. It returns a [Conversion], the files as they
// shall lie in the site; [Conversion.Write] puts them there and never replaces
// a file that somebody has edited, unless told to.
//
//   - Every wiki page becomes content/<into>/<name>.md, its old URL an alias of
//     its own front matter.
//   - Every attachment is published at its old raw-attachment path.
//   - redirects/trac.toml, a rule for each part of Trac's URL space, is written
//     once and never touched again.
//   - What could not be converted, and what was broken in Trac already, is in the
//     [Report], with page and line.
//
// lower.go puts plain nodes in the place of macros and processors, resolve.go
// does so for links, when all pages are known. What only Trac can compute is
// taken, frozen, from Trac's own HTML: what stands there between the text before a
// macro and the text after it (frozen.go), read as plain nodes (readhtml.go). Which
// names are macros of plugins shows there as well.
//
// Trac's own guide, where nobody changed it, is left out; its URLs lead elsewhere.
package converter
