package redirect

import (
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
	Text      string  // of Gone: what was here; a pattern's captures are "…"
	Since     string  // of Gone
	See       string  // of Gone, as far as no capture is in it
	KeepQuery bool    // the query goes along; else it is dropped
	AsksQuery bool    // of a concrete path: patterns for its queries go before it
	Groups    int     // of the Regexp
	Source    source.Position

	rule  *Rule // of a pattern
	query *queryCase
	asked bool // of a concrete path's query
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
			concrete = append(concrete, ServerRule{Path: s.Path, Gone: true, Text: s.Gone, Since: s.Since, See: s.See, Source: s.Source})
		case s.Gone != "", len(y.fragments) > 0, len(y.queries) > 0 && !exact:
		default:
			if len(y.queries) > 0 {
				for _, r := range s.rule.queryRules() {
					r.asked = true
					patterns = append(patterns, r)
				}
			}
			concrete = append(concrete, ServerRule{
				Path: s.Path, To: []Piece{{Text: s.To}}, Source: s.Source,
				KeepQuery: !y.mapsQuery && !strings.Contains(s.To, "?"), AsksQuery: len(y.queries) > 0,
			})
		}
	}
	for _, r := range m.patterns {
		left := ServerRule{Regexp: "^" + (&capturing{}).path(r.pattern) + AnyQuery, Gone: r.isGone(), Source: r.Source, rule: r}
		if left.Gone {
			left.Text, left.Since = placeholder.ReplaceAllString(r.Gone, "…"), r.Since
			if len(r.see.names()) == 0 {
				left.See = r.see.String()
			}
		}
		switch {
		case left.Gone, len(r.carry.fragments) > 0, !r.forServers():
			patterns = append(patterns, left)
		default:
			if r.table == nil {
				patterns = append(patterns, r.queryRules()...)
			}
			t, carried := r.leads()
			if patterns = append(patterns, r.targetRule(t, carried)); t.hasComponents() {
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
func (r *Rule) targetRule(t *target, carried *carry) ServerRule {
	w := capturing{target: t, slash: r.slash}
	re := "^" + w.path(r.pattern) + AnyQuery
	return ServerRule{
		Regexp: re, To: t.pieces(w.groups), Groups: len(w.groups), Source: r.Source, rule: r,
		KeepQuery: !carried.mapsQuery && !strings.Contains(t.text, "?"),
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
			re := "^" + w.path(r.pattern) + `\?(?:.*&)?` + w.params(q.params, order)
			loose := ""
			if none := (&capturing{}); q.to.hasComponents() && !r.pattern.isExact() {
				loose = "^" + none.path(r.pattern) + `\?(?:.*&)?` + none.params(q.params, order)
			}
			rules = append(rules, ServerRule{Regexp: re + `(?:&.*)?$`, To: q.to.pieces(w.groups), Groups: len(w.groups), Source: r.Source, rule: r, query: q})
			if loose != "" { // what could not go into a query
				rules = append(rules, ServerRule{Regexp: loose + `(?:&.*)?$`, Source: r.Source, rule: r, query: q})
			}
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

// OfConcrete tells whether a pattern is for the queries of a concrete path.
func (s ServerRule) OfConcrete() bool {
	return s.asked
}
