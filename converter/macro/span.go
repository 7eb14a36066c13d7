package macro

import (
	"strings"

	"github.com/twisted/sitegen/converter/sanitize"
	"github.com/twisted/sitegen/converter/wiki"
)

// spanMacro lowers [[span(text, class=x)]], whose text is wiki text.
func spanMacro(p *Page, m *wiki.Macro) []wiki.Block {
	text, attrs := spanArgs(m.Args)
	return inLine(m.Span, &wiki.Styled{
		Span: m.Span, Attrs: sanitize.Attrs(attrs), Inlines: wiki.ParseInline(text, p.Options),
	})
}

// spanProcessor lowers #!span.
func spanProcessor(p *Page, b *wiki.Processor) []wiki.Block {
	return []wiki.Block{&wiki.Paragraph{Span: b.Span, Inlines: []wiki.Inline{&wiki.Styled{
		Span: b.Span, Attrs: sanitize.Attrs(b.Args), Inlines: wiki.ParseInline(b.Text, p.Options),
	}}}}
}

// spanText returns what the macro shows.
func spanText(m *wiki.Macro, o wiki.Options) string {
	text, _ := spanArgs(m.Args)
	return wiki.PlainText(wiki.ParseInline(text, o))
}

// spanArgs splits the arguments into the text and the attributes.
func spanArgs(s string) (text string, attrs wiki.Args) {
	var words []string
	for _, part := range splitArgs(s) {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); ok && value != "" && sanitize.IsAttrName(name) {
			attrs = append(attrs, wiki.Arg{Name: name, Value: strings.TrimSpace(value)})
		} else {
			words = append(words, strings.TrimSpace(part))
		}
	}
	return strings.Join(words, ", "), attrs
}
