package writer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// table writes a pipe table, or HTML where a cell spans, holds blocks or has
// attributes of its own. A header cell below the first row begins with "= ", as in
// WikiCreole; a row may be shorter than others: the generator knows both.
func (w *writer) table(t *wiki.Table) []string {
	rows := slices.DeleteFunc(slices.Clone(t.Rows), func(r *wiki.Row) bool { return len(r.Cells) == 0 })
	if len(rows) == 0 {
		return nil
	}
	if len(t.Attrs) > 0 || !isPlain(rows) {
		return w.htmlTable(t.Attrs, rows)
	}
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	body := rows
	header := make([]string, width)
	if isHeader(rows[0]) {
		copy(header, w.cells(rows[0], false))
		body = rows[1:]
	}
	rule := make([]string, width)
	for i := range rule {
		rule[i] = columnRule(body, i)
	}
	lines := []string{pipes(header), pipes(rule)}
	for _, r := range body {
		lines = append(lines, pipes(w.cells(r, true)))
	}
	return lines
}

func isHeader(r *wiki.Row) bool {
	for _, c := range r.Cells {
		if !c.Header {
			return false
		}
	}
	return true
}

func isPlain(rows []*wiki.Row) bool {
	for _, r := range rows {
		if len(r.Attrs) > 0 {
			return false
		}
		for _, c := range r.Cells {
			if c.Colspan > 1 || c.Rowspan > 1 || len(c.Attrs) > 0 || len(c.Blocks) > 1 {
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
func columnRule(body []*wiki.Row, column int) string {
	align, set := "", false
	for _, r := range body {
		if column >= len(r.Cells) {
			continue
		}
		if a := r.Cells[column].Align; !set || a == align {
			align, set = a, true
		} else {
			return "---"
		}
	}
	return map[string]string{"": "---", "left": ":---", "right": "---:", "center": ":---:"}[align]
}

// cells writes a row's cells; marked says whether to mark those of a header.
func (w *writer) cells(r *wiki.Row, marked bool) []string {
	cells := make([]string, len(r.Cells))
	for i, c := range r.Cells {
		cells[i] = w.cell(c)
		if marked && c.Header {
			cells[i] = "= " + cmp.Or(cells[i], nothing)
		}
	}
	return cells
}

// cell writes what a cell holds on one line, its bars escaped.
func (w *writer) cell(c *wiki.Cell) (text string) {
	if len(c.Blocks) == 0 {
		return ""
	}
	w.inCell = true
	defer func() { w.inCell = false }()
	text = oneLine(w.inlines(c.Blocks[0].(*wiki.Paragraph).Inlines))
	if text = strings.ReplaceAll(text, "|", `\|`); strings.HasPrefix(text, "= ") {
		text = `\` + text
	}
	return text
}

func pipes(cells []string) string {
	var b strings.Builder
	for _, c := range cells {
		switch {
		case c == "":
			b.WriteString("| ")
		case strings.HasPrefix(c, "= "):
			b.WriteString("|" + c + " ")
		default:
			b.WriteString("| " + c + " ")
		}
	}
	return b.String() + "|"
}

// htmlTable writes tags; the empty lines within a cell make it Markdown again.
func (w *writer) htmlTable(attrs wiki.Args, rows []*wiki.Row) []string {
	lines := []string{openTag("table", attrs)}
	for _, r := range rows {
		lines = append(lines, openTag("tr", r.Attrs))
		for _, c := range r.Cells {
			tag := "td"
			if c.Header {
				tag = "th"
			}
			open := openTag(tag, cellAttrs(c))
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

func cellAttrs(c *wiki.Cell) wiki.Args {
	var attrs wiki.Args
	if c.Colspan > 1 {
		attrs = append(attrs, wiki.Arg{Name: "colspan", Value: strconv.Itoa(c.Colspan)})
	}
	if c.Rowspan > 1 {
		attrs = append(attrs, wiki.Arg{Name: "rowspan", Value: strconv.Itoa(c.Rowspan)})
	}
	if c.Align != "" {
		attrs = append(attrs, wiki.Arg{Name: "align", Value: c.Align})
	}
	return append(attrs, c.Attrs...)
}
