package converter

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// What only Trac can compute is taken from its own rendering: what stands there
// between the text before the macro and the text after it.

// resultOf are the selectors of results that their surroundings may not find:
// those of Trac's own macros.
var resultOf = map[string]string{
	"TitleIndex":      "div.titleindex",
	"TicketQuery":     "dl.wiki.compact, div.query, table.listing.tickets, span.query_count, span.query_no_results, div.trac-progress, div.trac-groupprogress",
	"InterWiki":       "table.wiki.interwiki",
	"InterTrac":       "table.wiki.intertrac",
	"MacroList":       "div.trac-macrolist",
	"TracIni":         "div.tracini",
	"KnownMimeTypes":  "div.mimetypes",
	"RepositoryIndex": "table.repositoryindex, dl.repositoryindex, ul.repositoryindex",
}

// freeze returns what a macro left in Trac's page; nil where nothing is found.
func (l *lowering) freeze(m *wiki.Macro) []wiki.Block {
	var nodes []*html.Node
	c, known := l.context[m]
	found := false
	if known {
		nodes, found = l.html.between(c.before, c.after)
	}
	if selector := resultOf[m.Name]; !found && selector != "" {
		if n := l.html.take(selector); n != nil {
			nodes = []*html.Node{n}
		}
	}
	blocks := l.readHTML(m.Span, nodes)
	if len(blocks) == 0 {
		l.note(l.article, m.Span, Unknown, "macro %s left nothing in Trac's page", m.Name)
		return []wiki.Block{&wiki.Paragraph{Span: m.Span, Bare: true, Inlines: []wiki.Inline{&wiki.Unconverted{Span: m.Span, Source: m.Raw}}}}
	}
	l.note(l.article, m.Span, Frozen, "macro %s is kept as it was on the day of the fetch", m.Name)
	return blocks
}

// surroundings is the text next to a macro, without white space; "" at the page's
// beginning or end.
type surroundings struct{ before, after string }

// enough is how much of the text is looked for, in bytes.
const enough = 48

// contexts finds the surroundings of each macro. A macro has none where it stands
// next to something whose text in Trac's page is not known.
func (c *conversion) contexts(a *article, blocks []wiki.Block) map[*wiki.Macro]surroundings {
	var b strings.Builder
	type place struct {
		macro *wiki.Macro
		at    int
	}
	var macros []place
	walls := []int{} // offsets of what is unknown
	wiki.Walk(blocks, func(n wiki.Node) {
		switch n := n.(type) {
		case *wiki.Text:
			b.WriteString(squeeze(n.Value))
		case *wiki.Code:
			b.WriteString(squeeze(n.Value))
		case *wiki.Link:
			b.WriteString(squeeze(c.resolver.Resolve(a.Name, n, nil).Label))
		case *wiki.Macro:
			switch n.Name {
			case "Image", "PageOutline", "comment", "htmlcomment", "TracGuideToc":
			default:
				macros = append(macros, place{n, b.Len()})
			}
		case *wiki.Processor:
			switch n.Name {
			case "", "default":
				b.WriteString(squeeze(n.Text))
			case "comment", "htmlcomment":
			default:
				walls = append(walls, b.Len())
			}
		}
	})
	text := b.String()
	found := map[*wiki.Macro]surroundings{}
	for i, m := range macros {
		from, to := max(0, m.at-enough), min(len(text), m.at+enough)
		clear := true
		for _, wall := range walls {
			clear = clear && wall != m.at
			if wall < m.at {
				from = max(from, wall)
			} else {
				to = min(to, wall)
			}
		}
		if i > 0 {
			clear = clear && macros[i-1].at != m.at
			from = max(from, macros[i-1].at)
		}
		if i+1 < len(macros) {
			clear = clear && macros[i+1].at != m.at
			to = min(to, macros[i+1].at)
		}
		if clear {
			found[m.macro] = surroundings{valid(text[from:m.at]), valid(text[m.at:to])}
		}
	}
	return found
}

// valid drops what is cut of a character at either end.
func valid(s string) string { return strings.ToValidUTF8(s, "") }
