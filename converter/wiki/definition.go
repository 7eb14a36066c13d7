package wiki

import (
	"strings"
	"unicode/utf8"
)

// matchDefinition matches the term of " term:: definition". target is the term.
func matchDefinition(s string) (match, bool) {
	i := skipSpace(s, 0)
	if i == 0 {
		return match{}, false
	}
	start := i
	for i < len(s) {
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
			return match{rule: ruleDefinition, end: end}, true
		case s[i] == ':':
			i += 2
		default:
			i++
		}
	}
	return match{}, false
}

// definition begins a definition. Trac cuts the term at the first "::", even
// within code.
func (p *parser) definition(m match) {
	if !p.inDefinitions {
		p.closeParagraph()
	}
	p.inDefinitions = true
	start := skipSpace(p.line.text, 0)
	end := strings.Index(p.line.text, "::")
	p.emit(event{
		kind: definitionBegins, span: p.line.span(start, m.end),
		inlines: p.oneLine(p.line, start, max(start, end)),
	})
}

func (p *parser) closeDefinitions() {
	if p.inDefinitions {
		p.out.close(isDefinitions)
	}
	p.inDefinitions = false
}
