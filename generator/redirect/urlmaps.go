package redirect

import "strings"

// urlMaps are a rule's maps of what an old URL has behind its path.
type urlMaps struct {
	query    queryMap
	fragment fragmentMap
}

var (
	keepAll = &urlMaps{}                                           // where a rule has no maps
	dropAll = &urlMaps{query: queryMap{}, fragment: fragmentMap{}} // where a table lacks a row
)

// complete adds to a target the query and fragment of a URL: those that its maps make of
// the URL's, or the URL's own where there is no map and the target has none itself. c
// are the captures of the path; query is encoded, fragment decoded.
func (m *urlMaps) complete(to string, c captures, query, fragment string) string {
	byQuery, found := m.query.find(c, query)
	if found {
		to = byQuery
	}
	mapped, isTarget := m.fragment.find(c, fragment)
	if isTarget {
		return mapped
	}
	path, targetFragment, _ := strings.Cut(to, "#")
	if query != "" && !found && m.query == nil && !strings.Contains(path, "?") {
		path += "?" + escapeQuery(query)
	}
	if targetFragment == "" {
		targetFragment = mapped
	}
	if targetFragment != "" {
		path += "#" + targetFragment
	}
	return path
}

// targets returns all that the maps can lead to, without the fragments that stay on the
// rule's own target.
func (m *urlMaps) targets() []*target {
	var all []*target
	for _, q := range m.query {
		all = append(all, q.to)
	}
	for _, f := range m.fragment {
		if f.isTarget {
			all = append(all, f.to)
		}
	}
	return all
}

// names returns the captures that the maps' targets use.
func (m *urlMaps) names() []string {
	var names []string
	for _, q := range m.query {
		names = append(names, q.to.names()...)
	}
	for _, f := range m.fragment {
		names = append(names, f.to.names()...)
	}
	return names
}

// equal reports whether two rules' maps do the same.
func (m *urlMaps) equal(o *urlMaps) bool {
	return mustJSON(m.forResolver()) == mustJSON(o.forResolver())
}

// resolverMaps are urlMaps as resolver.js reads them. Pairs of key and target keep the
// order in which they are tried; without a list the query or fragment is kept, an empty
// list drops it.
type resolverMaps struct {
	Query    [][2]string `json:"query,omitzero"`
	Fragment [][2]string `json:"fragment,omitzero"`
}

func (m *urlMaps) forResolver() (r resolverMaps) {
	if m.query != nil {
		r.Query = [][2]string{}
		for _, q := range m.query {
			r.Query = append(r.Query, [2]string{q.key, q.to.text})
		}
	}
	if m.fragment != nil {
		r.Fragment = [][2]string{}
		for _, f := range m.fragment {
			r.Fragment = append(r.Fragment, [2]string{f.key, f.to.text})
		}
	}
	return r
}
