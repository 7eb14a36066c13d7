package wiki

import (
	"strings"
	"unicode/utf8"
)

// Tables: ||cell||=header=||; a bar count above two spans columns, a backslash
// at the end continues the row on the next line, |- separates rows.

// openTable is the table that is open and what is open in it.
type openTable struct {
	isOpen, inRow, inCell bool

	goesOn    bool // in the current line
	rowGoesOn bool // in the next line
}

// endedByTable are the blocks that end where a table begins.
const endedByTable = kindParagraph | kindList | kindDefinition

func beginsTable(b *blocks, _ match) bool { return !b.table.isOpen }

// matchCell matches a cell's separator, and what ends the line after the last.
func matchCell(sc *scanner, i int) (match, bool) {
	sep := separatorAt(sc.s, i)
	m := match{end: sep.end}
	if sep.ending != rowMiddle {
		m.end = len(sc.s)
	}
	return m, sep.columns > 0
}

// separator is what stands between cells.
type separator struct {
	end      int
	columns  int // of the cell that follows
	isHeader bool
	ending   rowEnding
}

// rowEnding says what a separator is to its row.
type rowEnding int

const (
	rowMiddle    rowEnding = iota // a cell follows
	rowEnds                       // the last of its line
	rowContinues                  // likewise, and the row goes on in the next
)

func separatorAt(s string, i int) separator {
	var sep separator
	if s[i] == '=' {
		i++
	}
	for strings.HasPrefix(s[i:], "||") {
		i += 2
		sep.columns++
	}
	if sep.columns == 0 {
		return sep
	}
	if i < len(s) && s[i] == '=' {
		i++
		sep.isHeader = true
	}
	sep.end = i
	switch i = skipSpace(s, i); s[i:] {
	case "":
		sep.ending = rowEnds
	case `\`:
		sep.ending = rowContinues
	}
	return sep
}

// beginCell begins a cell.
func beginCell(b *blocks, m match, _ bool) {
	t, l := &b.table, b.text.line
	t.beginRow(l.span(0, 0), l.span(0, len(l.text)), b.out)
	t.goesOn = true
	sep := separatorAt(l.text, m.start)
	if sep.ending != rowMiddle {
		t.rowGoesOn = t.rowGoesOn || sep.ending == rowContinues
		if sep.columns--; sep.columns == 0 {
			return
		}
	}
	if t.inCell {
		b.text.marks.forget() // the cell that ends takes them along
	}
	t.inCell = true
	b.text.emit(event{kind: cellBegun, node: &Cell{
		Span: l.span(m.start, m.end), Header: sep.isHeader, Colspan: sep.columns, Rowspan: 1,
		Align: alignment(l.text, sep.end),
	}})
}

// beginRow begins a row, and a table around it, where they are not open.
func (t *openTable) beginRow(table, row Span, out *builder) {
	t.begin(table, out)
	if !t.inRow {
		t.inRow = true
		out.open(&Row{Span: row})
	}
}

// begin begins a table where none is open.
func (t *openTable) begin(at Span, out *builder) {
	if !t.isOpen {
		t.isOpen = true
		out.open(&Table{Span: at})
	}
}

// endRow ends the row.
func (t *openTable) endRow(x *text) {
	if t.inRow {
		t.inRow = false
		if t.inCell {
			x.endMarks()
			t.inCell = false
		}
		x.out.close(isRow)
	}
	t.rowGoesOn = false
}

// endLine ends the row with its line, unless it goes on in the next.
func (t *openTable) endLine(x *text) {
	if t.rowGoesOn {
		t.rowGoesOn = false
		return
	}
	t.endRow(x)
}

// end ends the table.
func (t *openTable) end(x *text) {
	if t.isOpen {
		t.endRow(x)
		x.out.close(isTable)
		t.isOpen = false
	}
}

// alignment reads the spaces within the bars: ||left ||, || right||,
// ||  centre  ||.
func alignment(s string, after int) string {
	left := after < len(s) && s[after] != ' '
	next, before := nextSeparator(s[after:])
	right := next >= 0 && before != ' '
	switch {
	case left && !right:
		return "left"
	case left:
		return ""
	case right:
		return "right"
	case next >= 0:
		first, last := after+1, after+next-1
		if first < last && s[first] == ' ' && s[last] == ' ' {
			return "center"
		}
	}
	return ""
}

// nextSeparator finds what stands before the next separator: the offset of the
// character and the character, or -1.
func nextSeparator(s string) (int, rune) {
	for from := 0; ; {
		bar := strings.Index(s[from:], "||")
		if bar < 0 {
			return -1, 0
		}
		bar += from
		at := bar
		if at > 0 && s[at-1] == '=' {
			at--
		}
		if r, n := utf8.DecodeLastRuneInString(s[:at]); n > 0 && r != '!' {
			return at - n, r
		}
		if at < bar && bar > 0 { // the "=" itself may be the character
			return bar - 1, '='
		}
		from = bar + 1
	}
}
