package redirect

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Regular expressions over URLs as they came, encoded by browsers and people in
// whatever way.

// capturing writes regular expressions whose groups fill in a target; nil for none.
type capturing struct {
	*target
	groups []string // names, in order
	slash  bool     // the rest takes a slash at the path's end along
}

// group writes a capture: bytes of a class, the last of them of another. What begins a
// path of the site must not make it another host.
func (w *capturing) group(name, class, last string) string {
	if w.target == nil {
		return "(?:" + class + "*" + last + ")"
	}
	w.groups = append(w.groups, name)
	if len(w.parts) > 1 && w.parts[0].text == "/" && w.parts[1].name == name && strings.HasPrefix(class, "[^") {
		return `(?:/|%2[Ff])*((?:` + strings.TrimSuffix(class, "]") + `/%\\]|%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-Ea-e])(?:` + class + "*" + last + ")?)"
	}
	return "(" + class + "*" + last + ")"
}

// inPath writes a capture of the path. What goes into a query must not end it there.
func (w *capturing) inPath(name, class, last string) string {
	if w.target != nil && slices.ContainsFunc(w.parts, func(p part) bool { return p.name == name && p.component }) {
		class, last = strings.TrimSuffix(class, "]")+"&+;=]", strings.TrimSuffix(last, "]")+"&+;=]"
	}
	return w.group(name, class, last)
}

// path matches a pattern's encoded path.
func (w *capturing) path(p *pattern) string {
	var b strings.Builder
	for _, s := range p.segments {
		b.WriteString("/" + encodedLiteral(s.prefix, false))
		switch s.kind {
		case digits:
			b.WriteString(w.group(s.name, "[0-9]", "[0-9]"))
		case one:
			b.WriteString(w.inPath(s.name, "[^/?#]", "[^/?#]"))
		case rest:
			last := "[^/?#]"
			if w.slash {
				last += "/?"
			}
			b.WriteString(w.inPath(s.name, "[^?#]", last))
		}
		b.WriteString(encodedLiteral(s.suffix, false))
	}
	if b.String() == "/" { // the root
		return "/+"
	}
	return b.String() + "/*"
}

// params matches parameters in an order, with others between them.
func (w *capturing) params(params []param, order []int) string {
	var parts []string
	for _, k := range order {
		parts = append(parts, w.param(params[k]))
	}
	return strings.Join(parts, `(?:&.*)?&`)
}

// param matches one parameter of a query. Its value goes into the target as it came.
func (w *capturing) param(p param) string {
	re := encodedLiteral(p.name, true) + "="
	last := 0
	text := p.value.text
	for _, m := range textCapture.FindAllStringSubmatchIndex(text, -1) {
		class := "[^&#]"
		if m[4] >= 0 {
			class = "[0-9]"
		}
		re += encodedLiteral(text[last:m[0]], true) + w.group(text[m[2]:m[3]], class, class)
		last = m[1]
	}
	return re + encodedLiteral(text[last:], true)
}

// encodedLiteral matches text as browsers and people encode it in a URL.
func encodedLiteral(text string, inQuery bool) string {
	var b strings.Builder
	for i := range len(text) {
		c := text[i]
		switch {
		case isPlain(text[i:i+1]) || c == '/':
			b.WriteString(regexp.QuoteMeta(text[i : i+1]))
		case c == ' ' && inQuery:
			b.WriteString(`(?:\+|%20)`)
		case c <= ' ' || c == '`' || c == '"' || c == '%' || c >= 0x7f || c == '?' || c == '#' || inQuery && c == '+' || inQuery && c == '&':
			b.WriteString(hexOf(c))
		default:
			b.WriteString("(?:" + regexp.QuoteMeta(text[i:i+1]) + "|" + hexOf(c) + ")")
		}
	}
	return b.String()
}

// hexOf matches a byte's percent-encoding in either case.
func hexOf(c byte) string {
	var b strings.Builder
	b.WriteByte('%')
	for _, d := range fmt.Sprintf("%02X", c) {
		if d >= 'A' {
			fmt.Fprintf(&b, "[%c%c]", d, d+'a'-'A')
		} else {
			b.WriteRune(d)
		}
	}
	return b.String()
}

// EncodedLiteral is a regular expression for a path as browsers and people encode it.
func EncodedLiteral(path string) string { return encodedLiteral(path, false) }
