// Package markdown renders one page's body: goldmark with GFM, definition lists
// and footnotes, and chroma for code.
//
// A [Renderer] is safe for concurrent use; each body is parsed and rendered by
// one goroutine, since goldmark's renderer writes to its tree. What a body
// holds besides HTML, its headings, ids and links with their places, is in
// [Body], for tables of contents and for the checks.
//
// Beyond GFM there are shortcodes ([Shortcode]), attributes of fences (linenos,
// linenostart, hl_lines, id, class), header cells that begin with "|= ", and lines that
// style the list after them, {.lower-alpha}. On a page of the old Trac a table's rows may
// differ in length.
//
// Headings get the ids of package page and a link to themselves. Links are
// relative to the Markdown file, as GitHub follows them; a caller's function
// turns them into URLs. Code is coloured by classes; [HighlightCSS] is the style
// sheet for light and dark. Equal code is coloured once in a process's life.
package markdown
