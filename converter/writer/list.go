package writer

import (
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// maxNumber is the greatest that CommonMark takes for a list's number.
const maxNumber = 999_999_999

// styles are the ways to number a list that Markdown lacks, as the generator knows
// them.
var styles = map[string]string{
	"loweralpha": "lower-alpha", "upperalpha": "upper-alpha", "lowerroman": "lower-roman", "upperroman": "upper-roman",
}

// list writes a list. Two lists that follow each other get different bullets,
// or Markdown would take them for one.
func (w *writer) list(l *wiki.List, before wiki.Block) []string {
	other := false
	if prev, ok := before.(*wiki.List); ok && prev.Ordered == l.Ordered {
		other = !w.other[prev]
		w.other[l] = other
	}
	loose := false
	for _, item := range l.Items {
		for i, b := range item.Blocks {
			if _, ok := b.(*wiki.Paragraph); ok && i > 0 {
				loose = true
			}
		}
	}
	number := l.Start
	if number > maxNumber {
		number = 1
	}
	var lines []string
	if style := styles[l.Style]; style != "" {
		lines = append(lines, "{."+style+"}")
	}
	for i, item := range l.Items {
		bullet := "-"
		if other {
			bullet = "*"
		}
		if l.Ordered {
			bullet = strconv.Itoa(number+i) + "."
			if other {
				bullet = strconv.Itoa(number+i) + ")"
			}
		}
		if i > 0 && loose {
			lines = append(lines, "")
		}
		lines = append(lines, indent(w.item(item), bullet+" ", strings.Repeat(" ", len(bullet)+1))...)
	}
	return lines
}

// item writes what an item holds. Nested lists follow their text at once, so
// that the list stays tight.
func (w *writer) item(item *wiki.Item) []string {
	var lines []string
	var before wiki.Block
	for _, b := range item.Blocks {
		next := w.block(b, before)
		if len(next) == 0 {
			continue
		}
		if before != nil && !joins(before, b) {
			lines = append(lines, "")
		}
		lines = append(lines, next...)
		before = b
	}
	if len(lines) == 0 {
		return []string{nothing} // a bare bullet would underline the text before
	}
	return lines
}

// joins reports whether b may follow a without an empty line. A list can break
// into a paragraph only if it is unordered or begins with one.
func joins(a, b wiki.Block) bool {
	if _, ok := a.(*wiki.Paragraph); !ok {
		return false
	}
	switch b := b.(type) {
	case *wiki.List:
		return !b.Ordered || b.Start == 1 || b.Style != ""
	case *wiki.CodeBlock:
		return true
	}
	return false
}

// definitions writes a definition list, a term and ": what it means".
func (w *writer) definitions(l *wiki.DefinitionList) []string {
	var lines []string
	for i, d := range l.Items {
		if i > 0 {
			lines = append(lines, "")
		}
		term := w.paragraph(d.Term)
		if len(term) == 0 {
			term = []string{nothing}
		}
		lines = append(lines, strings.Join(term, " "))
		body := w.blocks(d.Blocks)
		if len(body) == 0 {
			body = []string{nothing}
		}
		lines = append(lines, indent(body, ": ", "  ")...)
	}
	return lines
}
