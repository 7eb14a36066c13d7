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
