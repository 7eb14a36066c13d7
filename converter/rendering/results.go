package rendering

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

// Results hands out what the macros of a page left in it.
type Results struct {
	page   *Page
	cursor int                     // up to which the page's text was taken
	left   map[string][]*html.Node // of a selector, the elements that were not taken
	groups map[*wiki.Macro]*group  // see Locate
}

// Results returns the page's results, none of them taken.
func (p *Page) Results() *Results {
	return &Results{page: p, left: map[string][]*html.Node{}, groups: map[*wiki.Macro]*group{}}
}

// Of takes what a macro left in the page. Where the texts around the macro do not find it,
// it is the next element that the selector matches; an empty selector matches none. shared
// reports whether a macro before it may have taken its part with its own.
func (r *Results) Of(m *wiki.Macro, selector string) (nodes []*html.Node, shared bool) {
	g := r.groups[m]
	nodes, found := r.take(g, m, selector)
	if found {
		return nodes, g.macros[0] != m
	}
	if n := r.Next(selector); n != nil {
		return []*html.Node{n}, false
	}
	return nodes, false
}

// Discard leaves out what a macro left in the page, so that no other macro takes it.
func (r *Results) Discard(m *wiki.Macro, selector string) { r.take(r.groups[m], m, selector) }

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

// take takes the part of one macro from what its group left. The results of one paragraph
// stay together, with the first of its macros; else each macro takes its own.
func (r *Results) take(g *group, m *wiki.Macro, selector string) (nodes []*html.Node, found bool) {
	if g == nil || !g.known {
		return nil, false
	}
	if !g.searched {
		g.nodes, g.found = r.between(g.before, g.after, g.tags)
		g.searched = true
		if g.apart {
			g.nodes = slices.DeleteFunc(g.nodes, isBlank)
		}
	}
	macros := len(g.macros) - slices.Index(g.macros, m) // that have not taken theirs
	count := len(g.nodes)
	if g.apart && macros > 1 && count >= macros {
		count = 1
	}
	if g.apart && selector != "" && macros > 1 && count > 0 && !matches(g.nodes[0], selector) {
		count = 0
	}
	nodes, g.nodes = g.nodes[:count], g.nodes[count:]
	return nodes, g.found
}

// between takes what stands after one text and before another, behind all that was taken
// before; ok is false where they are not found. tags counts the elements that the page has
// around it.
func (r *Results) between(before, after string, tags map[string]int) (nodes []*html.Node, ok bool) {
	if r.page == nil {
		return nil, false
	}
	flat := r.page.flatten()
	at := strings.Index(flat.text[r.cursor:], before)
	if at < 0 {
		return nil, false
	}
	start := r.cursor + at + len(before)
	end := len(flat.text)
	if after != "" {
		// A macro leaves something, as a rule: it may begin with the text after it.
		if at = strings.Index(flat.text[min(start+1, end):], after); at >= 0 {
			at++
		} else if strings.HasPrefix(flat.text[start:], after) {
			at = 0
		} else {
			return nil, false
		}
		end = start + at
	}
	r.cursor = end
	for _, n := range r.page.body.Nodes {
		nodes = append(nodes, flat.cut(n, run{start, end}, tags)...)
	}
	return nodes, true
}

// cut returns what of a node lies within a piece of the text.
func (f *flatText) cut(n *html.Node, piece run, tags map[string]int) []*html.Node {
	at := f.runs[n]
	switch {
	case at.end < piece.start || at.start > piece.end:
		return nil
	case at.start == at.end:
		if n.DataAtom == atom.Img || at.start > piece.start && at.end < piece.end {
			return []*html.Node{n}
		}
	case n.Type == html.TextNode:
		if at.end == piece.start || at.start == piece.end {
			return nil
		}
		return []*html.Node{{Type: html.TextNode, Data: clip(n.Data, piece.start-at.start, piece.end-at.start)}}
	case n.DataAtom == atom.Body:
	case tags[n.Data] > 0:
		tags = maps.Clone(tags)
		tags[n.Data]--
	case at.start >= piece.start && at.end <= piece.end:
		return []*html.Node{n}
	}
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, f.cut(c, piece, tags)...)
	}
	return out
}
