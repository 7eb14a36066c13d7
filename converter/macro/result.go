package macro

import (
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// result returns what a macro left in Trac's page, frozen as it was on the day of the fetch,
// or the macro itself, marked, where nothing is found.
func result(p *Page, m *wiki.Macro) []wiki.Block {
	nodes, with := p.Results.Of(m)
	if p.frozen[with] {
		p.Notes.Note(m.Span, report.Frozen, "macro %s is kept as it was on the day of the fetch, with macro %s before it",
			m.Name, with.Name)
		return nil
	}
	if blocks := plainNodes(p, nodes, m.Span); len(blocks) > 0 {
		p.Notes.Note(m.Span, report.Frozen, "macro %s is kept as it was on the day of the fetch", m.Name)
		if p.frozen == nil {
			p.frozen = map[*wiki.Macro]bool{}
		}
		p.frozen[m] = true
		return blocks
	}
	if p.Shown.ShowsError(m.Name) {
		p.Notes.Note(m.Span, report.Unknown, "Trac shows an error in the place of macro %s", m.Name)
	} else {
		p.Notes.Note(m.Span, report.Unknown, "macro %s left nothing in Trac's page", m.Name)
	}
	return inLine(m.Span, &wiki.Unconverted{Span: m.Span, Source: m.Raw})
}

// plainNodes makes nodes of HTML. Code in a language that nobody knows is code of none.
func plainNodes(p *Page, nodes []*html.Node, at wiki.Span) []wiki.Block {
	return wiki.Rewriter{Block: func(b wiki.Block) []wiki.Block {
		if c, ok := b.(*wiki.CodeBlock); ok && c.Lang != "" {
			c.Lang, _ = language(c.Lang)
		}
		return []wiki.Block{b}
	}}.Blocks(rendering.Blocks(nodes, at, p.Links))
}
