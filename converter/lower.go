package converter

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
)

// article is one page on its way through the stages.
type article struct {
	*trac.Page
	file     string // below content/
	evidence *links.Evidence
	html     *rendering
	parser   wiki.Options
	blocks   []wiki.Block
	toc      bool
	broken   []string // links that Trac itself could not follow
	ends     []int    // of the source's lines; see line
}

// lowering puts plain nodes in the place of macros and processors.
type lowering struct {
	*conversion
	*article
	within  bool // a processor
	context map[*wiki.Macro]*neighbours
}

func (l *lowering) lower(blocks []wiki.Block) []wiki.Block {
	l.context = l.contexts(l.article, blocks)
	return l.pairHTML(wiki.Rewriter{Block: l.block, Inline: l.inline}.Blocks(blocks))
}

func (l *lowering) block(b wiki.Block) []wiki.Block {
	switch b := b.(type) {
	case *wiki.Processor:
		return l.processor(b)
	case *wiki.Paragraph:
		return l.paragraph(b)
	case *wiki.Table:
		l.table(b)
	}
	return []wiki.Block{b}
}

// table keeps of a table's attributes what Trac keeps.
func (l *lowering) table(t *wiki.Table) {
	t.Attrs = safeAttrs(t.Attrs)
	for _, r := range t.Rows {
		r.Attrs = safeAttrs(r.Attrs)
		for _, c := range r.Cells {
			c.Attrs = safeAttrs(c.Attrs)
		}
	}
}

// paragraph takes the macros that are blocks out of running text, as Trac
// breaks a paragraph around them.
func (l *lowering) paragraph(p *wiki.Paragraph) []wiki.Block {
	var out []wiki.Block
	var text []wiki.Inline
	flush := func() {
		if strings.TrimSpace(wiki.PlainText(text)) != "" || hasMore(text) {
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
		for _, b := range l.macro(m) {
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

// hasMore tells whether text shows anything but its characters.
func hasMore(list []wiki.Inline) bool {
	for _, n := range list {
		if _, ok := n.(*wiki.Text); !ok {
			return true
		}
	}
	return false
}

// inline lowers the macros that stand elsewhere than in a paragraph: in a
// heading, a term or a mark.
func (l *lowering) inline(n wiki.Inline) []wiki.Inline {
	m, ok := n.(*wiki.Macro)
	if !ok {
		return []wiki.Inline{n}
	}
	return inlinesOf(l.macro(m))
}

// inlinesOf is the text of blocks where only a line of text may stand.
func inlinesOf(blocks []wiki.Block) []wiki.Inline {
	var out []wiki.Inline
	add := func(list ...wiki.Inline) {
		if len(out) > 0 && len(list) > 0 {
			out = append(out, &wiki.Text{Span: list[0].Pos(), Value: " "})
		}
		out = append(out, list...)
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case *wiki.Paragraph:
			add(b.Inlines...)
		case *wiki.Heading:
			add(b.Inlines...)
		case *wiki.CodeBlock:
			add(&wiki.Code{Span: b.Span, Value: strings.Join(strings.Fields(b.Text), " ")})
		case *wiki.Quote:
			out = append(out, inlinesOf(b.Blocks)...)
		case *wiki.List:
			for _, item := range b.Items {
				add(inlinesOf(item.Blocks)...)
			}
		case *wiki.DefinitionList:
			for _, d := range b.Items {
				add(append(slices.Clone(d.Term), inlinesOf(d.Blocks)...)...)
			}
		case *wiki.Table:
			for _, row := range b.Rows {
				for _, cell := range row.Cells {
					add(inlinesOf(cell.Blocks)...)
				}
			}
		case *wiki.HTMLBlock:
			add(&wiki.HTMLInline{Span: b.Span, HTML: strings.Join(strings.Fields(b.HTML), " ")})
		case *wiki.Shortcode:
			add(&wiki.Unconverted{Span: b.Span, Source: "[[" + b.Name + "]]"})
		case *wiki.Markdown:
			add(&wiki.MarkdownInline{Span: b.Span, Text: strings.Join(strings.Fields(b.Text), " ")})
		}
	}
	return out
}
