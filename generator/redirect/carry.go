package redirect

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// carry is what becomes of the query and fragment that an old URL carried.
type carry struct {
	mapsQuery, mapsFragment bool           // else they are kept
	queries                 []queryCase    // the most particular first
	fragments               []fragmentCase // the most particular first
}

// queryCase is a target of its own for URLs with some parameters.
type queryCase struct {
	key    string
	params []param
	to     *target
}

type param struct {
	name  string // decoded
	value *textPattern
}

// fragmentCase is what a fragment becomes.
type fragmentCase struct {
	key  string
	from *textPattern
	to   *target
	away bool // to is a target, not a fragment
}

// newCarry reads a rule's query and fragment maps. A nil map keeps.
func newCarry(queries, fragments map[string]string) (*carry, error) {
	if queries == nil && fragments == nil {
		return keep, nil
	}
	c := &carry{mapsQuery: queries != nil, mapsFragment: fragments != nil}
	for key, to := range queries {
		q, err := newQueryCase(key, to)
		if err != nil {
			return nil, err
		}
		if len(q.params) > mostParams {
			return nil, fmt.Errorf("query %q: a key has %d parameters at most", key, mostParams)
		}
		c.queries = append(c.queries, q)
	}
	for key, to := range fragments {
		f := fragmentCase{key: key}
		var err error
		if f.from, err = parseTextPattern(key); err != nil {
			return nil, fmt.Errorf("fragment %w", err)
		}
		if f.to, err = parseTarget(to); err == nil {
			f.away = true
		} else if !safeFragment.MatchString(to) {
			return nil, fmt.Errorf("fragment %q is neither a target nor a fragment", to)
		} else if f.to, err = parseText("#" + to); err != nil {
			return nil, err
		}
		c.fragments = append(c.fragments, f)
	}
	slices.SortFunc(c.queries, func(a, b queryCase) int {
		return cmp.Or(cmp.Compare(len(b.params), len(a.params)), cmp.Compare(b.rarity(), a.rarity()), strings.Compare(a.key, b.key))
	})
	slices.SortFunc(c.fragments, func(a, b fragmentCase) int {
		return cmp.Or(cmp.Compare(b.from.rarity, a.from.rarity), strings.Compare(a.key, b.key))
	})
	return c, nil
}

// mostParams bounds a key: servers must be told every order of its parameters.
const mostParams = 3

var (
	keep = &carry{}                                    // where no rule says otherwise
	drop = &carry{mapsQuery: true, mapsFragment: true} // where a table lacks a row
)

var safeFragment = regexp.MustCompile(`^(?:[^\s<>"'#\\:/][^\s<>"'#\\/]*)?$`)

func newQueryCase(key, to string) (queryCase, error) {
	q := queryCase{key: key}
	for _, pair := range strings.Split(key, "&") {
		name, value, ok := strings.Cut(pair, "=")
		if !ok {
			value = "{" + name + "}"
		}
		p, err := parseTextPattern(value)
		if err != nil || name == "" || strings.ContainsAny(name, "?{}*") || value == "*" {
			return q, fmt.Errorf("query %q: a key is name, name=value or name={capture}, several with & between", key)
		}
		q.params = append(q.params, param{name, p})
	}
	var err error
	q.to, err = parseTarget(to)
	return q, err
}

func (q queryCase) rarity() int {
	n := 0
	for _, p := range q.params {
		n += p.value.rarity
	}
	return n
}

// names are the captures of the case's own key.
func (q queryCase) names() []string {
	var names []string
	for _, p := range q.params {
		names = append(names, p.value.names...)
	}
	return names
}

// arrive adds to a target what the URL carried. c are the captures so far; query
// is encoded, fragment decoded.
func (y *carry) arrive(to string, c captures, query, fragment string) string {
	chosen := false
	if len(y.queries) > 0 && query != "" {
		pairs := parseQuery(query)
		for _, q := range y.queries {
			if full, ok := q.match(c, pairs); ok {
				to, chosen = q.to.expand(full), true
				break
			}
		}
	}
	mapped, away := y.fragment(c, fragment)
	if away {
		return mapped
	}
	path, own, _ := strings.Cut(to, "#")
	if query != "" && !chosen && !y.mapsQuery && !strings.Contains(path, "?") {
		path += "?" + asAsked(query)
	}
	if own == "" {
		own = mapped
	}
	if own != "" {
		path += "#" + own
	}
	return path
}

// asAsked is a query as a browser would have encoded it.
func asAsked(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// match fills in the captures of a query that has all the case's parameters.
func (q queryCase) match(c captures, pairs [][2]string) (captures, bool) {
	full := c.with()
	for _, p := range q.params {
		if !slices.ContainsFunc(pairs, func(pair [2]string) bool { return pair[0] == p.name && p.value.fill(full, pair[1]) }) {
			return nil, false
		}
	}
	return full, true
}

func parseQuery(query string) [][2]string {
	var pairs [][2]string
	for _, pair := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		pairs = append(pairs, [2]string{plus(name), plus(value)})
	}
	return pairs
}

// plus decodes a part of a query.
func plus(s string) string { return decode(strings.ReplaceAll(s, "+", " ")) }

// fragment maps a fragment; away tells that the result is a whole target. One with
// a sentence's punctuation at its end is taken without it.
func (y *carry) fragment(c captures, fragment string) (mapped string, away bool) {
	if fragment == "" || !y.mapsFragment {
		return escapeFragment(fragment), false
	}
	for _, text := range []string{fragment, untail(fragment)} {
		for _, f := range y.fragments {
			full := c.with()
			if f.from.fill(full, text) {
				to := f.to.expand(full)
				if f.away {
					return to, true
				}
				return strings.TrimPrefix(to, "#"), false
			}
		}
	}
	return "", false
}

// targets are all that the carry can lead to, whole targets alone.
func (y *carry) targets() []*target {
	var all []*target
	for _, q := range y.queries {
		all = append(all, q.to)
	}
	for _, f := range y.fragments {
		if f.away {
			all = append(all, f.to)
		}
	}
	return all
}

// names are the captures that the carry's targets use.
func (y *carry) names() []string {
	var names []string
	for _, q := range y.queries {
		names = append(names, q.to.names()...)
	}
	for _, f := range y.fragments {
		names = append(names, f.to.names()...)
	}
	return names
}

// equal tells whether two rules carry the same.
func (y *carry) equal(o *carry) bool { return mustJSON(y.client()) == mustJSON(o.client()) }
