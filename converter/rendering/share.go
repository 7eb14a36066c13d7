package rendering

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// sharing gives each macro of a group its part of the nodes that all of them left: an element that a
// selector finds to the selector's macro, an error to the macro that it names, the rest to the macros there
// that have none. What the new site leaves out takes nothing but what its selector finds, or what no other
// macro can have left; what is neither is shown beside it.
type sharing struct {
	macros   []*wiki.Macro
	nodes    []*html.Node
	owner    []int // index of the macro of each node, or -1
	found    []int // indices of the macros whose elements a selector found
	parts    map[*wiki.Macro]part
	oneRun   bool
	expected Expected
}

// share returns the part of each macro.
func (g *group) share(nodes []*html.Node, expected Expected) map[*wiki.Macro]part {
	if allBlank := !slices.ContainsFunc(nodes, func(n *html.Node) bool { return !isBlank(n) }); allBlank {
		nodes = nil
	} else if !g.oneRun && len(g.macros) > 1 {
		nodes = slices.DeleteFunc(nodes, isBlank)
	}
	s := sharing{
		macros: g.macros, nodes: nodes, owner: slices.Repeat([]int{-1}, len(nodes)),
		parts: map[*wiki.Macro]part{}, oneRun: g.oneRun, expected: expected,
	}
	macro, node := 0, 0 // behind the last that belong together
	for i, m := range g.macros {
		at := s.find(expected.Selector(m), node)
		if at < 0 {
			at = s.findError(i, node)
		}
		if at < 0 || len(g.macros) == 1 && s.isKept(i) {
			continue
		}
		if s.parts[m] = (part{}); s.isKept(i) {
			s.owner[at] = i
		}
		s.found = append(s.found, i)
		s.spread(macro, i, node, at)
		macro, node = i+1, at+1
	}
	s.spread(macro, len(g.macros), node, len(nodes))
	for i, n := range nodes {
		if s.owner[i] >= 0 {
			m := g.macros[s.owner[i]]
			s.parts[m] = part{nodes: append(s.parts[m].nodes, n), found: slices.Contains(s.found, s.owner[i])}
		}
	}
	return s.parts
}

// find returns the index of the first node, from one on, that a selector finds or that holds such an
// element; -1 if there is none.
func (s *sharing) find(selector string, from int) int {
	for i := from; selector != "" && i < len(s.nodes); i++ {
		if holds(s.nodes[i], selector) {
			return i
		}
	}
	return -1
}

// findError returns the index of the first node, from one on, that is or holds the error which Trac shows in
// the place of a macro; -1 if there is none. An error whose title has the arguments of another macro of the
// group is that one's.
func (s *sharing) findError(macro, from int) int {
	m := s.macros[macro]
	isAnothers := func(box *html.Node) bool {
		namesIt := func(o *wiki.Macro) bool { return isErrorOf(box, o) }
		return !namesIt(m) && slices.ContainsFunc(s.macros, namesIt)
	}
	for i := from; i < len(s.nodes); i++ {
		for _, box := range errorsIn(s.nodes[i]) {
			if slices.Contains(namesIn(box), m.Name) && !isAnothers(box) {
				return i
			}
		}
	}
	return -1
}

// isErrorOf reports whether the title of an error is a macro's name with its arguments.
func isErrorOf(box *html.Node, m *wiki.Macro) bool {
	return strings.Contains(squeeze(textOf(titleOf(box))), squeeze(m.Name+"("+m.Args+")"))
}

// spread gives the nodes of a range to the macros of a range, of which no selector found any.
func (s *sharing) spread(macro, macroEnd, node, nodeEnd int) {
	var kept []int
	for i := macro; i < macroEnd; i++ {
		s.parts[s.macros[i]] = part{}
		if s.isKept(i) {
			kept = append(kept, i)
		}
	}
	if len(kept) == 0 && macroEnd-macro == 1 {
		kept = []int{macro}
	}
	if len(kept) == 0 {
		kept = s.nearest(macro, macroEnd)
	}
	if len(kept) == 0 {
		return
	}
	apart := !s.oneRun && nodeEnd-node >= len(kept)
	for i := node; i < nodeEnd; i++ {
		s.owner[i] = kept[0]
		if apart { // one each, and the last has the rest
			s.owner[i] = kept[min(i-node, len(kept)-1)]
		}
	}
	for _, i := range kept[1:] {
		if !apart && nodeEnd > node {
			s.parts[s.macros[i]] = part{with: s.macros[kept[0]]}
		}
	}
}

func (s *sharing) isKept(macro int) bool { return s.expected.IsKept(s.macros[macro]) }

// nearest returns the macro that the new site shows before a range of others, else the one behind it, else
// one whose element is known and is not the rest, if there is any.
func (s *sharing) nearest(begin, end int) []int {
	for i := begin - 1; i >= 0; i-- {
		if s.isKept(i) {
			return []int{i}
		}
	}
	for i := end; i < len(s.macros); i++ {
		if s.isKept(i) {
			return []int{i}
		}
	}
	if len(s.found) > 0 {
		return s.found[len(s.found)-1:]
	}
	return nil
}
