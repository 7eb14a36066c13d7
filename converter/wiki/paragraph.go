package wiki

// openParagraph reports whether running text is in a paragraph of its own, and not
// in an item, a cell or a definition.
type openParagraph bool

func (p *openParagraph) begin(out *builder) {
	if !*p {
		*p = true
		out.openParagraph()
	}
}

func (p *openParagraph) end(t *text) {
	t.endMarks()
	if *p {
		*p = false
		t.out.closeParagraph()
	}
}
