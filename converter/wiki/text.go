package wiki

// text is a page's running text: the line that is being read, the marks that are
// open in it, and what its matches have written, which waits until the line is
// through.
type text struct {
	options Options
	out     *builder
	line    line
	marks   openMarks
	events  []event
}

// begin goes on to a line.
func (t *text) begin(l line) {
	t.line = l
	t.events = t.events[:0]
}

func (t *text) emit(e event) { t.events = append(t.events, e) }

// source writes part of the line as it is.
func (t *text) source(from, to int) {
	if from < to {
		t.emit(event{kind: textWritten, span: t.line.span(from, to), text: t.line.text[from:to]})
	}
}

// node writes an inline node.
func (t *text) node(n Inline) { t.emit(event{kind: nodeWritten, node: n}) }

// endMarks closes all marks of what was written so far.
func (t *text) endMarks() {
	t.marks.forget()
	t.out.closeMarks()
}

// end writes the line into the tree.
func (t *text) end() {
	t.out.write(t.events)
	at := len(t.line.text)
	t.out.text(t.line.span(at, at), "\n")
}
