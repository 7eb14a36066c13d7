package redirect

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// queryMap is a rule's query = { … }: a target of its own for URLs with some
// parameters, the most particular first. A nil map keeps the query as it is; a map that
// is not nil drops what its cases do not take.
type queryMap []queryCase

// queryCase is one key of a queryMap, with the target for it.
type queryCase struct {
	key    string
	params []param // all of them must be there
	to     *target
}

// param is one parameter of a key.
type param struct {
	name  string // decoded
	value *textPattern
}

// mostParams bounds a key: servers must be told every order of its parameters.
const mostParams = 3

func newQueryMap(targets map[string]string) (queryMap, error) {
	if targets == nil {
		return nil, nil
	}
	m := queryMap{}
	for _, key := range slices.Sorted(maps.Keys(targets)) {
		q, err := newQueryCase(key, targets[key])
		if err != nil {
			return nil, err
		}
		m = append(m, q)
	}
	slices.SortStableFunc(m, func(a, b queryCase) int {
		return cmp.Or(cmp.Compare(len(b.params), len(a.params)), cmp.Compare(b.rarity(), a.rarity()))
	})
	return m, nil
}

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
	if q.to, err = parseTarget(to); err == nil && len(q.params) > mostParams {
		err = fmt.Errorf("query %q: a key has %d parameters at most", key, mostParams)
	}
	return q, err
}

// rarity is how particular the case is: of two that match, the rarer one answers.
func (q queryCase) rarity() int {
	n := 0
	for _, p := range q.params {
		n += p.value.rarity
	}
	return n
}

// names returns the captures of the case's key.
func (q queryCase) names() []string {
	var names []string
	for _, p := range q.params {
		names = append(names, p.value.names...)
	}
	return names
}

// match returns c with the captures of a query, and reports whether the query has all of
// the case's parameters.
func (q queryCase) match(c captures, pairs []queryPair) (captures, bool) {
	full := c.with()
	for _, p := range q.params {
		isParam := func(pair queryPair) bool { return pair.name == p.name && p.value.fill(full, pair.value) }
		if !slices.ContainsFunc(pairs, isParam) {
			return nil, false
		}
	}
	return full, true
}

// find returns the target for an encoded query, and reports whether a case matches. c are
// the captures of the path.
func (m queryMap) find(c captures, query string) (to string, ok bool) {
	if len(m) == 0 || query == "" {
		return "", false
	}
	pairs := parseQuery(query)
	for _, q := range m {
		if full, ok := q.match(c, pairs); ok {
			return q.to.expand(full), true
		}
	}
	return "", false
}

// queryPair is one name=value of a URL's query, decoded.
type queryPair struct{ name, value string }

func parseQuery(query string) []queryPair {
	var pairs []queryPair
	for _, pair := range strings.Split(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		pairs = append(pairs, queryPair{decodeParam(name), decodeParam(value)})
	}
	return pairs
}
