package converter

import (
	"maps"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// neighbours are macros with nothing between them, and the text around, without
// white space; "" at the page's beginning or end.
type neighbours struct {
	macros        []*wiki.Macro
	apart         bool // they are not all of one paragraph, or not all frozen
	before, after string
	known         bool           // the text around is what Trac's page has
	around        map[string]int // tags that the macros stand in

	looked, found bool
	nodes         []*html.Node // what is left of their results
}

// result takes the part of one macro. Those of one paragraph stay together, with
// the first of them; else each takes its own.
func (g *neighbours) result(r *rendering, m *wiki.Macro, selector string) (nodes []*html.Node, found bool) {
	if g == nil || !g.known {
		return nil, false
	}
	if !g.looked {
		g.nodes, g.found = r.between(g.before, g.after, g.around)
		g.looked = true
		if g.apart {
			g.nodes = slices.DeleteFunc(g.nodes, isBlank)
		}
	}
	left := len(g.macros) - slices.Index(g.macros, m)
	take := len(g.nodes)
	if g.apart && left > 1 && take >= left {
		take = 1
	}
	if g.apart && selector != "" && left > 1 && take > 0 && !matches(g.nodes[0], selector) {
		take = 0
	}
	nodes, g.nodes = g.nodes[:take], g.nodes[take:]
	return nodes, g.found
}

// enough is how much of the text is looked for, in bytes.
const enough = 48

// silent are macros whose result is no text of the page.
var silent = map[string]bool{"Image": true, "PageOutline": true, "comment": true, "htmlcomment": true, "TracGuideToc": true}

// living are macros that the new site computes anew.
var living = map[string]bool{"TitleIndex": true, "RecentChanges": true}

// survey goes through a page and notes where its macros stand in the text that Trac
// shows of it.
type survey struct {
	*conversion
	page *article

	text      strings.Builder
	groups    []*neighbours
	at, walls []int          // offsets in text: of the groups, and of what Trac shows nobody knows how
	around    map[string]int // tags that are open

	paragraph, last *wiki.Paragraph // that is read, and that of the last group
}

// contexts finds the neighbours of each macro.
func (c *conversion) contexts(a *article, blocks []wiki.Block) map[*wiki.Macro]*neighbours {
	s := &survey{conversion: c, page: a, around: map[string]int{}}
	wiki.Rewriter{
		Block:  func(b wiki.Block) []wiki.Block { s.enter(b); return []wiki.Block{b} },
		Inline: func(n wiki.Inline) []wiki.Inline { s.enter(n); return []wiki.Inline{n} },
		Leave:  func(n wiki.Node) { s.count(n, -1) },
	}.Blocks(blocks)
	return s.neighbours()
}

func (s *survey) count(n wiki.Node, by int) {
	for _, tag := range tagsOf(n) {
		s.around[tag] += by
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
		s.show(s.resolver.Resolve(s.page.Name, n, nil).Label)
	case *wiki.Macro:
		s.macro(n)
	case *wiki.Processor:
		switch {
		case n.Name == "comment" || n.Name == "htmlcomment":
		case n.Name == "" || n.Name == "default" || s.page.html.showsCode(n.Text):
			s.show(n.Text)
		default:
			s.walls = append(s.walls, s.text.Len())
		}
	}
}

func (s *survey) macro(m *wiki.Macro) {
	switch m.Name {
	case "span", "Span":
		words, _ := spanArgs(m.Args)
		s.show(wiki.PlainText(wiki.ParseInline(words, s.page.parser)))
		return
	case "html":
		clean, _ := sanitize(m.Args)
		s.show(html.UnescapeString(bluemonday.StrictPolicy().Sanitize(clean)))
		return
	}
	switch last := len(s.groups) - 1; {
	case silent[m.Name]:
	case last >= 0 && s.at[last] == s.text.Len():
		g := s.groups[last]
		g.macros = append(g.macros, m)
		g.apart = g.apart || s.paragraph != s.last || living[m.Name]
	default:
		s.groups = append(s.groups, &neighbours{macros: []*wiki.Macro{m}, apart: living[m.Name], around: maps.Clone(s.around)})
		s.at = append(s.at, s.text.Len())
		s.last = s.paragraph
	}
}

// neighbours cuts the text between the groups.
func (s *survey) neighbours() map[*wiki.Macro]*neighbours {
	found := map[*wiki.Macro]*neighbours{}
	all := s.text.String()
	for i, g := range s.groups {
		at := s.at[i]
		from, to := max(0, at-enough), min(len(all), at+enough)
		if i > 0 {
			from = max(from, s.at[i-1])
		}
		if i+1 < len(s.groups) {
			to = min(to, s.at[i+1])
		}
		wall, stands := slices.BinarySearch(s.walls, at) // they are in order
		g.known = !stands
		if wall > 0 {
			from = max(from, s.walls[wall-1])
		}
		if wall < len(s.walls) {
			to = min(to, s.walls[wall])
		}
		g.before, g.after = strings.ToValidUTF8(all[from:at], ""), strings.ToValidUTF8(all[at:to], "")
		for _, m := range g.macros {
			found[m] = g
		}
	}
	return found
}

// tagsOf are the tags that Trac writes around what a node holds.
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
