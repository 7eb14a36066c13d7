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
// A file holds one construct: how it is recognised (match…) and what it does
// to the page (a method of parser). The rules' order is that of [scanner.match].
// Work is linear in the input: whatever looks ahead remembers in vain.
package wiki
