package macro

import (
	"github.com/twisted/sitegen/converter/sanitize"
	"github.com/twisted/sitegen/converter/wiki"
)

// wikiPage lowers #!wiki, whose page needs nothing around it.
func wikiPage(_ *Page, _ *wiki.Processor, content []wiki.Block) []wiki.Block { return content }

// div lowers #!div.
func div(_ *Page, b *wiki.Processor, content []wiki.Block) []wiki.Block {
	return []wiki.Block{&wiki.Container{Span: b.Span, Attrs: sanitize.Attrs(b.Args), Blocks: content}}
}

// rtl lowers #!rtl, text from right to left.
func rtl(_ *Page, b *wiki.Processor, content []wiki.Block) []wiki.Block {
	attrs := append(sanitize.Attrs(b.Args), wiki.Arg{Name: "dir", Value: "rtl"})
	return []wiki.Block{&wiki.Container{Span: b.Span, Attrs: attrs, Blocks: content}}
}
