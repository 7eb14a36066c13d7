// Package writer writes a lowered and resolved wiki tree as Markdown for people
// to edit: GFM first, and definition lists; raw HTML only for what GFM lacks
// (underline, sub- and superscript, wrappers with a class or style, cells that
// span or hold blocks, sanitised HTML). Three things that the generator knows beyond
// GFM need no HTML: shortcodes, header cells below a table's first row, and a line
// {.lower-alpha} before a list.
//
// The law is that goldmark shows what Trac showed: text is escaped where
// Markdown would read it as markup, and only there. Escaping is by hazard, a
// small function each (escape.go). Lines of a paragraph stay lines.
package writer
