package wiki

import (
	"strings"
	"unicode/utf8"
)

// Anchors: [=#id label], and [[=#id label]].

// matchAnchor matches an anchor. target is the id, label the label.
func matchAnchor(sc *scanner, i int) (match, bool) {
	close := sc.closingBracket(i)
	if close < i+4 || !strings.HasPrefix(sc.s[i:], "[=#") {
		return match{}, false
	}
	id, label, ok := splitAnchor(sc.s[i+3 : close])
	return match{end: close + 1, target: id, label: label}, ok
}

// splitAnchor splits "id label".
func splitAnchor(body string) (id, label string, ok bool) {
	at := 0
	for at < len(body) {
		r, n := utf8.DecodeRuneInString(body[at:])
		if isSpace(r) || r == '|' {
			break
		}
		at += n
	}
	id = body[:at]
	label = strings.TrimPrefix(body[at:], "|")
	return id, label[skipSpace(label, 0):], isXMLName(id)
}

func writeAnchor(t *text, m match) { t.node(newAnchor(t, m)) }

func newAnchor(t *text, m match) *Anchor {
	a := &Anchor{Span: t.line.span(m.start, m.end), ID: m.target}
	if m.label != "" {
		end := m.end - 1
		for t.line.text[end-1] == ']' {
			end--
		}
		a.Inlines = oneLine(t.line, end-len(m.label), end, t.options)
	}
	return a
}
