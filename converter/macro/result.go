package macro

import (
	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// result returns what a macro left in Trac's page, frozen as it was on the day of the fetch,
// or the macro itself, marked, where nothing is found.
func result(p *Page, m *wiki.Macro) []wiki.Block {
	nodes, shared := p.Results.Of(m, row(m.Name).Result)
	blocks := rendering.Blocks(nodes, m.Span, p.Links)
	if len(blocks) > 0 {
		p.Notes.Note(m.Span, report.Frozen, "macro %s is kept as it was on the day of the fetch", m.Name)
		return blocks
	}
	if shared {
		return nil
	}
	p.Notes.Note(m.Span, report.Unknown, "macro %s left nothing in Trac's page", m.Name)
	return inLine(m.Span, &wiki.Unconverted{Span: m.Span, Source: m.Raw})
}
