package converter

import (
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
	blocks   []wiki.Block
	toc      bool
	broken   []string // links that Trac itself could not follow
}

// lowering puts plain nodes in the place of macros and processors.
type lowering struct {
	*conversion
	*article
	depth int // of containers within containers
}

// maxDepth bounds how deep processors are parsed within processors.
const maxDepth = 50

func (l *lowering) lower(blocks []wiki.Block) []wiki.Block {
	return wiki.Rewriter{Block: l.block, Inline: l.inline}.Blocks(blocks)
}

func (l *lowering) block(b wiki.Block) []wiki.Block {
	switch b := b.(type) {
	case *wiki.Processor:
		return l.processor(b)
	case *wiki.Paragraph:
		return l.paragraph(b)
	}
	return []wiki.Block{b}
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
		if m, ok := n.(*wiki.Macro); ok {
			if blocks, ok := l.blockMacro(m); ok {
				flush()
				out = append(out, blocks...)
				continue
			}
		}
		text = append(text, n)
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

// processor lowers a {{{#!name}}} block.
func (l *lowering) processor(b *wiki.Processor) []wiki.Block {
	switch name := b.Name; name {
	case "", "default", "text", "text/plain", "text/x-trac-wiki":
		return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Text: b.Text}}
	case "comment", "htmlcomment":
		return nil
	case "html":
		return l.htmlBlock(b.Span, b.Text)
	case "div", "rtl":
		return []wiki.Block{l.container(b)}
	case "span", "Span":
		return []wiki.Block{&wiki.Paragraph{Span: b.Span, Inlines: []wiki.Inline{
			&wiki.Styled{Span: b.Span, Attrs: safeAttrs(b.Args), Inlines: wiki.ParseInline(b.Text, l.parser)}}}}
	case "Image":
		return []wiki.Block{&wiki.Paragraph{Span: b.Span, Inlines: []wiki.Inline{
			&wiki.Macro{Span: b.Span, Name: name, Args: strings.TrimSpace(b.Text), Raw: "[[Image]]"}}}}
	default:
		if blocks, ok := l.blockMacro(&wiki.Macro{Span: b.Span, Name: name, Args: strings.TrimSpace(b.Text), Raw: "[[" + name + "]]"}); ok {
			return blocks
		}
		lang, known := language(name)
		if !known {
			l.note(l.article, b.Start, Unknown, "processor #!%s is not known; its text is kept as code", name)
		}
		return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Lang: lang, Text: b.Text}}
	}
}

// container lowers #!div and #!rtl, whose text is a page of its own.
func (l *lowering) container(b *wiki.Processor) wiki.Block {
	attrs := safeAttrs(b.Args)
	if b.Name == "rtl" {
		attrs = append(attrs, wiki.Arg{Name: "dir", Value: "rtl"})
	}
	c := &wiki.Container{Span: b.Span, Attrs: attrs}
	if l.depth >= maxDepth {
		l.note(l.article, b.Start, Unknown, "blocks are nested more than %d deep; the rest is kept as code", maxDepth)
		c.Blocks = []wiki.Block{&wiki.CodeBlock{Span: b.Span, Text: b.Text}}
		return c
	}
	inner := &lowering{conversion: l.conversion, article: l.article, depth: l.depth + 1}
	c.Blocks = inner.lower(b.Parse(l.parser))
	return c
}

// htmlBlock lowers #!html.
func (l *lowering) htmlBlock(at wiki.Span, text string) []wiki.Block {
	html, removed := l.sanitize(l.article, at, text)
	if removed {
		l.note(l.article, at.Start, Sanitised, "HTML that Trac does not show either was left out")
	}
	if html == "" {
		return nil
	}
	return []wiki.Block{&wiki.HTMLBlock{Span: at, HTML: html}}
}
