package macro

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// The uses that site.toml can name for a plugin's macro, besides Markdown.
const (
	UseFrozen  = "freeze" // as Trac rendered it
	UseNothing = "drop"
	UseSource  = "source" // the macro as it was written, as code
)

// Uses are all the words that say what becomes of a macro.
var Uses = []string{UseFrozen, UseNothing, UseSource}

// IsUse reports whether a text says what becomes of a macro: one of Uses, or Markdown,
// which is more than a word.
func IsUse(s string) bool {
	return slices.Contains(Uses, s) || s != "" && !IsName(s)
}

// use returns what a macro becomes as site.toml says. In Markdown, $1, $2 … are the macro's
// arguments, $* is all of them.
func (p *Page) use(m *wiki.Macro, use string) []wiki.Block {
	switch use {
	case UseFrozen:
		return result(p, m)
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

// argument escapes a macro's argument for use within Markdown.
var argument = strings.NewReplacer("\n", " ", `\`, `\\`, "<", "&lt;", "[", `\[`, "]", `\]`, "(", `\(`, ")", `\)`,
	"`", "\\`", "*", `\*`)

// shortcodeArgument escapes it for use within a shortcode's quotes.
var shortcodeArgument = strings.NewReplacer("\n", " ", `"`, "'", ">}}", "}}")
