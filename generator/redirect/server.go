package redirect

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// ServerRule is a redirect as a web server can follow it, one that knows regular
// expressions but neither fragments nor functions.
type ServerRule struct {
	Path      string  // of a concrete old path, decoded; "" of a pattern
	Regexp    string  // of a pattern: matches the request's target, path and query as they came; RE2 and PCRE agree on it
	To        []Piece // where it leads; nil: what matches is the site's own files' to answer
	Gone      bool    // instead of To
	KeepQuery bool    // the query goes along; else it is dropped
	AsksQuery bool    // of a concrete path: patterns for its queries go before it
	Groups    int     // of the Regexp
	Source    source.Position

	rule  *Rule // of a pattern
	query *queryCase
}

// Piece of a target: text, encoded, or what a group of the Regexp took, counted from 1.
type Piece struct {
	Text  string
	Group int
}

// ServerRules returns what a web server can do for the map: concrete paths, sorted, and
// patterns in the order in which they are tried. Patterns go first where they
// ask for a query; concrete paths go before the others; what neither answers
// is a file of the site or its 404.html.
//
// Left out of the site's own map are the stubs that map a fragment, for only they
// can, the pages of what is gone, and the patterns that need fragments or functions:
// the site's stubs and its 404.html answer those on any server.
func (m *Map) ServerRules() (concrete, patterns []ServerRule) {
	for _, s := range m.Stubs() {
		y := s.carry()
		exact := s.rule != nil && s.rank == exactRank
		switch {
		case s.Gone != "" && !m.hasFiles:
			concrete = append(concrete, ServerRule{Path: s.Path, Gone: true, Source: s.Source})
		case s.Gone != "", len(y.fragments) > 0, len(y.queries) > 0 && !exact:
		default:
			if len(y.queries) > 0 {
				patterns = append(patterns, s.rule.queryRules()...)
			}
			concrete = append(concrete, ServerRule{
				Path: s.Path, To: []Piece{{Text: s.To}}, Source: s.Source,
				KeepQuery: !y.mapsQuery && !strings.Contains(s.To, "?"), AsksQuery: len(y.queries) > 0,
			})
		}
	}
	for _, r := range m.patterns {
		left := ServerRule{Regexp: "^" + (&capturing{}).path(r.pattern) + AnyQuery, Gone: r.Gone != "", Source: r.Source, rule: r}
		t := r.to
		if r.table != nil {
			t = r.missing
		}
		switch {
		case r.Gone != "" && r.table == nil, len(r.carry.fragments) > 0, !r.forServers():
			patterns = append(patterns, left)
		default:
			if r.table == nil {
				patterns = append(patterns, r.queryRules()...)
			}
			if patterns = append(patterns, r.targetRule(t)); t.hasComponents() {
				left.Gone = false
				patterns = append(patterns, left)
			}
		}
	}
	return concrete, patterns
}

// forServers tells whether a server can fill in the rule's targets.
func (r *Rule) forServers() bool {
	for _, t := range append(r.carry.targets(), r.to, r.missing) {
		if t != nil && !t.forServers() {
			return false
		}
	}
	return true
}

// forServers tells whether a server can fill the target in.
func (t *target) forServers() bool {
	return !slices.ContainsFunc(t.parts, func(p part) bool {
		return slices.ContainsFunc(p.functions, func(f string) bool { return f != queryFunction })
	})
}

// targetRule is the pattern without a query's case.
func (r *Rule) targetRule(t *target) ServerRule {
	w := capturing{target: t}
	re := "^" + w.path(r.pattern) + AnyQuery
	return ServerRule{
		Regexp: re, To: t.pieces(w.groups), Groups: len(w.groups), Source: r.Source, rule: r,
		KeepQuery: t == r.to && !r.carry.mapsQuery && !strings.Contains(t.text, "?"),
	}
}

// queryRules are the cases of a rule's query map, in every order of their
// parameters, for neither RE2 nor every server can look ahead.
func (r *Rule) queryRules() []ServerRule {
	var rules []ServerRule
	for i := range r.carry.queries {
		q := &r.carry.queries[i]
		for _, order := range permutations(len(q.params)) {
			w := capturing{target: q.to}
			re := "^" + w.path(r.pattern) + `\?(?:.*&)?`
			for n, k := range order {
				if n > 0 {
					re += `(?:&.*)?&`
				}
				re += w.param(q.params[k])
			}
			rules = append(rules, ServerRule{Regexp: re + `(?:&.*)?$`, To: q.to.pieces(w.groups), Groups: len(w.groups), Source: r.Source, rule: r, query: q})
		}
	}
	return rules
}

