// Package site finds out what only the whole of a site can tell: which page is where, what is
// in a section, which terms there are, what comes before and after, where links and old URLs
// lead.
//
//	sources ─ pages ─ sections ─ taxonomies ─ redirects ─► Site
//
// [Resolve] runs these stages; each is the file of its name. A [Site] is a value: once it is
// resolved nothing in it changes, and nothing in it reads the disk. What a page is for readers
// of the whole, its section, neighbours and terms, are fields of [Page]. What depends on a
// question, such as the pages below a path, a function answers, in the file of its concept.
//
// What the text of a page asks while it is rendered goes through [Answers], and nothing else
// does: so a page can be kept with its questions, and used again where the answers are the
// same.
package site
