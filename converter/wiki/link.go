package wiki

import (
	"strings"
	"unicode/utf8"
)

// TracLinks and URLs in running text: scheme:target and <scheme:target>.

// schemeBytes are the bytes of a scheme.
var schemeBytes = bytesOf(func(c byte) bool {
	return isASCIILetter(c) || isDigit(c) || strings.IndexByte("-+._", c) >= 0
})

// schemeEnd returns the index of the colon after a scheme at i, or -1.
func schemeEnd(s string, i int) int {
	if i >= len(s) || !isASCIILetter(s[i]) {
		return -1
	}
	if end := schemeBytes.skip(s, i); end < len(s) && s[end] == ':' {
		return end
	}
	return -1
}

// quotedEnd returns the index after a quoted string at i, or -1.
func quotedEnd(s string, i int) int {
	if i >= len(s) || s[i] != '"' && s[i] != '\'' {
		return -1
	}
	n := strings.IndexByte(s[i+1:], s[i])
	if n <= 0 {
		return -1
	}
	return i + n + 2
}

// Unquote drops the quotes around a label or target.
func Unquote(s string) string {
	if n := len(s); n > 1 && (s[0] == '"' || s[0] == '\'') && s[0] == s[n-1] {
		return s[1 : n-1]
	}
	return s
}

// matchShortLink matches scheme:target in running text.
func matchShortLink(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i < sc.noScheme {
		return match{}, false
	}
	run := schemeBytes.skip(s, i)
	if run < len(s) && s[run] == ':' {
		if end := shortTargetEnd(s, run+1); end >= 0 {
			return match{form: ShortLink, end: end, scheme: s[i:run], target: Unquote(s[run+1 : end])}, true
		}
	}
	sc.noScheme = run
	return match{}, false
}

func shortTargetEnd(s string, i int) int {
	if colon := schemeEnd(s, i); colon >= 0 {
		if end := quotedEnd(s, colon+1); end >= 0 {
			return end
		}
	}
	if end := quotedEnd(s, i); end >= 0 {
		return end
	}
	first, n := utf8.DecodeRuneInString(s[i:])
	if n == 0 || !(isWord(first) && first != '_' || strings.ContainsRune("/?!#@", first)) {
		return -1
	}
	last := i + n
	for at := last; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if isSpace(r) || r == '<' || r == '>' {
			break
		}
		if r == '|' {
			next, m := utf8.DecodeRuneInString(s[at+1:])
			if m == 0 || next == '|' || isSpace(next) {
				break
			}
		}
		at += n
		if isWord(r) && r != '_' || r == '/' || r == '=' {
			last = at
		}
	}
	return last
}

// matchAngleLink matches <scheme:target>.
func matchAngleLink(sc *scanner, i int) (match, bool) {
	s := sc.s
	colon := schemeEnd(s, i+1)
	if colon < 0 || i < sc.noAngle {
		return match{}, false
	}
	n := strings.IndexByte(s[colon+1:], '>')
	if n < 0 {
		sc.noAngle = len(s)
	}
	if n <= 0 {
		return match{}, false
	}
	end := colon + 1 + n
	return match{
		form: AngleLink, end: end + 1, scheme: s[i+1 : colon], target: Unquote(s[colon+1 : end]), label: s[i+1 : end],
	}, true
}

// writeLink writes a link as it was found.
func writeLink(t *text, m match) {
	t.node(&Link{
		Span: t.line.span(m.start, m.end), Form: m.form, Scheme: m.scheme, Target: m.target, Label: m.label,
		Raw: t.line.text[m.start:m.end],
	})
}

// writeAngleLink writes a link between its angles, which Trac shows.
func writeAngleLink(t *text, m match) {
	t.source(m.start, m.start+1)
	writeLink(t, match{
		form: m.form, start: m.start + 1, end: m.end - 1, scheme: m.scheme, target: m.target, label: m.label,
	})
	t.source(m.end-1, m.end)
}
