package site

import (
	"slices"

	"github.com/twisted/sitegen/generator/markdown"
)

// Entry is a heading in a table of contents. One without an ID stands for a level that the
// headings leave out.
type Entry struct {
	ID, HTML string
	Children []*Entry
}

// Contents nests all headings of a page but its title, the outermost as they are.
func Contents(headings []*markdown.Heading) []*Entry { return nest(withoutTitle(headings), 1, false) }

// ContentsOf nests the headings of the levels from first to last. A level that is left out has
// an entry of its own.
func ContentsOf(headings []*markdown.Heading, first, last int) []*Entry {
	inRange := slices.DeleteFunc(slices.Clone(headings), func(h *markdown.Heading) bool {
		return h.Level < first || h.Level > last
	})
	return nest(inRange, first, true)
}

// withoutTitle leaves out a title at the top that is the only heading of its level.
func withoutTitle(headings []*markdown.Heading) []*markdown.Heading {
	isTitle := func(h *markdown.Heading) bool { return h.Level == 1 }
	if len(headings) > 0 && isTitle(headings[0]) && !slices.ContainsFunc(headings[1:], isTitle) {
		return headings[1:]
	}
	return headings
}

// nest arranges headings by their levels, the outermost being level. A level that is left out
// gets, if exact is set, an entry of its own without an ID.
func nest(headings []*markdown.Heading, level int, exact bool) []*Entry {
	root := &Entry{}
	open, levels := []*Entry{root}, []int{level - 1}
	push := func(e *Entry, level int) {
		top := open[len(open)-1]
		top.Children = append(top.Children, e)
		open, levels = append(open, e), append(levels, level)
	}
	for _, h := range headings {
		for len(open) > 1 && levels[len(levels)-1] >= h.Level {
			open, levels = open[:len(open)-1], levels[:len(levels)-1]
		}
		for missing := levels[len(levels)-1] + 1; exact && missing < h.Level; missing++ {
			push(&Entry{}, missing)
		}
		push(&Entry{ID: h.ID, HTML: h.HTML}, h.Level)
	}
	return root.Children
}
