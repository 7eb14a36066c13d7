package wiki

// Rewriter puts other nodes in the place of a tree's nodes. A function returns
// what stands for a node; what it returns is gone into, not rewritten again. A
// nil function keeps every node. Leave, if set, is called behind what a node holds; Part, if set, where an item,
// a term, a definition or a cell begins, and where it ends.
type Rewriter struct {
	Block  func(Block) []Block
	Inline func(Inline) []Inline
	Leave  func(Node)
	Part   func(begins bool)
}

// Blocks rewrites a list of blocks and all within them.
func (r Rewriter) Blocks(list []Block) []Block {
	out := make([]Block, 0, len(list))
	for _, b := range list {
		with := []Block{b}
		if r.Block != nil {
			with = r.Block(b)
		}
		for _, n := range with {
			r.within(n)
			r.leave(n)
			out = append(out, n)
		}
	}
	return out
}

func (r Rewriter) within(b Block) {
	switch b := b.(type) {
	case *Heading:
		b.Inlines = r.Inlines(b.Inlines)
	case *Paragraph:
		b.Inlines = r.Inlines(b.Inlines)
	case *Quote:
		b.Blocks = r.Blocks(b.Blocks)
	case *Container:
		b.Blocks = r.Blocks(b.Blocks)
	case *List:
		for _, item := range b.Items {
			r.part(func() { item.Blocks = r.Blocks(item.Blocks) })
		}
	case *DefinitionList:
		for _, item := range b.Items {
			r.part(func() { item.Term = r.Inlines(item.Term) })
			r.part(func() { item.Blocks = r.Blocks(item.Blocks) })
		}
	case *Table:
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				r.part(func() { cell.Blocks = r.Blocks(cell.Blocks) })
			}
		}
	}
}

// part rewrites what an item, a term, a definition or a cell holds.
func (r Rewriter) part(rewrite func()) {
	if r.Part == nil {
		rewrite()
		return
	}
	r.Part(true)
	rewrite()
	r.Part(false)
}

// Inlines rewrites a list of inlines and all within them.
func (r Rewriter) Inlines(list []Inline) []Inline {
	out := make([]Inline, 0, len(list))
	for _, n := range list {
		with := []Inline{n}
		if r.Inline != nil {
			with = r.Inline(n)
		}
		for _, n := range with {
			switch n := n.(type) {
			case *Mark:
				n.Inlines = r.Inlines(n.Inlines)
			case *Anchor:
				n.Inlines = r.Inlines(n.Inlines)
			case *Styled:
				n.Inlines = r.Inlines(n.Inlines)
			case *Hyperlink:
				n.Inlines = r.Inlines(n.Inlines)
			}
			r.leave(n)
			out = append(out, n)
		}
	}
	return out
}

func (r Rewriter) leave(n Node) {
	if r.Leave != nil {
		r.Leave(n)
	}
}
