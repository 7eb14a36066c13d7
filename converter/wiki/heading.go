package wiki

import (
	"strings"
	"unicode/utf8"
)

// matchHeading matches "== Text == #id"; the closing signs may be missing.
// target is the text, label the id.
func matchHeading(s string) (match, bool) {
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
	return match{rule: ruleHeading, end: len(s), level: depth, target: text, label: id}, true
}

// isXMLName tells a possible id: word characters, colon, dot, hyphen; not
// beginning with a digit, dot or hyphen.
func isXMLName(s string) bool {
	for i, r := range s {
		word := isWord(r) || r == ':'
		if i == 0 && (!word || r >= '0' && r <= '9') || !word && r != '.' && r != '-' {
			return false
		}
	}
	return s != ""
}

func (p *parser) heading(m match) {
	p.closeBlocks()
	text := strip(m.target)
	start := strings.Index(p.line.text, text)
	if signs := strings.Repeat("=", m.level); strings.HasSuffix(text, signs) {
		text = text[:len(text)-m.level]
	}
	h := &Heading{Span: p.line.span(m.start, m.end), Level: m.level, ID: m.label}
	h.Inlines = p.oneLine(p.line, start, start+len(text))
	p.out.add(h)
}
