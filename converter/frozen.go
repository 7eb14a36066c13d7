package converter

import (
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

// discard leaves out what a macro left in Trac's page, so that no other takes it.
func (l *lowering) discard(m *wiki.Macro) { l.context[m].result(l.html, m, resultOf[m.Name]) }
