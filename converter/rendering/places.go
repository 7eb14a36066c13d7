package rendering

import (
	"maps"
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

// place is a paragraph, an item, a term, a definition or a cell of the source: where it is in the text that is
// known. Trac has an element for it.
type place struct {
	start, end int
	tags       map[string]int // that it stands in
}

// slot is what the page has in the element of a place: the nodes there that macros may have left.
type slot struct{ nodes []*html.Node }

// placesAt returns the places that are open, begin or end at an offset.
func (s *survey) placesAt(offset int) []*place {
	var out []*place
	for _, p := range s.places {
		if p.start > offset {
			break
		}
		if p.end >= offset {
			out = append(out, p)
		}
	}
	return out
}

// isSpread reports whether the macros of a group stand in several places.
func (g *group) isSpread() bool {
	return slices.ContainsFunc(g.macros, func(m *wiki.Macro) bool { return g.in[m] != g.in[g.macros[0]] })
}

// deal gives each macro of a group its part of a piece of the page: first each place what is in its element,
// then each macro of the place its share. Where the page's elements are not those of the source, nobody knows
// which macro left what, and it returns nil.
func (f *flatText) deal(g *group, piece run, expected Expected) map[*wiki.Macro]part {
	var filled []*place // that hold macros
	kept := 0
	for _, m := range g.macros {
		if in := g.in[m]; !slices.Contains(filled, in) {
			filled = append(filled, in)
		}
		if expected.IsKept(m) {
			kept++
		}
	}
	if !g.isSpread() {
		return g.share(f.cutAll(piece, g.tags), expected)
	}
	walk, tags := slotWalk{flat: f, piece: piece}, maps.Clone(g.tags)
	for _, p := range g.places {
		for tag, n := range p.tags {
			tags[tag] = max(tags[tag], n)
		}
	}
	for _, n := range f.body {
		walk.within(n, nil, tags)
	}
	if slots := walk.pair(g.places, filled); slots != nil {
		parts := map[*wiki.Macro]part{}
		for _, in := range filled {
			maps.Copy(parts, g.only(in, expected).share(slots[in].nodes, expected))
		}
		return parts
	}
	if kept <= 1 {
		return g.share(f.cutAll(piece, g.tags), expected)
	}
	return nil
}

// only returns the macros of a group that stand in one place, as a group of their own.
func (g *group) only(in *place, expected Expected) *group {
	one := &group{oneRun: true}
	for _, m := range g.macros {
		if g.in[m] == in {
			one.macros = append(one.macros, m)
			one.oneRun = one.oneRun && expected.IsKept(m)
		}
	}
	return one
}

// slotWalk goes through a piece of the page and collects the slots in it.
type slotWalk struct {
	flat  *flatText
	piece run
	slots []*slot
	stray bool // something stands in no slot
}

// pair returns the slots of places: each has one, or at least each that holds macros has one that is not
// empty, and no other is there. It returns nil where that is not so.
func (w *slotWalk) pair(places, filled []*place) map[*place]*slot {
	slots := w.slots
	if len(slots) != len(places) {
		places = filled
		slots = slices.DeleteFunc(slices.Clone(slots), func(s *slot) bool {
			return !slices.ContainsFunc(s.nodes, func(n *html.Node) bool { return !isBlank(n) })
		})
	}
	if w.stray || len(slots) != len(places) || slices.Contains(filled, nil) {
		return nil
	}
	out := map[*place]*slot{}
	for i, p := range places {
		out[p] = slots[i]
	}
	return out
}

func (w *slotWalk) begin() *slot {
	s := &slot{}
	w.slots = append(w.slots, s)
	return s
}

// within goes through what an element holds that is in a slot, or in none. tags counts the elements that Trac
// itself writes around macros. Trac ends a paragraph before a block that a macro left and begins one behind it:
// the three are one slot, and two paragraphs with nothing between them are two.
func (w *slotWalk) within(n *html.Node, in *slot, tags map[string]int) {
	var paragraph *slot // that a block may be part of
	ended := false      // such a block was there
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		at := w.flat.runs[c]
		if at.end < w.piece.start || at.start > w.piece.end {
			paragraph = nil
			continue
		}
		reachesOut := c.Type == html.ElementNode && (at.start < w.piece.start || at.end > w.piece.end)
		switch {
		case c.DataAtom == atom.P && tags["p"] > 0:
			if paragraph == nil || !ended {
				paragraph = w.begin()
			}
			ended = false
			w.within(c, paragraph, without(tags, kindOf(c)))
		case c.Type == html.ElementNode && (tags[kindOf(c)] > 0 || reachesOut):
			paragraph = nil
			slot := in
			if isPart(c) && tags[kindOf(c)] > 0 {
				slot = w.begin()
			}
			w.within(c, slot, without(tags, kindOf(c)))
		default:
			nodes := w.flat.cut(c, w.piece, tags)
			switch {
			case isBlank(c) && in == nil:
			case len(nodes) == 0:
				paragraph = nil
			case paragraph != nil:
				paragraph.nodes, ended = append(paragraph.nodes, nodes...), true
			case in != nil:
				in.nodes = append(in.nodes, nodes...)
			default:
				w.stray = true
			}
		}
	}
}

// isPart reports whether an element is that of an item, a term, a definition or a cell.
func isPart(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Li, atom.Dt, atom.Dd, atom.Td, atom.Th:
		return true
	}
	return false
}

// without returns the counts of tags less one element.
func without(tags map[string]int, tag string) map[string]int {
	tags = maps.Clone(tags)
	tags[tag]--
	return tags
}
