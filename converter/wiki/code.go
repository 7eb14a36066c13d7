package wiki

import "strings"

// Code within a line: `code` and {{{code}}}.

// matchCode matches code. target is what is within.
func matchCode(sc *scanner, i int) (match, bool) {
	opens, closes, nothingBefore := "{{{", "}}}", &sc.noBraces
	if sc.s[i] == '`' {
		opens, closes, nothingBefore = "`", "`", &sc.noBacktick
	}
	if i < *nothingBefore || !strings.HasPrefix(sc.s[i:], opens) {
		return match{}, false
	}
	start := i + len(opens)
	n := strings.Index(sc.s[start:], closes)
	if n < 0 {
		*nothingBefore = len(sc.s)
		return match{}, false
	}
	return match{end: start + n + len(closes), target: sc.s[start : start+n]}, true
}

func writeCode(t *text, m match) {
	t.node(&Code{Span: t.line.span(m.start, m.end), Value: m.target})
}
