package redirect

import (
	_ "embed"
	"encoding/json"
	"html"
	"strings"
)

// Script is the resolver, shared by all stubs and 404.html.
//
//go:embed resolver.js
var Script []byte

// Site is what stubs know of the site that they stand in.
type Site struct {
	Base      string // path below which the site is mounted, "" at the root
	Origin    string // scheme and host, for canonical links; may be ""
	ScriptURL string
}

// HTML returns the stub's file. Each part serves another reader: the canonical
// link search engines, the refresh those without scripts, the script, which reads
// the refresh's target, browsers, who keep query and fragment, the link people.
// There are tens of thousands: it is short.
func (s *Stub) HTML(site Site) []byte {
	to := s.To
	canonical := to
	if strings.HasPrefix(to, "/") {
		to = site.Base + to
		canonical = site.Origin + to
	}
	t := html.EscapeString(to)
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title><link rel="canonical" href="` + html.EscapeString(canonical) + `">`)
	b.WriteString(`<meta http-equiv="refresh" content="0; url=` + t + `"><script src="` + html.EscapeString(site.ScriptURL) + `" data-stub`)
	if len(s.Query) > 0 {
		queries := map[string]string{}
		for key, to := range s.Query {
			if strings.HasPrefix(to, "/") {
				to = site.Base + to
			}
			queries[key] = to
		}
		b.WriteString(" data-query='" + singleQuoted.Replace(mustJSON(queries)) + "'")
	}
	if s.Fragment != nil {
		b.WriteString(" data-fragment='" + singleQuoted.Replace(mustJSON(s.Fragment)) + "'")
	}
	b.WriteString(`></script><p><a href="` + t + `">This page has moved.</a></html>` + "\n")
	return []byte(b.String())
}

// singleQuoted escapes JSON for an attribute in single quotes.
var singleQuoted = strings.NewReplacer("&", "&amp;", "'", "&#39;", "<", "&lt;")

func mustJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps of strings
	}
	return string(data)
}

// clientRule is a pattern as resolver.js reads it.
type clientRule struct {
	From     string            `json:"from"`
	To       string            `json:"to,omitempty"`
	Missing  string            `json:"missing,omitempty"`
	Gone     string            `json:"gone,omitempty"`
	Query    map[string]string `json:"query,omitempty"`
	Fragment map[string]string `json:"fragment"` // null keeps a fragment, {} drops it
}

// Patterns returns the rules without a stub as JSON, in the order of their
// particularity, for 404.html.
func (m *Map) Patterns() string {
	rules := []clientRule{}
	for _, r := range m.patterns {
		c := clientRule{From: r.From, To: r.To, Gone: r.Gone, Query: r.Query, Fragment: r.Fragment}
		if r.table != nil {
			c = clientRule{From: r.From, Missing: r.Missing, Gone: r.Gone}
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
