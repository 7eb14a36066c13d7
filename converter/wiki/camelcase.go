package wiki

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// WikiPageNames: CamelCase words are links, to pages that exist, as are
// [WikiPageName label] and ["Any Page" label].

// camelCaseStart are the bytes that a WikiPageName begins with.
var camelCaseStart = bytesOf(func(c byte) bool {
	return c >= 'A' && c <= 'Z' || c == '.' || c == '/' || c >= utf8.RuneSelf
})

// matchCamelCase matches a bare WikiPageName at i, with an optional ./ or ../
// before and @version and #fragment after. It does not follow a word character
// or a slash.
func matchCamelCase(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i < sc.noCamelCase {
		return match{}, false
	}
	if !sc.isEscaped && i > 0 && (s[i-1] == '/' || wordBefore(s, i)) {
		return match{}, false
	}
	start := i
	for {
		n := 0
		for n < 2 && i+n < len(s) && s[i+n] == '.' {
			n++
		}
		if i+n >= len(s) || s[i+n] != '/' {
			break
		}
		i += n + 1
	}
	end := pageNameEnd(s, i)
	if end < 0 {
		sc.noCamelCase = i // nor after a later part of the dots and slashes
		return match{}, false
	}
	return match{form: CamelCase, end: end, target: s[start:end]}, true
}

// pageNameEnd returns where a WikiPageName that begins at i ends, or -1: two or
// more capitalised parts, each perhaps with a slash, then a boundary.
func pageNameEnd(s string, i int) int {
	var ends []int // the candidates: after each part, and after its slash
	for parts := 0; ; {
		next := partEnd(s, i)
		if next < 0 {
			break
		}
		parts++
		i = next
		if parts > 1 {
			ends = append(ends, i)
		}
		if i < len(s) && s[i] == '/' {
			i++
			if parts > 1 {
				ends = append(ends, i)
			}
		}
	}
	for n := len(ends) - 1; n >= 0; n-- {
		if end := pageSuffixEnd(s, ends[n]); end >= 0 {
			return end
		}
	}
	return -1
}

// partEnd returns the end of a capital followed by small letters, or -1.
func partEnd(s string, i int) int {
	r, n := utf8.DecodeRuneInString(s[i:])
	if n == 0 || !unicode.IsUpper(r) {
		return -1
	}
	start := i + n
	for i = start; i < len(s); i += n {
		if r, n = utf8.DecodeRuneInString(s[i:]); !unicode.IsLower(r) {
			break
		}
	}
	if i == start {
		return -1
	}
	return i
}

// pageSuffixEnd adds @version and #fragment to a name that ends at i, as far as
// a boundary follows; -1 where none does.
func pageSuffixEnd(s string, i int) int {
	version := i
	if i < len(s) && s[i] == '@' {
		if n := skipWhile(s, i+1, isDigit); n > i+1 {
			version = n
		}
	}
	for _, at := range []int{version, i} {
		if at < len(s) && s[at] == '#' {
			if end := fragmentEnd(s, at+1); end >= 0 {
				return end
			}
		}
		if pageBoundary(s, at) {
			return at
		}
	}
	return -1
}

// fragmentEnd returns the end of the longest name at i that a boundary follows and
// that ends in a word character or hyphen; -1 where there is none.
func fragmentEnd(s string, i int) int {
	first, n := utf8.DecodeRuneInString(s[i:])
	if n == 0 || unicode.IsDigit(first) || !isWord(first) && first != ':' {
		return -1
	}
	best := -1
	for last, end := first, i+n; ; {
		if (end == i+n || isWord(last) || last == '-') && pageBoundary(s, end) {
			best = end
		}
		r, n := utf8.DecodeRuneInString(s[end:])
		if n == 0 || !isWord(r) && r != ':' && r != '.' && r != '-' {
			return best
		}
		last, end = r, end+n
	}
}

// pageBoundary reports whether a name may end at i: before no word character,
// and before a colon only where white space or the end follows it.
func pageBoundary(s string, i int) bool {
	if i >= len(s) {
		return true
	}
	if s[i] == ':' {
		return i+1 == len(s) || skipSpace(s, i+1) > i+1
	}
	return !wordAt(s, i)
}

// matchCamelLabelled matches [WikiPageName label].
func matchCamelLabelled(sc *scanner, i int) (match, bool) {
	s, close := sc.s, sc.closingBracket(i)
	if close < 0 {
		return match{}, false
	}
	end := pageNameEnd(s, i+1)
	if end < 0 {
		return match{}, false
	}
	at := skipSpace(s, end)
	if at == end || at >= close {
		return match{}, false
	}
	stop, label := labelEnd(s, at, close)
	return match{form: CamelLabelled, end: stop + 1, target: s[i+1 : end], label: strip(label)}, true
}

// matchFreeLink matches ["Any Page" label].
func matchFreeLink(sc *scanner, i int) (match, bool) {
	s := sc.s
	if sc.closingBracket(i) < 0 {
		return match{}, false
	}
	end := quotedEnd(s, i+1)
	if end < 0 {
		return match{}, false
	}
	m := match{form: FreeLink, target: s[i+2 : end-1]}
	if end < len(s) && s[end] == ']' {
		m.end = end + 1
		return m, true
	}
	at := skipSpace(s, end)
	n := strings.IndexByte(s[at:], ']')
	if at == end || n <= 0 {
		return match{}, false
	}
	stop, label := labelEnd(s, at, at+n)
	m.end, m.label = stop+1, strip(label)
	return m, true
}
