package redirect

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// ServerRule is a redirect as a web server can follow it, one that knows regular
// expressions but neither fragments nor functions.
type ServerRule struct {
	Path string // of a concrete old path, decoded; "" of a pattern
	// Regexp, of a pattern, matches the request's target, path and query as they came.
	// RE2 and PCRE agree on it.
	Regexp    string
	To        []Piece // where it leads; nil: the site's files answer what matches
	Gone      bool    // instead of To
	Text      string  // of Gone: what was here; a pattern's captures are "…"
	Since     string  // of Gone
	See       string  // of Gone, as far as no capture is in it
	KeepQuery bool    // the query goes along; else it is dropped
	AsksQuery bool    // of a concrete path: patterns for its queries go before it
	Groups    int     // of the Regexp
	Source    source.Position

	rule       *Rule      // of a pattern
	query      *queryCase // that the pattern asks for, or nil
	ofConcrete bool       // the pattern is for the queries of a concrete path
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
// can, the pages of what is gone, the patterns that need fragments or functions, and
// paths with control characters:
// the site's stubs and its 404.html answer those on any server.
func (m *Map) ServerRules() (concrete, patterns []ServerRule) {
	for _, s := range m.Stubs() {
		if hasControl(s.Path) {
			continue // no configuration file can be trusted with one
		}
		rule, queries, ok := s.serverRules(m.hasFiles)
		if ok {
			concrete, patterns = append(concrete, rule), append(patterns, queries...)
		}
	}
	for _, r := range m.patterns {
		patterns = append(patterns, r.serverRules()...)
	}
	return concrete, patterns
}

// serverRules returns the rule for a stub's path, and those for its queries; ok is false
// where only the stub itself can answer. hasFiles says that there is such a file.
func (s *Stub) serverRules(hasFiles bool) (rule ServerRule, queries []ServerRule, ok bool) {
	if s.Gone != "" {
		rule = ServerRule{Path: s.Path, Gone: true, Text: s.Gone, Since: s.Since, See: s.See, Source: s.Source}
		return rule, nil, !hasFiles
	}
	maps := s.maps()
	isExact := s.mapper != nil && s.rank == exactRank
	switch {
	case hasFiles && !s.hasIndexFile(): // the server itself must answer, as well as it can
	case len(maps.fragment) > 0, len(maps.query) > 0 && !isExact:
		return ServerRule{}, nil, false
	case len(maps.query) > 0:
		queries = s.mapper.queryRules()
		for i := range queries {
			queries[i].ofConcrete = true
		}
	}
	return ServerRule{
		Path: s.Path, To: []Piece{{Text: s.To}}, Source: s.Source,
		KeepQuery: maps.query == nil && !strings.Contains(s.To, "?"), AsksQuery: len(queries) > 0,
	}, queries, true
}

// serverRules returns what a server can do for a pattern, in the order in which it is to be
// tried. The last one leaves what it matches to the site's files, where no rule before it
// is sure to match.
func (r *Rule) serverRules() []ServerRule {
	toFiles := ServerRule{
		Regexp: "^" + (&regexpWriter{}).path(r.pattern) + AnyQuery, Gone: r.isGone(), Source: r.Source, rule: r,
	}
	if toFiles.Gone {
		toFiles.Text, toFiles.Since = placeholder.ReplaceAllString(r.Gone, "…"), r.Since
		if len(r.see.names()) == 0 {
			toFiles.See = r.see.String()
		}
	}
	if toFiles.Gone || len(r.maps.fragment) > 0 || !r.forServers() {
		return []ServerRule{toFiles}
	}
	var rules []ServerRule
	if r.table == nil {
		rules = r.queryRules()
	}
	t, maps := r.patternTarget()
	if rules = append(rules, r.targetRule(t, maps)); t.hasComponents() {
		rules = append(rules, toFiles)
	}
	return rules
}

// forServers reports whether a server can fill in the rule's targets.
func (r *Rule) forServers() bool {
	for _, t := range append(r.maps.targets(), r.to, r.missing) {
		if t != nil && !t.forServers() {
			return false
		}
	}
	return true
}

// forServers reports whether a server can fill the target in.
func (t *target) forServers() bool {
	return !slices.ContainsFunc(t.parts, func(p part) bool {
		return slices.ContainsFunc(p.functions, func(f string) bool { return f != queryFunction })
	})
}

// targetRule returns the pattern's rule for URLs that no case of its query map takes.
func (r *Rule) targetRule(t *target, maps *urlMaps) ServerRule {
	w := regexpWriter{to: t, slash: r.slash}
	re := "^" + w.path(r.pattern) + AnyQuery
	return ServerRule{
		Regexp: re, To: t.pieces(w.groups), Groups: len(w.groups), Source: r.Source, rule: r,
		KeepQuery: maps.query == nil && !strings.Contains(t.text, "?"),
	}
}

// queryRules returns the cases of a rule's query map, in every order of their
// parameters, for neither RE2 nor every server can look ahead.
func (r *Rule) queryRules() []ServerRule {
	const begin, end = `\?(?:.*&)?`, `(?:&.*)?$` // of what asks for parameters
	var rules []ServerRule
	for i := range r.maps.query {
		q := &r.maps.query[i]
		for _, order := range permutations(len(q.params)) {
			w := regexpWriter{to: q.to}
			re := "^" + w.path(r.pattern) + begin + w.params(q.params, order) + end
			rules = append(rules, ServerRule{
				Regexp: re, To: q.to.pieces(w.groups), Groups: len(w.groups), Source: r.Source, rule: r, query: q,
			})
			if q.to.hasComponents() && !r.pattern.isExact() { // what could not go into a query
				var any regexpWriter
				re := "^" + any.path(r.pattern) + begin + any.params(q.params, order) + end
				rules = append(rules, ServerRule{Regexp: re, Source: r.Source, rule: r, query: q})
			}
		}
	}
	return rules
}

// AnyQuery ends a Regexp that does not ask for a query.
const AnyQuery = `(?:\?.*)?$`

// hasComponents reports whether a capture goes into the target's query or fragment.
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

// permutations returns all orders of the numbers below n.
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

// OfConcrete reports whether a pattern is for the queries of a concrete path.
func (s ServerRule) OfConcrete() bool { return s.ofConcrete }
