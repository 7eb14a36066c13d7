// Package source is what every other package reads with and complains through:
// files with positions, diagnostics, strict TOML and safe writing.
//
// A [File] is bytes with a slash-separated path relative to the site's folder.
// Offsets are byte offsets into those bytes; a [Position] (line and column,
// both counted from 1, the column in characters) is computed only to report.
//
// Problems are data. A function that can find several things wrong returns a
// [List] and goes on; nothing in this program prints or exits but cmd/sitegen.
// A Diagnostic reads
//
//	content/faq.md:12:7: error: no page "/dowloads/"
//	    12 | See [downloads](/dowloads/).
//	       |     ^
//	    hint: did you mean "/downloads/"?
//
// The list is sorted by file and place, so the same input gives the same words
// whatever the order in which it was read.
package source
