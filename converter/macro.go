package converter

import (
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// frozen are the macros that only Trac can compute, with where their result
// stands in the page that it rendered.
var frozen = map[string]string{
	"TitleIndex":      "div.titleindex",
	"TicketQuery":     "dl.wiki.compact, div.query, table.listing.tickets, span.query_count",
	"TracGuideToc":    "div.wiki-toc",
	"InterWiki":       "table.wiki.interwiki",
	"InterTrac":       "table.wiki.intertrac",
	"MacroList":       "div.trac-macrolist",
	"RepositoryIndex": "table.repositoryindex, dl.repositoryindex, ul.repositoryindex",
}

// blockMacro lowers a macro that is a block; ok tells whether it is one.
func (l *lowering) blockMacro(m *wiki.Macro) (blocks []wiki.Block, ok bool) {
	switch m.Name {
	case "PageOutline":
		return l.pageOutline(m), true
	case "TitleIndex":
		if blocks, ok := l.titleIndex(m); ok {
			return blocks, true
		}
	case "RecentChanges":
		return l.recentChanges(m), true
	case "html":
		if isInlineHTML(m.Args) {
			return nil, false
		}
		return l.htmlBlock(m.Span, m.Args), true
	case "TracNav", "TracGuideToc":
		return nil, true // a way around the guide, which is not on the page
	}
	selector, ok := frozen[m.Name]
	if !ok {
		return nil, false
	}
	html := l.html.take(selector)
	if html == "" {
		l.note(l.article, m.Start, Unknown, "macro %s left nothing in Trac's page", m.Name)
		return []wiki.Block{unconverted(m)}, true
	}
	l.note(l.article, m.Start, Frozen, "macro %s is kept as it was on the day of the fetch", m.Raw)
	return l.htmlBlock(m.Span, html), true
}

func unconverted(m *wiki.Macro) wiki.Block {
	return &wiki.Paragraph{Span: m.Span, Inlines: []wiki.Inline{&wiki.Unconverted{Span: m.Span, Source: m.Raw}}}
}

// inline lowers what stands within text.
func (l *lowering) inline(n wiki.Inline) []wiki.Inline {
	m, ok := n.(*wiki.Macro)
	if !ok {
		return []wiki.Inline{n}
	}
	switch m.Name {
	case "Image":
		return l.image(m)
	case "comment", "htmlcomment":
		return nil
	case "html":
		clean, _ := l.sanitize(l.article, m.Span, m.Args)
		return []wiki.Inline{&wiki.HTMLInline{Span: m.Span, HTML: inlineHTML(clean)}}
	case "span", "Span":
		attrs, text := spanArgs(m.Args)
		return []wiki.Inline{&wiki.Styled{Span: m.Span, Attrs: safeAttrs(attrs), Inlines: wiki.ParseInline(text, l.parser)}}
	}
	l.note(l.article, m.Start, Unknown, "macro %s is not known", m.Raw)
	return []wiki.Inline{&wiki.Unconverted{Span: m.Span, Source: m.Raw}}
}

// spanArgs splits [[span(text, class=x)]].
func spanArgs(s string) (wiki.Args, string) {
	var attrs wiki.Args
	var text []string
	for _, part := range splitArgs(s) {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); ok && value != "" && isAttrName(name) {
			attrs = append(attrs, wiki.Arg{Name: name, Value: strings.TrimSpace(value)})
		} else {
			text = append(text, strings.TrimSpace(part))
		}
	}
	return attrs, strings.Join(text, ", ")
}

func isAttrName(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz-_0123456789") == ""
}

// splitArgs splits a macro's arguments at commas; \, is a comma.
func splitArgs(s string) []string {
	var parts []string
	for _, part := range strings.Split(strings.ReplaceAll(s, `\,`, "\x00"), ",") {
		parts = append(parts, strings.ReplaceAll(part, "\x00", ","))
	}
	return parts
}
