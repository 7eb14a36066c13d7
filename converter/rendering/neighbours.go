package rendering

import (
	"maps"
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// Expected says what Trac's page shows as running text for what its source holds.
type Expected interface {
	// Label returns what a link shows.
	Label(*wiki.Link) string
	// MacroText returns the text that a macro shows, if that is known without Trac. If it
	// is not, the macro has a result in the page, which is to be found.
	MacroText(*wiki.Macro) (text string, known bool)
	// ProcessorText returns the text that a processor shows, if that is known without Trac.
	ProcessorText(*wiki.Processor) (text string, known bool)
	// Content returns the tree of a processor's text that is a page of its own, always the same; ok is
	// false for one that is none.
	Content(*wiki.Processor) (blocks []wiki.Block, ok bool)
	// Called returns the macro that a processor calls, always the same, or nil if it calls none.
	Called(*wiki.Processor) *wiki.Macro
	// Selector returns what selects the element that a macro leaves, or "".
	Selector(*wiki.Macro) string
	// IsKept reports whether the new site shows what the macro left. What it computes anew, or
	// leaves out, is to be told from what other macros left.
	IsKept(*wiki.Macro) bool
}

// gap is where Trac's page has what nobody knows: what a group of macros left, or what a processor
// shows.
type gap struct {
	offset int    // in the text that is known
	group  *group // nil for a processor
}

// group is macros with nothing between them, and the text around.
type group struct {
	macros []*wiki.Macro
	in     map[*wiki.Macro]*place // the innermost that each stands in, nil for none
	places []*place               // of a group in several, all that are open, begin or end there, in order
	oneRun bool                   // they stand in one paragraph, and the new site shows what all of them left
	known  bool                   // what is around is text, on both sides
	glued  bool                   // the text after follows in the same place, without white space
	around texts
	tags   map[string]int // that some of the macros stand in
	last   *group         // with nothing unknown between it and this one, or nil
	next   *group

	searched bool
	parts    map[*wiki.Macro]part // nil if the texts around were not found
	end      int                  // of what the group left, in the page's text; 0 until it was found
	latest   int                  // where it may end, see latestEnd; 0 until somebody asked
}

// part is what a macro left.
type part struct {
	nodes []*html.Node
	with  *wiki.Macro // the macro before it that has it, where the two cannot be told apart
	found bool        // a selector found its element; of a macro that is not kept, nodes is all but that
}

// texts are what Trac shows before and after something whose own text nobody knows, without
// white space, up to the next such thing.
type texts struct {
	before, after string
	first, final  bool // before begins the page; after ends it
}

// survey goes through a page's source and notes where its macros stand in the text that
// Trac shows of it.
type survey struct {
	expected Expected

	text  strings.Builder
	gaps  []gap          // in order
	fresh bool           // a page within the page has begun or ended since the last of them
	tags  map[string]int // that are open

	apart  bool     // white space or a place's end was read since the last macro
	places []*place // all, in order
	open   []*place // from the outermost to the innermost

	paragraph *wiki.Paragraph // that is read
	begun     *wiki.Paragraph // that the last group begins in
}

// Locate notes which texts Trac shows around each macro of a page.
func (r *Results) Locate(blocks []wiki.Block, expected Expected) {
	r.expected = expected
	s := &survey{expected: expected, tags: map[string]int{}}
	s.read(blocks)
	s.cutTexts(r)
}

// read goes through a tree.
func (s *survey) read(blocks []wiki.Block) {
	wiki.Rewriter{
		Block:  func(b wiki.Block) []wiki.Block { s.enter(b); return []wiki.Block{b} },
		Inline: func(n wiki.Inline) []wiki.Inline { s.enter(n); return []wiki.Inline{n} },
		Leave:  s.leave,
		Part:   s.part,
	}.Blocks(blocks)
}

// count notes that the tags of a node were opened, or, by -1, closed.
func (s *survey) count(n wiki.Node, by int) {
	for _, tag := range tagsOf(n) {
		s.tags[tag] += by
	}
}

func (s *survey) show(text string) {
	squeezed := squeeze(text)
	s.apart = s.apart || !strings.HasPrefix(text, squeezed[:min(1, len(squeezed))]) || squeezed == ""
	if last := len(s.gaps) - 1; squeezed != "" && last >= 0 && s.gaps[last].offset == s.text.Len() {
		if g := s.gaps[last].group; g != nil {
			g.glued = !s.apart
		}
	}
	s.text.WriteString(squeezed)
}

func (s *survey) enter(n wiki.Node) {
	s.count(n, 1)
	switch n := n.(type) {
	case *wiki.Paragraph:
		s.paragraph = n
		if !n.Bare {
			s.part(true)
		}
	case *wiki.Text:
		s.show(n.Value)
	case *wiki.Code:
		s.show(n.Value)
	case *wiki.Link:
		s.show(s.expected.Label(n))
	case *wiki.Macro:
		s.macro(n)
	case *wiki.Processor:
		s.processor(n)
	}
}

func (s *survey) leave(n wiki.Node) {
	s.count(n, -1)
	if p, ok := n.(*wiki.Paragraph); ok && !p.Bare {
		s.part(false)
	}
}

// part notes that a place begins, or that the innermost ends.
func (s *survey) part(begins bool) {
	s.apart = true
	last := len(s.open) - 1
	if !begins {
		s.open[last].end = s.text.Len()
		s.open = s.open[:last]
		return
	}
	p := &place{start: s.text.Len(), tags: maps.Clone(s.tags)}
	s.places, s.open = append(s.places, p), append(s.open, p)
}

// processor notes what a processor shows.
func (s *survey) processor(b *wiki.Processor) {
	if content, ok := s.expected.Content(b); ok {
		s.tags["div"]++
		s.fresh = true
		s.read(content)
		s.fresh = true
		s.tags["div"]--
	} else if text, known := s.expected.ProcessorText(b); known {
		s.show(text)
	} else if m := s.expected.Called(b); m != nil {
		s.macro(m)
	} else {
		s.gaps = append(s.gaps, gap{offset: s.text.Len()})
	}
}

// macro puts a macro with a result into the group of the one before, if there is no text
// between the two.
func (s *survey) macro(m *wiki.Macro) {
	if text, known := s.expected.MacroText(m); known {
		s.show(text)
		return
	}
	kept := s.expected.IsKept(m)
	s.apart = false
	var in *place
	if len(s.open) > 0 {
		in = s.open[len(s.open)-1]
	}
	last := len(s.gaps) - 1
	if last >= 0 && s.gaps[last].offset == s.text.Len() && s.gaps[last].group != nil && !s.fresh {
		g := s.gaps[last].group
		g.macros, g.in[m] = append(g.macros, m), in
		g.oneRun = g.oneRun && s.paragraph == s.begun && kept
		for tag, n := range s.tags {
			g.tags[tag] = max(g.tags[tag], n)
		}
		return
	}
	g := &group{macros: []*wiki.Macro{m}, in: map[*wiki.Macro]*place{m: in}, oneRun: kept, tags: maps.Clone(s.tags)}
	s.gaps, s.fresh = append(s.gaps, gap{offset: s.text.Len(), group: g}), false
	s.begun = s.paragraph
}

// cutTexts gives each gap the text around it, up to the next one.
func (s *survey) cutTexts(r *Results) {
	all := s.text.String()
	for i, here := range s.gaps {
		if here.group == nil {
			continue
		}
		around := texts{first: i == 0, final: i == len(s.gaps)-1}
		from, to := 0, len(all)
		var last, next *group
		if i > 0 {
			from, last = s.gaps[i-1].offset, s.gaps[i-1].group
		}
		if i+1 < len(s.gaps) {
			to, next = s.gaps[i+1].offset, s.gaps[i+1].group
		}
		around.before, around.after = all[from:here.offset], all[here.offset:to]
		here.group.around, here.group.last, here.group.next = around, last, next
		if here.group.isSpread() {
			here.group.places = s.placesAt(here.offset)
		}
		here.group.known = (around.before != "" || around.first) && (around.after != "" || around.final)
		for _, m := range here.group.macros {
			r.groups[m] = here.group
		}
	}
}
