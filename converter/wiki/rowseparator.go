package wiki

import (
	"strings"
	"unicode/utf8"
)

// Row separators: "|---", perhaps with parameters of the row to come.

// matchRowSeparator matches a separator with the space around it.
func matchRowSeparator(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i < sc.noSpaceBar {
		return match{}, false
	}
	bar := skipSpace(s, i)
	if !strings.HasPrefix(s[bar:], "|-") {
		sc.noSpaceBar = bar
		return match{}, false
	}
	m := match{end: skipSpace(s, skipWhile(s, bar+1, func(c byte) bool { return c == '-' }))}
	for {
		next := paramEnd(s, m.end)
		if next < 0 {
			return m, true
		}
		m.end = skipSpace(s, next)
	}
}

// separateRows begins a row. Its parameters are of the row's look, which is left to
// the theme.
func separateRows(b *blocks, _ match, _ bool) {
	t, l := &b.table, b.text.line
	t.begin(l.span(0, 0), b.out)
	t.endRow(&b.text)
	t.beginRow(l.span(0, 0), l.span(0, len(l.text)), b.out)
	t.goesOn, t.rowGoesOn = true, true
}

// omitSeparator writes nothing: in a heading, Trac drops a separator.
func omitSeparator(*text, match) {}

// paramEnd returns the end of name=value or name="value" at i, or -1.
func paramEnd(s string, i int) int {
	word := func(i int) int {
		for i < len(s) {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r != '-' && !isWord(r) {
				break
			}
			i += n
		}
		return i
	}
	name := word(i)
	if name == i || name == len(s) || s[name] != '=' {
		return -1
	}
	if end := quotedEnd(s, name+1); end >= 0 {
		return end
	}
	if strings.HasPrefix(s[name+1:], `""`) || strings.HasPrefix(s[name+1:], "''") {
		return name + 3
	}
	end := name + 1
	for end < len(s) && s[end] == ',' || word(end) > end {
		end = max(end+1, word(end))
	}
	if end == name+1 {
		return -1
	}
	return end
}
