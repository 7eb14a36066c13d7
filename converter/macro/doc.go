// Package macro turns macros, [[Name(args)]], and processors, {{{#!name … }}}, into plain
// nodes.
//
// All that there is to know of one is a row of [Table] and a file: its names, what it
// becomes, how it may be called, whether Trac itself has it, what Trac's page shows for it.
// Whoever asks about a macro asks the table: the parser, which must tell a macro from a link
// ([Options]); package rendering, which looks for results in Trac's HTML
// ([Page] says what to expect there); the lowering stage, which calls [Page.Macro] and
// [Page.Processor].
//
// To add one, write its function in a file of its own, add a row, and a case to the golden
// file of the converter's macros: a test holds that each row is complete and has one.
//
// What no row names is a plugin's macro, of which the result is taken from Trac's HTML, or a
// processor that names a programming language. site.toml may say what becomes of a macro
// ([IsUse]); that goes before the table.
//
// A macro sees nothing of the conversion but a [Page].
package macro
