package macro

import (
	"slices"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// result returns what a macro left in Trac's page, frozen as it was on the day of the fetch,
// or the macro itself, marked, where nothing is found or Trac shows an error for it. What Trac shows beside
// the error is kept too.
func result(p *Page, m *wiki.Macro) []wiki.Block {
	nodes, with, found := p.Results.Of(m)
	blocks, failed := plainNodes(p, nodes, m.Span), rendering.HoldsError(nodes)
	if !failed {
		if blocks, ok := freeze(p, m, blocks, with); ok {
			return blocks
		}
	}
	switch {
	case failed && len(blocks) > 0:
		p.keep(m)
		p.Notes.Note(m.Span, report.Unknown, "Trac shows an error in the place of macro %s; what it shows beside the "+
			"error is kept as it was on the day of the fetch", m.Name)
	case failed:
		p.Notes.Note(m.Span, report.Unknown, "Trac shows an error in the place of macro %s", m.Name)
	case p.Shown == nil:
		p.Notes.Note(m.Span, report.Unknown, "macro %s cannot be converted without Trac's HTML of the page", m.Name)
	case p.Shown.ShowsError(m.Name):
		p.Notes.Note(m.Span, report.Unknown, "Trac shows an error in the place of macro %s", m.Name)
	case found:
		p.Notes.Note(m.Span, report.Unknown, "macro %s left nothing in Trac's page", m.Name)
	default:
		p.Notes.Note(m.Span, report.Unknown, "what macro %s shows could not be found in Trac's page", m.Name)
	}
	return append(inLine(m.Span, &wiki.Unconverted{Span: m.Span, Source: m.Raw}), blocks...)
}

// freeze returns what a macro left, blocks, as it was on the day of the fetch, or nothing where a macro before
// it has that; ok is false where there is nothing to keep.
func freeze(p *Page, m *wiki.Macro, blocks []wiki.Block, with *wiki.Macro) (kept []wiki.Block, ok bool) {
	if p.frozen[with] {
		p.Notes.Note(m.Span, report.Frozen, "macro %s is kept as on the day of the fetch, with macro %s before it",
			m.Name, with.Name)
		return nil, true
	}
	if len(blocks) == 0 {
		return nil, false
	}
	p.keep(m)
	p.Notes.Note(m.Span, report.Frozen, "macro %s is kept as it was on the day of the fetch", m.Name)
	return blocks, true
}

// keep notes that the page shows what a macro left.
func (p *Page) keep(m *wiki.Macro) {
	if p.frozen == nil {
		p.frozen = map[*wiki.Macro]bool{}
	}
	p.frozen[m] = true
}

// isSeen reports whether a block shows anything.
func isSeen(b wiki.Block) bool {
	p, ok := b.(*wiki.Paragraph)
	return !ok || !wiki.IsBlank(p.Inlines)
}

// besides discards what a macro left in Trac's page, for the new site has its own, and returns what stands
// with it there.
func besides(p *Page, m *wiki.Macro) []wiki.Block {
	blocks := plainNodes(p, p.Results.Discard(m), m.Span)
	if len(blocks) > 0 {
		p.Notes.Note(m.Span, report.Frozen, "what Trac shows beside macro %s is kept as it was on that day", m.Name)
	}
	return blocks
}

// plainNodes makes nodes of HTML, none where it shows nothing: Trac leaves an empty paragraph where it ended one
// before a block. Code in a language that nobody knows is code of none.
func plainNodes(p *Page, nodes []*html.Node, at wiki.Span) []wiki.Block {
	blocks := wiki.Rewriter{Block: func(b wiki.Block) []wiki.Block {
		if c, ok := b.(*wiki.CodeBlock); ok && c.Lang != "" {
			c.Lang, _ = language(c.Lang)
		}
		return []wiki.Block{b}
	}}.Blocks(rendering.Blocks(nodes, at, p.Links))
	if !slices.ContainsFunc(blocks, isSeen) {
		return nil
	}
	return blocks
}
