package converter

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/sanitize"
	"github.com/twisted/sitegen/converter/wiki"
)

// lower puts plain nodes in the place of an article's macros and processors. toc reports
// whether the page is to show its table of contents.
func lower(a *article, site *links.Site, o Options) (blocks []wiki.Block, toc bool) {
	p := &macro.Page{
		Name: a.page.Name, Folder: o.into(), Uses: o.Macros, Options: a.options,
		Shown: a.shown, Results: a.shown.Results(),
		Site: site, Links: site.On(a.page.Name, a.shownLinks, a.notes), Notes: a.notes,
	}
	p.Results.Locate(a.blocks, p)
	blocks = lowering{page: p}.blocks(a.blocks)
	return blocks, p.TOC
}

// lowering lowers a page, or one within it.
type lowering struct {
	page   *macro.Page
	nested bool // it is the text of a processor
}

func (l lowering) blocks(blocks []wiki.Block) []wiki.Block {
	blocks = wiki.Rewriter{Block: l.block, Inline: l.inline}.Blocks(blocks)
	return pairWrappers(blocks, l.page, l.nested)
}

func (l lowering) block(b wiki.Block) []wiki.Block {
	switch b := b.(type) {
	case *wiki.Processor:
		if l.page.HoldsPage(b) {
			return l.page.Wrapper(b, l.content(b))
		}
		return l.page.Processor(b)
	case *wiki.Paragraph:
		return l.paragraph(b)
	case *wiki.Table:
		sanitizeTable(b)
	}
	return []wiki.Block{b}
}

// content lowers the text of a processor, which is a page of its own.
func (l lowering) content(b *wiki.Processor) []wiki.Block {
	blocks, ok := l.page.Content(b)
	if !ok {
		l.page.Notes.Note(b.Span, report.Unknown, "blocks are nested too deep; the rest is kept as code")
		return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Text: b.Text}}
	}
	return lowering{page: l.page, nested: true}.blocks(blocks)
}

// sanitizeTable keeps of a table's attributes what Trac keeps.
func sanitizeTable(t *wiki.Table) {
	t.Attrs = sanitize.Attrs(t.Attrs)
	for _, r := range t.Rows {
		r.Attrs = sanitize.Attrs(r.Attrs)
		for _, c := range r.Cells {
			c.Attrs = sanitize.Attrs(c.Attrs)
		}
	}
}

// paragraph takes the macros that are blocks out of running text, as Trac
// breaks a paragraph around them.
func (l lowering) paragraph(p *wiki.Paragraph) []wiki.Block {
	var out []wiki.Block
	var text []wiki.Inline
	flush := func() {
		if !wiki.IsBlank(text) {
			out = append(out, &wiki.Paragraph{Span: p.Span, Bare: p.Bare, Inlines: text})
		}
		text = nil
	}
	for _, n := range p.Inlines {
		m, ok := n.(*wiki.Macro)
		if !ok {
			text = append(text, n)
			continue
		}
		for _, b := range l.page.Macro(m) {
			// What is a line of text stays within the text.
			if line, ok := b.(*wiki.Paragraph); ok && line.Bare {
				text = append(text, line.Inlines...)
				continue
			}
			flush()
			out = append(out, b)
		}
	}
	flush()
	return out
}

// inline lowers the macros that stand elsewhere than in a paragraph: in a heading, a term or
// a mark.
func (l lowering) inline(n wiki.Inline) []wiki.Inline {
	if m, ok := n.(*wiki.Macro); ok {
		return inlinesOf(l.page.Macro(m))
	}
	return []wiki.Inline{n}
}
