package wiki

import "strconv"

// Parts of a table as processors: {{{#!td, #!th, #!tr, #!table.

// isRowPart reports whether a processor stands in an open table.
func (b *Processor) isRowPart() bool { return b.Name == "th" || b.Name == "td" || b.Name == "tr" }

// isTablePart reports whether a processor is one of a table's.
func (b *Processor) isTablePart() bool { return b.isRowPart() || b.Name == "table" }

// addTablePart puts a part of a table, with the blocks within it, into the page; ok
// is false for what Trac refuses: a row or table that is not made of cells only.
func (b *blocks) addTablePart(n *Processor, inner []Block) (ok bool) {
	at := Span{n.Start, n.Start}
	if n.Name == "th" || n.Name == "td" {
		b.beginTable(at)
		b.table.addCell(newCell(n), inner, at, b.out)
		return true
	}
	if len(inner) != 1 {
		return false
	}
	t, ok := inner[0].(*Table)
	if !ok || len(t.Rows) == 0 {
		return false
	}
	if n.Name == "table" {
		b.out.add(&Table{Span: n.Span, Attrs: n.Args, Rows: t.Rows})
		return true
	}
	t.Rows[0].Attrs = n.Args
	b.beginTable(at)
	b.table.addRows(t.Rows, &b.text)
	return true
}

// addCell adds a cell to the open row.
func (t *openTable) addCell(c *Cell, inner []Block, at Span, out *builder) {
	t.beginRow(at, at, out)
	out.close(isCell)
	t.inCell = false
	out.take(&frame{node: c, blocks: inner})
}

// addRows adds rows to the open table.
func (t *openTable) addRows(rows []*Row, x *text) {
	t.endRow(x)
	for _, r := range rows {
		x.out.take(&frame{node: r})
	}
}

// newCell makes a cell of #!td or #!th.
func newCell(b *Processor) *Cell {
	c := &Cell{Span: b.Span, Header: b.Name == "th", Colspan: 1, Rowspan: 1}
	for _, a := range b.Args {
		n, err := strconv.Atoi(a.Value)
		switch {
		case a.Name == "colspan" && err == nil && n > 0:
			c.Colspan = n
		case a.Name == "rowspan" && err == nil && n > 0:
			c.Rowspan = n
		case a.Name == "align":
			c.Align = a.Value
		default:
			c.Attrs = append(c.Attrs, a)
		}
	}
	return c
}
