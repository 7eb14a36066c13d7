package wiki

import "strings"

// blocks are the blocks that are open on a page, each with a state of its own,
// which only the file of its construct changes. What one of them does to another
// stands in the rules: blocks ends it before the rule acts.
type blocks struct {
	scanner    scanner // of the current line
	out        *builder
	text       text
	table      openTable
	paragraph  openParagraph
	quote      openQuotes
	list       openLists
	definition openDefinitions
}

func newBlocks(o Options) blocks {
	out := newBuilder()
	return blocks{out: out, text: text{options: o, out: out}}
}

// kinds is a set of kinds of blocks.
type kinds uint8

const (
	kindTable kinds = 1 << iota
	kindParagraph
	kindQuote
	kindList
	kindDefinition

	everything = kindTable | kindParagraph | kindQuote | kindList | kindDefinition
)

// end ends the open blocks of some kinds, always in the same order. A quote takes
// the table and the paragraph within it along.
func (b *blocks) end(which kinds) {
	if which&kindQuote != 0 && b.quote.column() > 0 {
		which |= kindTable | kindParagraph
	}
	if which&kindTable != 0 {
		b.table.end(&b.text)
	}
	if which&kindParagraph != 0 {
		b.paragraph.end(&b.text)
	}
	if which&kindQuote != 0 {
		b.quote.endDeeper(0, b.out)
	}
	if which&kindList != 0 {
		b.list.endDeeper(-1, &b.text)
	}
	if which&kindDefinition != 0 {
		b.definition.end(b.out)
	}
}

// line reads a line of text: its matches act from left to right, then ends what
// the line did not go on with, then the text is written.
func (b *blocks) line(l line) {
	isIndented := strings.HasPrefix(l.text, " ")
	if !isIndented {
		b.quote.forgetTabs()
		b.end(kindQuote)
	}
	b.list.goesOn, b.quote.goesOn, b.table.goesOn = false, false, false
	b.text.begin(l)
	for m := range b.scanner.matches(l.text) {
		b.apply(m)
	}
	if !b.list.goesOn {
		b.end(kindList)
	}
	if !b.quote.goesOn {
		b.end(kindQuote)
	}
	if !isIndented {
		b.end(kindDefinition)
	}
	if !b.table.goesOn {
		b.end(kindTable)
	}
	if len(b.text.events) > 0 && !b.list.goesOn && !bool(b.definition) && !b.table.isOpen {
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

// endDeeperLists ends the lists with bullets to the right of a column.
func (b *blocks) endDeeperLists(column int) { b.list.endDeeper(column, &b.text) }

// add puts a block that is complete into the page.
func (b *blocks) add(n Block) { b.out.add(n) }

// finish ends all blocks and returns the page.
func (b *blocks) finish() []Block {
	b.end(everything)
	return b.out.finish()
}
