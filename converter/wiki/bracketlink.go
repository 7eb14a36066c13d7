package wiki

import (
	"strings"
	"unicode/utf8"
)

// Links in brackets: [scheme:target label], [/path label], [#id label].

// closingBracket returns the index of the first "]" after i, or -1.
func (sc *scanner) closingBracket(i int) int {
	if i < sc.noBracket {
		return -1
	}
	if sc.bracket <= i {
		n := strings.IndexByte(sc.s[i:], ']')
		if n < 0 {
			sc.noBracket = len(sc.s)
			return -1
		}
		sc.bracket = i + n
	}
	return sc.bracket
}

// isSeparator reports whether a character parts a target from its label.
func isSeparator(r rune) bool { return isSpace(r) || r == '\u200b' }

// targetEnd returns the end of a target that stops at ] or white space.
func targetEnd(s string, i int) int {
	n := strings.IndexFunc(s[i:], func(r rune) bool { return r == ']' || isSeparator(r) })
	if n < 0 {
		return len(s)
	}
	return i + n
}

// matchBracketLink matches [scheme:target label] and [/relative label].
func matchBracketLink(sc *scanner, i int) (match, bool) {
	s, at := sc.s, i+1
	if sc.closingBracket(i) < 0 {
		return match{}, false
	}
	if end := relativeEnd(s, at); end > at {
		if m, ok := bracketRest(s, end); ok {
			m.form, m.target = RelativeLink, s[at:end]
			return m, true
		}
	}
	colon := schemeEnd(s, at)
	if colon < 0 {
		return match{}, false
	}
	inner := -1
	if c := schemeEnd(s, colon+1); c >= 0 {
		inner = quotedEnd(s, c+1)
	}
	for _, end := range []int{inner, quotedEnd(s, colon+1), targetEnd(s, colon+1)} {
		if end < 0 {
			continue
		}
		if m, ok := bracketRest(s, end); ok {
			m.scheme, m.target = s[at:colon], Unquote(s[colon+1:end])
			return m, true
		}
	}
	return match{}, false
}

// relativeEnd returns the end of /path, ?query, #fragment, ./x or ../x.
func relativeEnd(s string, i int) int {
	if i >= len(s) {
		return i
	}
	start := i
	if s[i] == '.' {
		i++
		if i < len(s) && s[i] == '.' {
			i++
		}
	}
	if i < len(s) && strings.IndexByte("/?#", s[i]) >= 0 {
		n := strings.IndexFunc(s[i:], func(r rune) bool { return r == ']' || isSpace(r) })
		if n < 0 {
			return len(s)
		}
		return i + n
	}
	if i == start {
		return start
	}
	return i
}

// bracketRest matches " label]" or "]" at i.
func bracketRest(s string, i int) (match, bool) {
	at := i
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !isSeparator(r) {
			break
		}
		at += n
	}
	close := strings.IndexByte(s[at:], ']')
	if close < 0 || at == i && close > 0 {
		return match{}, false
	}
	stop, label := labelEnd(s, at, at+close)
	return match{form: BracketLink, end: stop + 1, label: Unquote(label)}, true
}

// labelEnd returns where a label at i ends: a quoted one before a ] that may
// hold brackets, else the first ].
func labelEnd(s string, i, close int) (int, string) {
	if end := quotedEnd(s, i); end >= 0 && end < len(s) && s[end] == ']' {
		return end, s[i:end]
	}
	return close, s[i:close]
}
