package wiki

import "strings"

// What the builder does to text that ends.

// endText ends the text being written. White space alone is no text.
func (f *frame) endText() {
	p := f.paragraph
	f.paragraph, f.marks = nil, nil
	if p == nil {
		return
	}
	if p.Inlines = trim(p.Inlines); len(p.Inlines) > 0 {
		p.Start = p.Inlines[0].Pos().Start
		p.End = p.Inlines[len(p.Inlines)-1].Pos().End
		f.blocks = append(f.blocks, p)
	}
}

// trim drops white space at both ends, and marks that mark nothing visible.
func trim(list []Inline) []Inline {
	list = unmarkEmpty(list)
	for len(list) > 0 {
		t, ok := list[0].(*Text)
		if !ok {
			break
		}
		trimmed := strings.TrimLeft(t.Value, " \n")
		if trimmed != "" {
			t.Start = min(t.End, t.Start+len(t.Value)-len(trimmed))
			t.Value = trimmed
			break
		}
		list = list[1:]
	}
	for len(list) > 0 {
		t, ok := list[len(list)-1].(*Text)
		if !ok {
			break
		}
		if t.Value = strings.TrimRight(t.Value, " \n"); t.Value != "" {
			break
		}
		list = list[:len(list)-1]
	}
	return list
}

// unmarkEmpty puts the white space within a mark in the mark's place, where
// there is nothing else in it, and gives the other marks their spans.
func unmarkEmpty(list []Inline) []Inline {
	out := make([]Inline, 0, len(list))
	for _, n := range list {
		m, ok := n.(*Mark)
		if !ok {
			out = append(out, n)
			continue
		}
		m.Inlines = unmarkEmpty(m.Inlines)
		blank := true
		for _, c := range m.Inlines {
			t, ok := c.(*Text)
			blank = blank && ok && strings.TrimSpace(t.Value) == ""
		}
		if blank {
			out = append(out, m.Inlines...)
			continue
		}
		m.Start, m.End = m.Inlines[0].Pos().Start, m.Inlines[len(m.Inlines)-1].Pos().End
		out = append(out, m)
	}
	return out
}
