package converter

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// macro lowers a macro. What stays within a line of text is a bare paragraph.
func (l *lowering) macro(m *wiki.Macro) []wiki.Block {
	if use, ok := l.Macros[m.Name]; ok {
		return l.mapped(m, use)
	}
	switch m.Name {
	case "Image":
		return inLine(m.Span, l.image(m)...)
	case "PageOutline":
		return l.pageOutline(m)
	case "TitleIndex":
		if blocks, ok := l.titleIndex(m); ok {
			l.discard(m)
			return blocks
		}
	case "RecentChanges":
		l.discard(m)
		return l.recentChanges(m)
	case "comment", "htmlcomment":
		return nil
	case "html":
		if isInlineHTML(m.Args) {
			return inLine(m.Span, l.htmlInline(m)...)
		}
		return l.htmlBlock(m.Span, m.Args)
	case "span", "Span":
		args, named := spanArgs(m.Args)
		return inLine(m.Span, &wiki.Styled{Span: m.Span, Attrs: safeAttrs(named), Inlines: wiki.ParseInline(args, l.parser)})
	case "TracGuideToc", "TracNav":
		return nil // menus, of which the new site has its own
	}
	return l.freeze(m)
}

func inLine(at wiki.Span, list ...wiki.Inline) []wiki.Block {
	if len(list) == 0 {
		return nil
	}
	return []wiki.Block{&wiki.Paragraph{Span: at, Bare: true, Inlines: list}}
}

// The uses that site.toml can name for a plugin's macro, besides Markdown.
const (
	UseFrozen  = "freeze" // as Trac rendered it
	UseNothing = "drop"
	UseSource  = "source" // the macro as it was written, as code
)

// Uses are all words for a use.
var Uses = []string{UseFrozen, UseNothing, UseSource}

// IsUse tells whether a text says what becomes of a macro: one of Uses, or Markdown,
// which is more than a word.
func IsUse(s string) bool {
	return slices.Contains(Uses, s) || s != "" && !isIdentifier(s)
}

// mapped lowers a macro as site.toml says. In Markdown, $1, $2 … are the macro's
// arguments, $* is all of them.
func (l *lowering) mapped(m *wiki.Macro, use string) []wiki.Block {
	switch use {
	case UseFrozen:
		return l.freeze(m)
	case UseNothing:
		return nil
	case UseSource:
		return inLine(m.Span, &wiki.Code{Span: m.Span, Value: m.Raw})
	}
	args := splitArgs(m.Args)
	escape := argument
	if strings.HasPrefix(use, "{{<") {
		escape = shortcodeArgument
	}
	pairs := []string{"$*", escape.Replace(strings.Join(args, ","))}
	for n := 9; n > 0; n-- {
		value := ""
		if n <= len(args) {
			value = escape.Replace(strings.TrimSpace(args[n-1]))
		}
		pairs = append(pairs, "$"+string(rune('0'+n)), value)
	}
	text := strings.NewReplacer(pairs...).Replace(use)
	if strings.HasPrefix(use, "{{<") || strings.Contains(use, "\n") {
		return []wiki.Block{&wiki.Markdown{Span: m.Span, Text: text}}
	}
	return inLine(m.Span, &wiki.MarkdownInline{Span: m.Span, Text: text})
}

// isPlugin tells the macros of plugins: those that site.toml names, and those that
// Trac did not show as the link to a page that they would be else.
func (c *conversion) isPlugin(a *article, name, body string) bool {
	if _, ok := c.Macros[name]; ok {
		return true
	}
	return a.html != nil && isIdentifier(name) && !a.evidence.Has(body) && !a.html.shows(body)
}

// isIdentifier tells what can be a macro's name: Trac finds more in double brackets,
// [[/Page]] say.
func isIdentifier(s string) bool {
	return s != "" && !isDigits(s[:1]) && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz_0123456789") == ""
}

// spanArgs splits [[span(text, class=x)]].
func spanArgs(s string) (text string, attrs wiki.Args) {
	var words []string
	for _, part := range splitArgs(s) {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); ok && value != "" && isAttrName(name) {
			attrs = append(attrs, wiki.Arg{Name: name, Value: strings.TrimSpace(value)})
		} else {
			words = append(words, strings.TrimSpace(part))
		}
	}
	return strings.Join(words, ", "), attrs
}

func isAttrName(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz-_0123456789") == ""
}

// splitArgs splits a macro's arguments at commas; \, is a comma.
func splitArgs(s string) []string {
	parts := strings.Split(strings.ReplaceAll(s, `\,`, "\x00"), ",")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(part, "\x00", ",")
	}
	return parts
}
