package converter

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// inlinesOf returns the text of blocks where only a line of text may stand.
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
