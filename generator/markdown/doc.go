// Package markdown renders one page's body: goldmark with GFM, definition lists,
// footnotes and GitHub's alerts, and chroma for code.
//
// A body goes one way: goldmark parses it (with the parsers of shortcode.go and
// liststyle.go), transform.go hands each construct to its file, which finishes it in the
// tree, shortcodes get their HTML, and goldmark writes the tree, with renderers of some of
// the same files. What is known of the body meanwhile is its document (document.go).
//
// A [Renderer] is safe for concurrent use; each body is parsed and rendered by
// one goroutine, since goldmark's renderer writes to its tree. The headings and links of a
// body, with their places, are in [Body], for tables of contents and for the checks.
//
// Beyond GFM there are shortcodes ([Shortcode]), attributes of fences (title, linenos,
// linenostart, hl_lines, id, class), header cells that begin with "|= ", and lines that
// style the list after them, {.lower-alpha}. On a page of the old Trac a table's rows may
// differ in length. All else is as CommonMark and GFM have it: their specifications' examples
// are among the tests.
//
// Headings get the ids of package page and a link to themselves. Links are
// relative to the Markdown file, as GitHub follows them, in raw HTML too; a caller's function
// turns them into URLs. Images get their size. Code is coloured by classes; [HighlightCSS]
// is the style sheet for light and dark. Equal code is coloured once, as long as it is
// remembered.
//
// Raw HTML is let through as far as an allowlist goes, unless [Settings] say otherwise.
// What it forbids is an error at its place. So is what begins like a shortcode and is none,
// an alert or a language that does not exist, and a mistake behind a language.
package markdown
