package converter

import (
	"regexp"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// processor lowers a {{{#!name}}} block.
func (l *lowering) processor(b *wiki.Processor) []wiki.Block {
	switch b.Name {
	case "", "default", "text", "text/plain":
		return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Text: b.Text}}
	case "comment", "htmlcomment":
		return nil
	case "html":
		return l.htmlBlock(b.Span, b.Text)
	case "wiki", "trac", "text/x-trac-wiki":
		return l.page(b)
	case "div", "rtl":
		return []wiki.Block{l.container(b)}
	case "span", "Span":
		return []wiki.Block{&wiki.Paragraph{Span: b.Span, Inlines: []wiki.Inline{
			&wiki.Styled{Span: b.Span, Attrs: safeAttrs(b.Args), Inlines: wiki.ParseInline(b.Text, l.parser)}}}}
	case "td", "th", "tr", "table":
		l.note(l.article, b.Span, Unknown, "#!%s must hold the cells of one table, and nothing else; its text is kept as code", b.Name)
		return []wiki.Block{l.unconverted(b)}
	case "rst", "text/x-rst", "text/prs.fallenstein.rst":
		return l.document(b, "rst")
	case "markdown", "text/x-markdown", "Markdown":
		return l.document(b, "markdown")
	}
	if l.isMacro(b.Name) {
		return l.macro(&wiki.Macro{Span: b.Span, Name: b.Name, Args: strings.TrimSpace(b.Text), Raw: "[[" + b.Name + "]]"})
	}
	if b.Text == "" {
		return nil // nor does Trac show any
	}
	lang, known := language(b.Name)
	if !known || l.html.failed(b.Name) && !l.html.showsCode(b.Text) {
		l.note(l.article, b.Span, Unknown, "processor #!%s is not known; its text is kept as code", b.Name)
		return []wiki.Block{l.unconverted(b)}
	}
	return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Lang: lang, Attrs: lineArgs(b.Args), Text: b.Text}}
}

// unconverted keeps as code what Trac did not show, marked as such.
func (l *lowering) unconverted(b *wiki.Processor) *wiki.CodeBlock {
	code := &wiki.CodeBlock{Span: b.Span, Attrs: lineArgs(b.Args), Text: b.Text}
	if l.html != nil && !l.html.showsCode(b.Text) {
		code.Attrs = append(code.Attrs, wiki.Arg{Name: "class", Value: "unconverted"})
	}
	return code
}

// isMacro tells the macros that may be called as processors.
func (l *lowering) isMacro(name string) bool {
	_, mapped := l.Macros[name]
	return mapped || wiki.IsMacro(name)
}

// container lowers #!div and #!rtl, whose text is a page of its own.
func (l *lowering) container(b *wiki.Processor) wiki.Block {
	attrs := safeAttrs(b.Args)
	if b.Name == "rtl" {
		attrs = append(attrs, wiki.Arg{Name: "dir", Value: "rtl"})
	}
	return &wiki.Container{Span: b.Span, Attrs: attrs, Blocks: l.page(b)}
}

// page lowers text that is a page of its own.
func (l *lowering) page(b *wiki.Processor) []wiki.Block {
	blocks, ok := b.Parse(l.parser)
	if !ok {
		l.note(l.article, b.Span, Unknown, "blocks are nested too deep; the rest is kept as code")
		return []wiki.Block{&wiki.CodeBlock{Span: b.Span, Text: b.Text}}
	}
	inner := &lowering{conversion: l.conversion, article: l.article, within: true}
	return inner.lower(blocks)
}

// document lowers text in another markup. Where Trac showed it as code it is
// code; Markdown is itself; of reStructuredText Trac's rendering is taken.
func (l *lowering) document(b *wiki.Processor, lang string) []wiki.Block {
	code := []wiki.Block{&wiki.CodeBlock{Span: b.Span, Lang: lang, Attrs: lineArgs(b.Args), Text: b.Text}}
	if l.html.showsCode(b.Text) {
		return code
	}
	if l.html.failed(b.Name) {
		l.note(l.article, b.Span, Unknown, "Trac could not read #!%s; its text is kept as code", b.Name)
		return []wiki.Block{l.unconverted(b)}
	}
	if lang == "markdown" {
		return []wiki.Block{&wiki.Markdown{Span: b.Span, Text: harmless(b.Text)}}
	}
	if n := l.html.take("div.document"); n != nil {
		if blocks := l.readHTML(b.Span, children(n)); len(blocks) > 0 {
			l.note(l.article, b.Span, Frozen, "reStructuredText is kept as Trac rendered it")
			return blocks
		}
	}
	l.note(l.article, b.Span, Unknown, "reStructuredText is kept as code: Trac rendered none")
	return code
}

// lineArgs keeps what Trac's code blocks know of lines: lineno, marks, id.
func lineArgs(args wiki.Args) wiki.Args {
	var out wiki.Args
	for _, a := range args {
		switch a.Name {
		case "lineno":
			if !isDigits(a.Value) || len(a.Value) > 9 {
				a.Value = ""
			}
			out = append(out, a)
		case "marks":
			if lineRanges.MatchString(a.Value) {
				out = append(out, a)
			}
		case "id":
			if plainID.MatchString(a.Value) {
				out = append(out, a)
			}
		}
	}
	return out
}

var (
	lineRanges = regexp.MustCompile(`^[0-9]{1,9}(?:-[0-9]{1,9})?(?:,[0-9]{1,9}(?:-[0-9]{1,9})?)*$`)
	plainID    = regexp.MustCompile(`^[\pL_][\pL\pN_:.-]*$`)
)
