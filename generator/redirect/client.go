package redirect

import (
	_ "embed"
	"html"
	"strings"
)

// resolver is the script, shared by all stubs and 404.html.
//
//go:embed resolver.js
var resolver string

// clientRule is a rule as resolver.js reads it. Pairs keep the order in which keys
// are tried; null keeps a query or fragment, [] drops it.
type clientRule struct {
	From     string      `json:"from,omitempty"`
	To       string      `json:"to,omitempty"`
	Gone     string      `json:"gone,omitempty"`
	Since    string      `json:"since,omitempty"`
	See      string      `json:"see,omitempty"`
	Query    [][2]string `json:"query,omitzero"`
	Fragment [][2]string `json:"fragment,omitzero"`
}

func (y *carry) client(r *clientRule) {
	if y.mapsQuery {
		r.Query = [][2]string{}
		for _, q := range y.queries {
			r.Query = append(r.Query, [2]string{q.key, q.to.text})
		}
	}
	if y.mapsFragment {
		r.Fragment = [][2]string{}
		for _, f := range y.fragments {
			r.Fragment = append(r.Fragment, [2]string{f.key, f.to.text})
		}
	}
}

// Script returns the resolver with the maps of query and fragment that stubs refer
// to.
func (m *Map) Script() []byte {
	carries := map[string]clientRule{}
	for _, s := range m.stubs {
		if s.rule != nil && !s.missing {
			var c clientRule
			s.carry().client(&c)
			carries[s.rule.From] = c
		}
	}
	return []byte(strings.Replace(resolver, "var carries = {};", "var carries = "+mustJSON(carries)+";", 1))
}

// Patterns returns the rules without stubs as JSON, the most particular first, for
// 404.html.
func (m *Map) Patterns() string {
	rules := []clientRule{}
	for _, r := range m.patterns {
		c := clientRule{From: r.From, To: r.to.String(), Gone: r.Gone, Since: r.Since, See: r.see.String()}
		if r.table != nil {
			c = clientRule{From: r.From, To: r.missing.String(), Query: [][2]string{}, Fragment: [][2]string{}}
		} else {
			r.carry.client(&c)
		}
		rules = append(rules, c)
	}
	return mustJSON(rules)
}

// Resolver returns the script element for 404.html.
func (m *Map) Resolver(site Site) string {
	return `<script src="` + html.EscapeString(site.ScriptURL) + `" data-base="` + html.EscapeString(site.Base) +
		`" data-rules="` + html.EscapeString(m.Patterns()) + `"></script>`
}
