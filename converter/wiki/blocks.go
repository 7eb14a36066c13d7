package wiki

import "strings"

// blocks are the blocks that are open on a page, each with a state of its own,
// which only the file of its construct changes. What one of them does to another
// stands in the rules: blocks ends it before the rule acts.
type blocks struct {
	out         *builder
	text        text
	table       openTable
	paragraph   openParagraph
	quotes      openQuotes
	lists       openLists
	definitions openDefinitions
}

// kinds is a set of kinds of blocks.
type kinds uint8

const (
	tables kinds = 1 << iota
	paragraphs
	quotes
	lists
	definitions

	everything = tables | paragraphs | quotes | lists | definitions
)

// end ends the open blocks of some kinds, always in the same order. A quote takes
// the table and the paragraph within it along.
func (b *blocks) end(which kinds) {
	if which&quotes != 0 && b.quotes.column() > 0 {
		which |= tables | paragraphs
	}
	if which&tables != 0 {
		b.table.end(&b.text)
	}
	if which&paragraphs != 0 {
		b.paragraph.end(&b.text)
	}
	if which&quotes != 0 {
		b.quotes.endDeeper(0, b.out)
	}
	if which&lists != 0 {
		b.lists.endDeeper(-1, &b.text)
	}
	if which&definitions != 0 {
		b.definitions.end(b.out)
	}
}

// line reads a line of text: its matches act from left to right, then ends what
// the line did not go on with, then the text is written.
func (b *blocks) line(l line) {
	isIndented := strings.HasPrefix(l.text, " ")
	if !isIndented {
		b.quotes.forgetTabs()
		b.end(quotes)
	}
	b.lists.goesOn, b.quotes.goesOn, b.table.goesOn = false, false, false
	b.text.begin(l)
	for m := range matches(l.text) {
		b.apply(m)
	}
	if !b.lists.goesOn {
		b.end(lists)
	}
	if !b.quotes.goesOn {
		b.end(quotes)
	}
	if !isIndented {
		b.end(definitions)
	}
	if !b.table.goesOn {
		b.end(tables)
	}
	if len(b.text.events) > 0 && !b.lists.goesOn && !bool(b.definitions) && !b.table.isOpen {
		b.paragraph.begin(b.out)
	}
	b.text.end()
	b.table.endLine(&b.text)
}

// apply does what a match means.
func (b *blocks) apply(m match) {
	r := m.rule
	if r == nil {
		b.text.source(m.start, m.end)
		return
	}
	breaks := r.breaks == nil || r.breaks(b, m)
	if breaks {
		b.end(r.ends)
	}
	if r.act != nil {
		r.act(b, m, breaks)
	} else {
		r.write(&b.text, m)
	}
}

// beginTable begins a table, where none is open.
func (b *blocks) beginTable(at Span) {
	if !b.table.isOpen {
		b.end(endedByTable)
		b.table.begin(at, b.out)
	}
}