// AnyQuery ends a Regexp that does not ask for a query.
const AnyQuery = `(?:\?.*)?$`

func (t *target) hasComponents() bool {
	return slices.ContainsFunc(t.parts, func(p part) bool { return p.component })
}

// pieces splits the target at its captures; groups are their names, in order.
func (t *target) pieces(groups []string) []Piece {
	var pieces []Piece
	for _, p := range t.parts {
		pieces = append(pieces, Piece{Text: p.text, Group: 1 + slices.Index(groups, p.name)})
	}
	return pieces
}

// capturing writes regular expressions whose groups fill in a target; nil for none.
type capturing struct {
	*target
	groups []string // names, in order
}

// group writes a capture: bytes of a class, the last of them of another. What begins a
// path of the site must not make it another host.
func (w *capturing) group(name, class, last string) string {
	if w.target == nil {
		return "(?:" + class + "*" + last + ")"
	}
	w.groups = append(w.groups, name)
	if len(w.parts) > 1 && w.parts[0].text == "/" && w.parts[1].name == name {
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
			b.WriteString(w.inPath(s.name, "[^?#]", "[^/?#]"))
		}
		b.WriteString(encodedLiteral(s.suffix, false))
	}
	if b.String() == "/" { // the root
		return "/+"
	}
	return b.String() + "/*"
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

func permutations(n int) [][]int {
	if n == 0 {
		return [][]int{nil}
	}
	var all [][]int
	for _, p := range permutations(n - 1) {
		for i := range n {
			all = append(all, slices.Insert(slices.Clone(p), i, n-1))
		}
	}
	return all
}

// Placeholders returns a pattern in the form of hosting services, /a/:name/* with
// the target /b/:name/:splat, and the parameters of its query; ok is false where
// that form cannot say it.
func (s ServerRule) Placeholders() (from, to string, query []string, ok bool) {
	r := s.rule
	if r == nil || s.To == nil && !s.Gone {
		return "", "", nil, false
	}
	names := map[string]string{}
	for i, seg := range r.pattern.segments {
		switch {
		case seg.kind == literal:
			from += "/" + escapePath(seg.prefix)
			continue
		case seg.kind == digits, seg.prefix+seg.suffix != "", seg.kind == rest && i != len(r.pattern.segments)-1:
			return "", "", nil, false
		case seg.kind == rest:
			from += "/*"
			names[seg.name] = ":splat"
		default:
			from += "/:" + seg.name
			names[seg.name] = ":" + seg.name
		}
	}
	t := r.to
	if r.table != nil {
		t = r.missing
	}
	if s.query != nil {
		t = s.query.to
		for _, p := range s.query.params {
			name, whole := strings.CutPrefix(p.value.text, "{")
			name, closed := strings.CutSuffix(name, "}")
			if len(p.value.names) > 0 && !(whole && closed && name == p.value.names[0]) {
				return "", "", nil, false
			}
			if len(p.value.names) == 1 {
				names[name] = ":" + name
				query = append(query, p.name+"=:"+name)
			} else {
				query = append(query, p.name+"="+escapeComponent(p.value.text))
			}
		}
	}
	if t != nil {
		for _, p := range t.parts {
			to += p.text + names[p.name]
		}
	}
	return from, to, query, true
}

// OfConcrete tells whether a pattern is for the queries of a concrete path.
func (s ServerRule) OfConcrete() bool {
	return s.rule != nil && s.rule.pattern.isExact() && s.query != nil
}

// EncodedLiteral is a regular expression for a path as browsers and people encode it.
func EncodedLiteral(path string) string { return encodedLiteral(path, false) }

// Overlaps tells whether some URL could match both patterns.
func (s ServerRule) Overlaps(o ServerRule) bool {
	a, b := s.rule.pattern.segments, o.rule.pattern.segments
	for i := range max(len(a), len(b)) {
		if i >= len(a) || i >= len(b) {
			return false
		}
		x, y := a[i], b[i]
		if x.kind == rest || y.kind == rest {
			return true
		}
		if x.kind > y.kind {
			x, y = y, x
		}
		switch {
		case x.kind == literal && y.kind == literal && x.prefix != y.prefix:
			return false
		case x.kind == literal && y.kind != literal:
			if inner, ok := y.inner(x.prefix); !ok || y.kind == digits && !isDigits(inner) {
				return false
			}
		}
	}
	return true
}
