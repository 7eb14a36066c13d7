package rendering

import (
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// Results hands out what the macros of a page left in it.
type Results struct {
	page     *Page
	cursor   int                     // up to which the page's text was taken
	left     map[string][]*html.Node // of a selector, the elements that were not taken
	groups   map[*wiki.Macro]*group  // see Locate
	expected Expected                // see Locate
}

// Results returns the page's results, none of them taken.
func (p *Page) Results() *Results {
	return &Results{page: p, left: map[string][]*html.Node{}, groups: map[*wiki.Macro]*group{}}
}

// Of takes what a macro left in the page. Where the texts around the macro do not find it,
// it is the next element that the macro's selector matches. with is the macro whose result has that of this
// one in it, because nobody can tell them apart; nil if there is none. found reports whether it is known where
// the result is, be it nothing.
func (r *Results) Of(m *wiki.Macro) (nodes []*html.Node, with *wiki.Macro, found bool) {
	if p, found := r.take(m); found {
		return p.nodes, p.with, true
	}
	if n := r.Next(r.expected.Selector(m)); n != nil {
		return []*html.Node{n}, nil, true
	}
	return nil, nil, false
}

// Discard leaves out what a macro left in the page, so that no other macro takes it. It returns what stands
// there besides, which is nobody's.
func (r *Results) Discard(m *wiki.Macro) (rest []*html.Node) {
	if p, _ := r.take(m); p.found {
		return p.nodes
	}
	return nil
}

// take takes the part of one macro from what its group left.
func (r *Results) take(m *wiki.Macro) (p part, found bool) {
	g := r.groups[m]
	if g == nil || !g.known {
		return part{}, false
	}
	if !g.searched {
		g.searched = true
		if piece, found := r.between(g); found {
			if g.parts = r.page.flatten().deal(g, piece, r.expected); g.parts != nil {
				r.cursor, g.end = piece.end, piece.end
			}
		}
	}
	p, found = g.parts[m]
	return p, found
}

// Next takes the next element that a selector matches, behind all that was taken before, or
// returns nil.
func (r *Results) Next(selector string) *html.Node {
	if r.page == nil || selector == "" {
		return nil
	}
	runs := r.page.flatten().runs
	left, known := r.left[selector]
	if !known {
		left = r.page.body.Find(selector).Nodes
	}
	for len(left) > 0 && runs[left[0]].start < r.cursor {
		left = left[1:]
	}
	if len(left) == 0 {
		r.left[selector] = nil
		return nil
	}
	r.left[selector] = left[1:]
	r.cursor = runs[left[0]].end
	return left[0]
}
