package wiki

import "strings"

// Line breaks: \\ (and, as a macro, [[BR]]).

func matchBreak(sc *scanner, i int) (match, bool) {
	return match{end: i + 2}, strings.HasPrefix(sc.s[i:], `\\`)
}

func writeBreak(t *text, m match) { t.node(&Break{Span: t.line.span(m.start, m.end)}) }
