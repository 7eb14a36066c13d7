package wiki

import "strings"

// Code within a line: `code` and {{{code}}}.

// matchBackticks matches `code`. target is what is within.
func matchBackticks(sc *scanner, i int) (match, bool) {
	n := strings.IndexByte(sc.s[i+1:], '`')
	if n < 0 {
		return match{}, false // and none is tried again: this was the line's last
	}
	end := i + 1 + n
	return match{end: end + 1, target: sc.s[i+1 : end]}, true
}

// matchBraces matches {{{code}}}. target is what is within.
func matchBraces(sc *scanner, i int) (match, bool) {
	if i < sc.noBraces || !strings.HasPrefix(sc.s[i:], "{{{") {
		return match{}, false
	}
	start := i + len("{{{")
	n := strings.Index(sc.s[start:], "}}}")
	if n < 0 {
		sc.noBraces = len(sc.s)
		return match{}, false
	}
	end := start + n
	return match{end: end + len("}}}"), target: sc.s[start:end]}, true
}

func writeCode(t *text, m match) {
	t.node(&Code{Span: t.line.span(m.start, m.end), Value: m.target})
}
