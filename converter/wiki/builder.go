package wiki

// builder makes a tree of the blocks that open and close and of the events of
// text. It nests as a browser would nest the tags that Trac writes: what closes a
// block closes all within it, and what closes nothing is ignored.
type builder struct {
	frames []*frame
}

// frame is an open block and what it holds so far.
type frame struct {
	node   Node // nil for the page itself
	blocks []Block

	paragraph *Paragraph // the text being written, or nil
	marks     []*Mark    // open within it
}

func newBuilder() *builder { return &builder{frames: []*frame{{}}} }

func (b *builder) top() *frame { return b.frames[len(b.frames)-1] }

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

// The kinds of blocks that close knows.

func isList(n Node) bool        { _, ok := n.(*List); return ok }
func isItem(n Node) bool        { _, ok := n.(*Item); return ok }
func isQuote(n Node) bool       { _, ok := n.(*Quote); return ok }
func isTable(n Node) bool       { _, ok := n.(*Table); return ok }
func isRow(n Node) bool         { _, ok := n.(*Row); return ok }
func isCell(n Node) bool        { _, ok := n.(*Cell); return ok }
func isDefinitions(n Node) bool { _, ok := n.(*DefinitionList); return ok }
func isDefinition(n Node) bool  { _, ok := n.(*Definition); return ok }

// open begins a block.
func (b *builder) open(n Node) {
	b.top().endText()
	b.frames = append(b.frames, &frame{node: n})
}

// openDefinition begins a definition, in the open list or in one of its own.
func (b *builder) openDefinition(d *Definition) {
	if b.find(isDefinitions) < 0 {
		b.open(&DefinitionList{Span: d.Span})
	} else {
		b.close(isDefinition)
	}
	b.open(d)
}

func (b *builder) find(kind func(Node) bool) int {
	for i := len(b.frames) - 1; i > 0; i-- {
		if kind(b.frames[i].node) {
			return i
		}
	}
	return -1
}

// close ends the innermost block of a kind with all that it holds.
func (b *builder) close(kind func(Node) bool) {
	at := b.find(kind)
	if at < 0 {
		return
	}
	for len(b.frames) > at {
		f := b.top()
		f.endText()
		b.frames = b.frames[:len(b.frames)-1]
		b.take(f)
	}
}

// take puts a finished block, with what it holds, into what is open now. What is not where it belongs,
// as a definition within a table's row, leaves what it holds.
func (b *builder) take(child *frame) {
	parent := b.top().node
	switch n := child.node.(type) {
	case *Item:
		n.Blocks, n.End = child.blocks, end(child.blocks, n.End)
		if l, ok := parent.(*List); ok {
			l.Items, l.End = append(l.Items, n), n.End
			return
		}
	case *Definition:
		n.Blocks, n.End = child.blocks, end(child.blocks, n.End)
		if l, ok := parent.(*DefinitionList); ok {
			l.Items, l.End = append(l.Items, n), n.End
			return
		}
	case *Cell:
		n.Blocks, n.End = child.blocks, end(child.blocks, n.End)
		if r, ok := parent.(*Row); ok {
			r.Cells = append(r.Cells, n)
			return
		}
	case *Row:
		if t, ok := parent.(*Table); ok {
			t.Rows, t.End = append(t.Rows, n), n.End
			return
		}
		for _, c := range n.Cells {
			child.blocks = append(child.blocks, c.Blocks...)
		}
	case *Quote:
		n.Blocks, n.End = child.blocks, end(child.blocks, n.End)
		b.add(n)
		return
	case Block:
		b.add(n)
		return
	}
	for _, n := range child.blocks {
		b.add(n)
	}
}

func end(blocks []Block, at int) int {
	if n := len(blocks); n > 0 {
		return max(at, blocks[n-1].Pos().End)
	}
	return at
}

// add puts a block where the page stands.
func (b *builder) add(n Block) {
	f := b.writing()
	f.endText()
	f.blocks = append(f.blocks, n)
}

// writing returns the frame that takes text and blocks: what stands between a
// table's cells goes before the table, where a browser puts it.
func (b *builder) writing() *frame {
	for i := len(b.frames) - 1; ; i-- {
		switch b.frames[i].node.(type) {
		case *Table, *Row, *List, *DefinitionList:
		default:
			return b.frames[i]
		}
	}
}

// paragraph returns the frame that takes text, with a paragraph to write to.
func (b *builder) paragraph() *frame {
	f := b.writing()
	if f.paragraph == nil {
		f.paragraph = &Paragraph{Bare: true}
	}
	return f
}

func (b *builder) openParagraph() {
	f := b.writing()
	f.endText()
	f.paragraph = &Paragraph{}
}

func (b *builder) closeParagraph() { b.top().endText() }

// inline adds a node to the text.
func (b *builder) inline(n Inline) {
	f := b.paragraph()
	if k := len(f.marks); k > 0 {
		f.marks[k-1].Inlines = append(f.marks[k-1].Inlines, n)
	} else {
		f.paragraph.Inlines = append(f.paragraph.Inlines, n)
	}
}

func (b *builder) text(s Span, value string) { b.inline(&Text{Span: s, Value: value}) }

func (b *builder) openMark(k MarkKind) {
	m := &Mark{Kind: k}
	b.inline(m)
	f := b.paragraph()
	f.marks = append(f.marks, m)
}

// closeMark ends the innermost mark of a kind with those within it.
func (b *builder) closeMark(k MarkKind) {
	f := b.paragraph()
	for i := len(f.marks) - 1; i >= 0; i-- {
		if f.marks[i].Kind == k {
			f.marks = f.marks[:i]
			return
		}
	}
}

func (b *builder) closeMarks() {
	if f := b.top(); f.paragraph != nil {
		f.marks = f.marks[:0]
	}
}

// finish ends all that is open and returns the page.
func (b *builder) finish() []Block {
	for len(b.frames) > 1 {
		f := b.top()
		f.endText()
		b.frames = b.frames[:len(b.frames)-1]
		b.take(f)
	}
	b.frames[0].endText()
	return b.frames[0].blocks
}

func (b *builder) finishInlines() []Inline {
	var list []Inline
	for _, block := range b.finish() {
		list = append(list, block.(*Paragraph).Inlines...)
	}
	return list
}
