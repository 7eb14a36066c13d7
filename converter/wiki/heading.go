package wiki

import (
	"strings"
	"unicode/utf8"
)

// Headings: "== Text == #id"; the closing signs may be missing.

// matchHeading matches a heading. target is the text, label the id.
func matchHeading(sc *scanner, _ int) (match, bool) {
	s := sc.s
	i := skipSpace(s, 0)
	depth := 0
	for i+depth < len(s) && s[i+depth] == '=' {
		depth++
	}
	if depth == 0 || depth > 6 {
		return match{}, false
	}
	i += depth
	if i == len(s) || skipSpace(s, i) == i {
		return match{}, false
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	text, id := stripRight(s[i+n:]), ""
	if hash := strings.LastIndexByte(text, '#'); hash >= 0 && isXMLName(text[hash+1:]) {
		text, id = text[:hash], text[hash+1:]
	}
	return match{end: len(s), level: depth, target: text, label: id}, true
}

// beginHeading adds a heading, which is a line by itself.
func beginHeading(b *blocks, m match, _ bool) {
	l := b.text.line
	text := strip(m.target)
	start := strings.Index(l.text, text)
	text = strings.TrimSuffix(text, strings.Repeat("=", m.level))
	b.out.add(&Heading{
		Span: l.span(m.start, m.end), Level: m.level, ID: m.label,
		Inlines: oneLine(l, start, start+len(text), b.text.options),
	})
}
