// Package wiki is Trac's WikiFormatting: its tree and its parser.
//
// [Parse] reads a page as Trac 1.x does (trac/wiki/formatter.py and parser.py):
// a line at a time; in each line one alternation of rules, tried at every
// character, in which the first rule that matches wins and shields what it
// matched; stacks for lists, quotes and open marks. There is no second pass over
// text. What Trac writes as HTML is built here as a tree: [Block] nodes that hold
// [Inline] nodes, each with its byte offsets in the source.
//
// The parser never fails: every input is a page. It knows nothing of which
// pages exist and what macros mean: a [Link] says how it was written, and
// [Processor] and [Macro] nodes carry their text, for the converter to resolve
// and to lower.
//
// # How a page is read
//
// Data flows one way; each step knows only those below it.
//
//	parser    sorts the lines: processors and citations are gathered and parsed
//	          as pages of their own, the others are lines of text
//	blocks    reads a line of text: applies its matches, ends what it breaks off
//	scanner   yields the matches of the rules and the plain text between them
//	text      collects what the matches write, until the line is through
//	builder   makes the tree
//
// A construct is a file and a row of the table of rules. The file holds how it is
// recognised (match…), what it does to the blocks or writes into the text, and
// the state that it keeps from line to line, as a type of its own (open…). No
// construct ends another: its row says which kinds of blocks it ends, and blocks
// ends them before the construct acts. Headings, labels and terms are lines by
// themselves: oneLine reads them with the rules that write text.
//
// Work is linear in the input: the scanner remembers which searches ahead were in
// vain.
package wiki
