package writer

import (
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// table writes a pipe table, or HTML where a cell spans, holds blocks, or is a
// header elsewhere than in the first row.
func (w *writer) table(t *wiki.Table) []string {
	t = &wiki.Table{Span: t.Span, Rows: slices.DeleteFunc(slices.Clone(t.Rows), func(r *wiki.Row) bool { return len(r.Cells) == 0 })}
	if len(t.Rows) == 0 {
		return nil
	}
	if !isPlain(t) {
		return w.htmlTable(t)
	}
	width := 0
	for _, r := range t.Rows {
		width = max(width, len(r.Cells))
	}
	rows := t.Rows
	header := make([]string, width)
	if isHeader(rows[0]) {
		header = w.cells(rows[0], width)
		rows = rows[1:]
	}
	rule := make([]string, width)
	for i := range rule {
		rule[i] = columnRule(t, i)
	}
	lines := []string{pipes(header), pipes(rule)}
	for _, r := range rows {
		lines = append(lines, pipes(w.cells(r, width)))
	}
	return lines
}

func isHeader(r *wiki.Row) bool {
	for _, c := range r.Cells {
		if !c.Header {
			return false
		}
	}
	return len(r.Cells) > 0
}

func isPlain(t *wiki.Table) bool {
	width := len(t.Rows[0].Cells)
	for i, r := range t.Rows {
		if len(r.Cells) != width {
			return false // Markdown would add the cells that are not there
		}
		header := i == 0 && isHeader(r)
		for _, c := range r.Cells {
			if c.Colspan > 1 || c.Header && !header || len(c.Blocks) > 1 {
				return false
			}
			if len(c.Blocks) == 1 {
				if _, ok := c.Blocks[0].(*wiki.Paragraph); !ok {
					return false
				}
			}
		}
	}
	return true
}

// columnRule aligns a column if all its cells agree.
func columnRule(t *wiki.Table, column int) string {
	align := ""
	for i, r := range t.Rows {
		if a := r.Cells[column].Align; i == 0 || a == align {
			align = a
		} else {
			return "---"
		}
	}
	return map[string]string{"left": ":---", "right": "---:", "center": ":---:"}[align] + map[bool]string{true: "---"}[align == ""]
}

func (w *writer) cells(r *wiki.Row, width int) []string {
	cells := make([]string, width)
	for i, c := range r.Cells {
		cells[i] = w.cell(c)
	}
	return cells
}

// cell writes what a cell holds on one line, its bars escaped.
func (w *writer) cell(c *wiki.Cell) string {
	if len(c.Blocks) == 0 {
		return ""
	}
	text := oneLine(w.inlines(c.Blocks[0].(*wiki.Paragraph).Inlines))
	return strings.ReplaceAll(text, "|", `\|`)
}

func pipes(cells []string) string {
	var b strings.Builder
	for _, c := range cells {
		if c == "" {
			b.WriteString("| ")
		} else {
			b.WriteString("| " + c + " ")
		}
	}
	return b.String() + "|"
}

// htmlTable writes tags; the empty lines within a cell make it Markdown again.
func (w *writer) htmlTable(t *wiki.Table) []string {
	lines := []string{"<table>"}
	for _, r := range t.Rows {
		lines = append(lines, "<tr>")
		for _, c := range r.Cells {
			tag := "td"
			if c.Header {
				tag = "th"
			}
			var attrs wiki.Args
			if c.Colspan > 1 {
				attrs = append(attrs, wiki.Arg{Name: "colspan", Value: strconv.Itoa(c.Colspan)})
			}
			if c.Align != "" {
				attrs = append(attrs, wiki.Arg{Name: "align", Value: c.Align})
			}
			open := openTag(tag, attrs)
			if len(c.Blocks) == 0 {
				lines = append(lines, open+"</"+tag+">")
				continue
			}
			lines = append(lines, open, "")
			lines = append(lines, w.blocks(c.Blocks)...)
			lines = append(lines, "", "</"+tag+">")
		}
		lines = append(lines, "</tr>")
	}
	return append(lines, "</table>")
}
