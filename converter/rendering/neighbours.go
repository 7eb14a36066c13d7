package rendering

import (
	"maps"
	"slices"
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
	// IsLiving reports whether the new site computes the macro anew, so that its result is
	// to be kept apart from those of its neighbours.
	IsLiving(*wiki.Macro) bool
}

// group is macros with nothing between them, and the text around.
type group struct {
	macros        []*wiki.Macro
	apart         bool           // they are not all of one paragraph, or the site computes some anew
	before, after string         // without white space; "" at the page's beginning or end
	known         bool           // before and after are what Trac's page has
	tags          map[string]int // that the macros stand in

	searched, found bool
	nodes           []*html.Node // what is left of their results
}

// contextLength is how much of the text around a macro is looked for, in bytes.
const contextLength = 48

// survey goes through a page's source and notes where its macros stand in the text that
// Trac shows of it.
type survey struct {
	expected Expected

	text     strings.Builder
	groups   []*group
	offsets  []int          // of the groups, in text
	unknowns []int          // offsets of what Trac shows nobody knows how, in order
	tags     map[string]int // that are open

	paragraph *wiki.Paragraph // that is read
	last      *wiki.Paragraph // that the last group begins in
}

// Locate notes which texts Trac shows around each macro of a tree. What a nested page
// holds is located by itself, when its tree is there.
func (r *Results) Locate(blocks []wiki.Block, expected Expected) {
	s := &survey{expected: expected, tags: map[string]int{}}
	wiki.Rewriter{
		Block:  func(b wiki.Block) []wiki.Block { s.enter(b); return []wiki.Block{b} },
		Inline: func(n wiki.Inline) []wiki.Inline { s.enter(n); return []wiki.Inline{n} },
		Leave:  func(n wiki.Node) { s.count(n, -1) },
	}.Blocks(blocks)
	s.cutTexts()
	for _, g := range s.groups {
		for _, m := range g.macros {
			r.groups[m] = g
		}
	}
}

// count notes that the tags of a node were opened, or, by -1, closed.
func (s *survey) count(n wiki.Node, by int) {
	for _, tag := range tagsOf(n) {
		s.tags[tag] += by
	}
}

func (s *survey) show(text string) { s.text.WriteString(squeeze(text)) }

func (s *survey) enter(n wiki.Node) {
	s.count(n, 1)
	switch n := n.(type) {
	case *wiki.Paragraph:
		s.paragraph = n
	case *wiki.Text:
		s.show(n.Value)
	case *wiki.Code:
		s.show(n.Value)
	case *wiki.Link:
		s.show(s.expected.Label(n))
	case *wiki.Macro:
		s.macro(n)
	case *wiki.Processor:
		if text, known := s.expected.ProcessorText(n); known {
			s.show(text)
		} else {
			s.unknowns = append(s.unknowns, s.text.Len())
		}
	}
}

// macro puts a macro with a result into the group of the one before, if there is no text
// between the two.
func (s *survey) macro(m *wiki.Macro) {
	if text, known := s.expected.MacroText(m); known {
		s.show(text)
		return
	}
	living := s.expected.IsLiving(m)
	if last := len(s.groups) - 1; last >= 0 && s.offsets[last] == s.text.Len() {
		g := s.groups[last]
		g.macros = append(g.macros, m)
		g.apart = g.apart || s.paragraph != s.last || living
		return
	}
	s.groups = append(s.groups, &group{macros: []*wiki.Macro{m}, apart: living, tags: maps.Clone(s.tags)})
	s.offsets = append(s.offsets, s.text.Len())
	s.last = s.paragraph
}

// cutTexts gives each group the text around it, up to the next group and to what nobody
// knows.
func (s *survey) cutTexts() {
	all := s.text.String()
	for i, g := range s.groups {
		at := s.offsets[i]
		from, to := max(0, at-contextLength), min(len(all), at+contextLength)
		if i > 0 {
			from = max(from, s.offsets[i-1])
		}
		if i+1 < len(s.groups) {
			to = min(to, s.offsets[i+1])
		}
		next, unknownHere := slices.BinarySearch(s.unknowns, at)
		g.known = !unknownHere
		if next > 0 {
			from = max(from, s.unknowns[next-1])
		}
		if next < len(s.unknowns) {
			to = min(to, s.unknowns[next])
		}
		g.before, g.after = strings.ToValidUTF8(all[from:at], ""), strings.ToValidUTF8(all[at:to], "")
	}
}

// tagsOf returns the tags that Trac writes around what a node holds.
func tagsOf(n wiki.Node) []string {
	switch n := n.(type) {
	case *wiki.Paragraph:
		if !n.Bare {
			return []string{"p"}
		}
	case *wiki.List:
		if n.Ordered {
			return []string{"ol", "li"}
		}
		return []string{"ul", "li"}
	case *wiki.DefinitionList:
		return []string{"dl", "dd"}
	case *wiki.Quote:
		return []string{"blockquote"}
	case *wiki.Table:
		return []string{"table", "tbody", "tr", "td", "th"}
	case *wiki.Mark:
		return map[wiki.MarkKind][]string{
			wiki.Bold: {"strong"}, wiki.BoldCreole: {"strong"}, wiki.Italic: {"em"}, wiki.ItalicCreole: {"em"},
			wiki.Underline: {"span"}, wiki.Strike: {"del"}, wiki.Subscript: {"sub"}, wiki.Superscript: {"sup"},
		}[n.Kind]
	}
	return nil
}
