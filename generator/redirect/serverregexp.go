package redirect

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Regular expressions over URLs as they came, encoded by browsers and people in
// whatever way.

// regexpWriter writes one regular expression, and collects its groups.
type regexpWriter struct {
	to     *target  // that the groups fill in; nil: there are none
	groups []string // the captures of the groups, in order
	slash  bool     // {x...} takes a slash at the path's end along
}

// group writes a capture: bytes of a class, the last of them of another. What begins a
// path of the site must not make it another host.
func (w *regexpWriter) group(name, class, last string) string {
	if w.to == nil {
		return "(?:" + class + "*" + last + ")"
	}
	w.groups = append(w.groups, name)
	parts := w.to.parts
	if len(parts) > 1 && parts[0].text == "/" && parts[1].name == name && strings.HasPrefix(class, "[^") {
		const slashes, encodedNoSlash = `(?:/|%2[Ff])*`, `%[013-9A-Fa-f][0-9A-Fa-f]|%2[0-9A-Ea-e]`
		first := strings.TrimSuffix(class, "]") + `/%\\]|` + encodedNoSlash
		return slashes + "((?:" + first + ")(?:" + class + "*" + last + ")?)"
	}
	return "(" + class + "*" + last + ")"
}

// inPath writes a capture of the path. What goes into a query must not end it there.
func (w *regexpWriter) inPath(name, class, last string) string {
	inQuery := func(p part) bool { return p.name == name && p.component }
	if w.to != nil && slices.ContainsFunc(w.to.parts, inQuery) {
		class, last = strings.TrimSuffix(class, "]")+"&+;=]", strings.TrimSuffix(last, "]")+"&+;=]"
	}
	return w.group(name, class, last)
}

// path matches a pattern's encoded path.
func (w *regexpWriter) path(p *pattern) string {
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
func (w *regexpWriter) params(params []param, order []int) string {
	var parts []string
	for _, k := range order {
		parts = append(parts, w.param(params[k]))
	}
	return strings.Join(parts, `(?:&.*)?&`)
}

// param matches one parameter of a query. Its value goes into the target as it came.
func (w *regexpWriter) param(p param) string {
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
		case c <= ' ' || c >= 0x7f || strings.IndexByte("`\"%?#", c) >= 0 || inQuery && (c == '+' || c == '&'):
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

// EncodedLiteral returns a regular expression for a path as browsers and people encode it.
func EncodedLiteral(path string) string { return encodedLiteral(path, false) }
