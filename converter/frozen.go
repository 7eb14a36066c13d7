package converter

import (
	"maps"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// What only Trac can compute is taken from its own rendering: what stands there
// between the text before the macro and the text after it.

// resultOf are the selectors of results that their surroundings may not find:
// those of Trac's own macros.
var resultOf = map[string]string{
	"TitleIndex":      "div.titleindex",
	"RecentChanges":   "div.wikipage",
	"TicketQuery":     "dl.wiki.compact, div.query, table.listing.tickets, span.query_count, span.query_no_results, div.trac-progress, div.trac-groupprogress",
	"InterWiki":       "table.wiki.interwiki",
	"InterTrac":       "table.wiki.intertrac",
	"MacroList":       "div.trac-macrolist",
	"TracIni":         "div.tracini",
	"KnownMimeTypes":  "div.mimetypes",
	"RepositoryIndex": "table.repositoryindex, dl.repositoryindex, ul.repositoryindex",
}

// freeze returns what a macro left in Trac's page, or the macro itself, marked,
// where nothing is found.
func (l *lowering) freeze(m *wiki.Macro) []wiki.Block {
	selector := resultOf[m.Name]
	g := l.context[m]
	nodes, found := g.result(l.html, m, selector)
	if !found {
		if n := l.html.take(selector); n != nil {
			nodes = []*html.Node{n}
		}
	}
	blocks := l.readHTML(m.Span, nodes)
	if len(blocks) == 0 && found && g.macros[0] != m {
		return nil // the first of them has it all
	}
	if len(blocks) == 0 {
		l.note(l.article, m.Span, Unknown, "macro %s left nothing in Trac's page", m.Name)
		return inLine(m.Span, &wiki.Unconverted{Span: m.Span, Source: m.Raw})
	}
	l.note(l.article, m.Span, Frozen, "macro %s is kept as it was on the day of the fetch", m.Name)
	return blocks
}

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

// discard leaves out what a macro left in Trac's page, so that no other takes it.
func (l *lowering) discard(m *wiki.Macro) { l.context[m].result(l.html, m, resultOf[m.Name]) }

// contexts finds the neighbours of each macro.
func (c *conversion) contexts(a *article, blocks []wiki.Block) map[*wiki.Macro]*neighbours {
	var text strings.Builder
	var groups []*neighbours
	var at, walls []int // offsets of the groups, and of what is unknown
	around := map[string]int{}
	count := func(n wiki.Node, by int) {
		for _, tag := range tagsOf(n) {
			around[tag] += by
		}
	}
	var paragraph, in *wiki.Paragraph // that is read, and that of the last group
	enter := func(n wiki.Node) {
		count(n, 1)
		switch n := n.(type) {
		case *wiki.Paragraph:
			paragraph = n
		case *wiki.Text:
			text.WriteString(squeeze(n.Value))
		case *wiki.Code:
			text.WriteString(squeeze(n.Value))
		case *wiki.Link:
			text.WriteString(squeeze(c.resolver.Resolve(a.Name, n, nil).Label))
		case *wiki.Macro:
			switch last := len(groups) - 1; {
			case silent[n.Name]:
			case n.Name == "span" || n.Name == "Span":
				words, _ := spanArgs(n.Args)
				text.WriteString(squeeze(wiki.PlainText(wiki.ParseInline(words, a.parser))))
			case n.Name == "html":
				clean, _ := sanitize(n.Args)
				text.WriteString(squeeze(html.UnescapeString(bluemonday.StrictPolicy().Sanitize(clean))))
			case last >= 0 && at[last] == text.Len():
				groups[last].macros = append(groups[last].macros, n)
				groups[last].apart = groups[last].apart || paragraph != in || living[n.Name]
			default:
				groups = append(groups, &neighbours{macros: []*wiki.Macro{n}, apart: living[n.Name], around: maps.Clone(around)})
				at = append(at, text.Len())
				in = paragraph
			}
		case *wiki.Processor:
			switch n.Name {
			case "", "default":
				text.WriteString(squeeze(n.Text))
			case "comment", "htmlcomment":
			default:
				walls = append(walls, text.Len())
			}
		}
	}
	wiki.Rewriter{
		Block:  func(b wiki.Block) []wiki.Block { enter(b); return []wiki.Block{b} },
		Inline: func(n wiki.Inline) []wiki.Inline { enter(n); return []wiki.Inline{n} },
		Leave:  func(n wiki.Node) { count(n, -1) },
	}.Blocks(blocks)

	found := map[*wiki.Macro]*neighbours{}
	all := text.String()
	for i, g := range groups {
		from, to := max(0, at[i]-enough), min(len(all), at[i]+enough)
		if i > 0 {
			from = max(from, at[i-1])
		}
		if i+1 < len(groups) {
			to = min(to, at[i+1])
		}
		wall, stands := slices.BinarySearch(walls, at[i]) // they are in order
		g.known = !stands
		if wall > 0 {
			from = max(from, walls[wall-1])
		}
		if wall < len(walls) {
			to = min(to, walls[wall])
		}
		g.before, g.after = strings.ToValidUTF8(all[from:at[i]], ""), strings.ToValidUTF8(all[at[i]:to], "")
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
