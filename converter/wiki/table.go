package wiki

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Tables: ||cell||=header=||; a bar count above two spans columns, a backslash
// at the end continues the row on the next line, |- separates rows. Cells, rows
// and tables may be processors as well: {{{#!td, #!th, #!tr, #!table.

// matchCell matches a cell's separator. level is the number of bars, label "h"
// for a header cell, target what ends the line after the last separator.
func matchCell(s string, i int) (match, bool) {
	start := i
	if i < len(s) && s[i] == '=' {
		i++
	}
	bars := 0
	for strings.HasPrefix(s[i:], "||") {
		i += 2
		bars += 2
	}
	if bars == 0 {
		return match{}, false
	}
	m := match{rule: ruleCell, level: bars / 2, start: start}
	if i < len(s) && s[i] == '=' {
		i++
		m.label = "h"
	}
	m.scheme = s[start:i] // the separator
	m.end = i
	if end := skipSpace(s, i); end == len(s) || s[end:] == `\` {
		m.end, m.target = len(s), "last"
		if end < len(s) {
			m.target = "continued"
		}
	}
	return m, true
}

// matchRowSeparator matches "|---" with the parameters of the row to come.
func (sc *scanner) matchRowSeparator(i int) (match, bool) {
	s := sc.s
	if i < sc.noSpaceBar {
		return match{}, false
	}
	bar := skipSpace(s, i)
	if !strings.HasPrefix(s[bar:], "|-") {
		sc.noSpaceBar = bar
		return match{}, false
	}
	end := skipSpace(s, skipWhile(s, bar+1, func(c byte) bool { return c == '-' }))
	m := match{rule: ruleRowSeparator, end: end}
	for {
		next := paramEnd(s, m.end)
		if next < 0 {
			return m, true
		}
		m.end = skipSpace(s, next)
	}
}

// paramEnd returns the end of name=value or name="value" at i, or -1.
func paramEnd(s string, i int) int {
	word := func(i int) int {
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != '-' && !isWord(r) {
				break
			}
			i += n
		}
		return i
	}
	name := word(i)
	if name == i || name == len(s) || s[name] != '=' {
		return -1
	}
	if end := quotedEnd(s, name+1); end >= 0 {
		return end
	}
	if strings.HasPrefix(s[name+1:], `""`) || strings.HasPrefix(s[name+1:], "''") {
		return name + 3
	}
	end := name + 1
	for end < len(s) && s[end] == ',' || word(end) > end {
		end = max(end+1, word(end))
	}
	if end == name+1 {
		return -1
	}
	return end
}

// rowSeparator begins a row. Its parameters are of the row's look, which is left to
// the theme.
func (p *parser) rowSeparator() {
	p.openTable()
	p.closeRow(true)
	p.openRow()
	p.continueTable, p.continueRow = true, true
}

// cell begins a cell.
func (p *parser) cell(m match) {
	p.openTable()
	p.openRow()
	p.continueTable = true
	span := m.level
	if m.target != "" {
		p.continueRow = p.continueRow || m.target == "continued"
		if span--; span == 0 {
			return
		}
	}
	if p.inCell {
		p.marks = p.marks[:0]
	}
	p.inCell = true
	after := m.start + len(m.scheme)
	if m.escaped {
		after++
	}
	p.emit(event{kind: cellBegins, cell: &Cell{
		Span: p.line.span(m.start, m.end), Header: m.label == "h", Colspan: span, Rowspan: 1, Align: alignment(p.line.text, after),
	}})
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

func (p *parser) openTable() {
	if p.inTable {
		return
	}
	p.closeParagraph()
	p.closeLists()
	p.closeDefinitions()
	p.inTable = true
	p.out.open(&Table{Span: p.line.span(0, 0)})
}

func (p *parser) openRow() {
	if p.inRow {
		return
	}
	p.openTable()
	p.inRow = true
	p.out.open(&Row{Span: p.line.span(0, len(p.line.text))})
}

// closeRow ends the row, unless it goes on in the next line.
func (p *parser) closeRow(force bool) {
	if p.inRow && (!p.continueRow || force) {
		p.inRow = false
		if p.inCell {
			p.flushMarks()
			p.inCell = false
		}
		p.out.close(isRow)
	}
	p.continueRow = false
}

func (p *parser) closeTable() {
	if p.inTable {
		p.closeRow(true)
		p.out.close(isTable)
		p.inTable = false
	}
}

// tableProcessor puts #!td, #!th, #!tr or #!table into the page; ok is false for
// what Trac refuses: a row or table that is not made of cells only.
func (p *parser) tableProcessor(b *Processor) (ok bool) {
	switch b.Name {
	case "td", "th":
		p.line = line{pos: b.Start}
		p.openRow()
		p.out.close(isCell)
		p.inCell = false
		p.out.take(&frame{node: newCell(b), blocks: p.nested(b.body)})
		return true
	}
	blocks := p.nested(b.body)
	if len(blocks) != 1 {
		return false
	}
	inner, ok := blocks[0].(*Table)
	if !ok || len(inner.Rows) == 0 {
		return false
	}
	if b.Name == "table" {
		p.out.add(&Table{Span: b.Span, Attrs: b.Args, Rows: inner.Rows})
		return true
	}
	inner.Rows[0].Attrs = b.Args
	p.line = line{pos: b.Start}
	p.openTable()
	p.closeRow(true)
	for _, r := range inner.Rows {
		p.out.take(&frame{node: r})
	}
	return true
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
