package wiki

import "unicode/utf8"

// matchAnchor matches [=#id label].
func matchAnchor(s string, i, close int) (match, bool) {
	if close < i+4 || s[i:i+3] != "[=#" {
		return match{}, false
	}
	body := s[i+3 : close]
	return anchorParts(body, close+1)
}

// anchorParts splits "id label".
func anchorParts(body string, end int) (match, bool) {
	at := 0
	for at < len(body) {
		r, n := utf8.DecodeRuneInString(body[at:])
		if isSpace(r) || r == '|' {
			break
		}
		at += n
	}
	if !isXMLName(body[:at]) {
		return match{}, false
	}
	label := at
	if label < len(body) && body[label] == '|' {
		label++
	}
	return match{rule: ruleAnchor, end: end, target: body[:at], label: body[skipSpace(body, label):]}, true
}

func (p *parser) anchor(m match) {
	a := &Anchor{Span: p.line.span(m.start, m.end), ID: m.target}
	if m.label != "" {
		end := m.end - 1
		for p.line.text[end-1] == ']' {
			end--
		}
		a.Inlines = p.oneLine(p.line, end-len(m.label), end)
	}
	p.emit(event{kind: node, node: a})
}
