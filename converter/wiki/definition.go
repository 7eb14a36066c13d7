package wiki

import (
	"strings"
	"unicode/utf8"
)

// Definitions: " term:: definition".

// openDefinitions reports whether a list of definitions is open.
type openDefinitions bool

// matchDefinition matches the term with its colons and the space behind them.
func matchDefinition(sc *scanner, _ int) (match, bool) {
	s := sc.s
	start := skipSpace(s, 0)
	if start == 0 {
		return match{}, false
	}
	for i := start; i < len(s); {
		switch {
		case s[i] == '`':
			n := strings.IndexByte(s[i+1:], '`')
			if n < 0 {
				return match{}, false
			}
			i += n + 2
		case s[i] == '{':
			if !strings.HasPrefix(s[i:], "{{{") {
				return match{}, false
			}
			n := strings.Index(s[i+3:], "}}}")
			if n < 0 {
				return match{}, false
			}
			i += n + 6
		case strings.HasPrefix(s[i:], "::"):
			end := skipSpace(s, i+2)
			if i == start && utf8.RuneCountInString(s[:start]) < 2 || end == i+2 && end < len(s) {
				return match{}, false
			}
			return match{end: end}, true
		case s[i] == ':':
			i += 2
		default:
			i++
		}
	}
	return match{}, false
}

func beginsDefinitions(b *blocks, _ match) bool { return !bool(b.definition) }

// beginDefinition begins a definition. Trac cuts the term at the first "::", even
// within code.
func beginDefinition(b *blocks, m match, _ bool) {
	b.definition = true
	l := b.text.line
	start := skipSpace(l.text, 0)
	end := max(start, strings.Index(l.text, "::"))
	b.text.emit(event{kind: definitionBegun, node: &Definition{
		Span: l.span(start, m.end), Term: oneLine(l, start, end, b.text.options),
	}})
}

func (d *openDefinitions) end(out *builder) {
	if *d {
		*d = false
		out.close(isDefinitions)
	}
}
