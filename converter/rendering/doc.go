// Package rendering reads Trac's own HTML of a wiki page.
//
// A [Page] says what the page shows: texts, blocks of code, ids, pictures, errors. From it
// a converter learns what only Trac could know. A nil Page shows nothing.
//
// [Results] hands out what macros left in the page. A macro's result has no mark of its own
// in Trac's HTML: it is what stands between the text before the macro and the text after it.
// So [Results.Locate] goes through the tree of the page's source, asks its caller what Trac
// shows for each node as running text ([Expected]), and notes the texts around each macro, or
// each group of macros with no text between them (neighbours.go); [Results.Of] finds them in
// the page (alignment.go), gives each paragraph, item or cell what its own element has (places.go),
// and shares that among the macros there (share.go), each node once, an error to the macro that it
// names. Results are taken in the page's order: a text that the page repeats is looked for behind the
// last result. No element is cut that a macro left, whatever text is in it, and the
// texts of a page have to fit into it in their order.
//
// [Blocks] makes plain nodes of a wiki page of what was cut out, so that it can be edited
// like the rest.
//
// White space counts for nothing when texts are compared. The package knows the wiki's tree
// and nothing of the conversion; it reads no file.
package rendering
