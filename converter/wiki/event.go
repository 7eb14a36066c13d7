package wiki

// event is what a match writes into the page when its line is through. Trac
// writes a line's text only after the blocks that the line opened or closed; so
// do we.
type event struct {
	kind eventKind
	span Span
	text string   // of textWritten
	node Node     // of nodeWritten, cellBegun and definitionBegun
	mark MarkKind // of markOpened and markClosed
}

// eventKind says what the builder does with an event.
type eventKind int

const (
	textWritten eventKind = iota
	nodeWritten
	markOpened
	markClosed
	cellBegun
	definitionBegun
)

// write puts a line's events into the tree.
func (b *builder) write(events []event) {
	for i := range events {
		e := &events[i]
		switch e.kind {
		case textWritten:
			b.text(e.span, e.text)
		case nodeWritten:
			b.inline(e.node.(Inline))
		case markOpened:
			b.openMark(e.mark)
		case markClosed:
			b.closeMark(e.mark)
		case cellBegun:
			b.close(isCell)
			b.open(e.node)
		case definitionBegun:
			b.openDefinition(e.node.(*Definition))
		}
	}
}
