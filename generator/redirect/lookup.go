package redirect

import (
	"net/url"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Answer is what an old URL gets.
type Answer struct {
	To     string // where it leads, with query and fragment; "" where gone or unknown
	Gone   string // what is told of it
	Source source.Position
	Stub   bool // by a file of its own, without JavaScript
}

// Known tells whether anything answers.
func (a Answer) Known() bool { return a.To != "" || a.Gone != "" }

// Lookup answers an old URL: a path with an optional query and fragment.
func (m *Map) Lookup(old string) Answer {
	p, fragment, _ := strings.Cut(old, "#")
	p, query, _ := strings.Cut(p, "?")
	p = decode(p)
	fragment = decode(fragment)
	if s := m.Stub(p); s != nil {
		if s.Gone != "" {
			return Answer{Gone: s.Gone, Source: s.Source, Stub: true}
		}
		return Answer{To: arrive(s.To, s.Query, s.Fragment, query, fragment), Source: s.Source, Stub: true}
	}
	for _, r := range m.patterns {
		c, ok := r.pattern.match(p)
		if !ok {
			continue
		}
		switch {
		case r.Gone != "":
			return Answer{Gone: r.Gone, Source: r.Source}
		case r.table != nil:
			return Answer{To: expand(r.Missing, c), Source: r.Source}
		}
		queries := map[string]string{}
		for key, to := range r.Query {
			queries[key] = expand(to, c)
		}
		return Answer{To: arrive(expand(r.To, c), queries, r.Fragment, query, fragment), Source: r.Source}
	}
	return Answer{}
}

// arrive adds what the URL carried to a target: a query that has a target of its
// own chooses it, any other is kept unless the target has one; the fragment is
// mapped, or kept unless the target has one.
func arrive(to string, queries, fragments map[string]string, query, fragment string) string {
	chosen := false
	for _, pair := range strings.Split(query, "&") {
		key, value, _ := strings.Cut(pair, "=")
		if target, ok := queries[key]; ok && value != "" {
			if decoded, err := url.QueryUnescape(value); err == nil {
				value = decoded
			}
			to, chosen = expand(target, captures{key: value}), true
			break
		}
	}
	target, own, _ := strings.Cut(to, "#")
	if query != "" && !chosen && !strings.Contains(target, "?") {
		target += "?" + query
	}
	if mapped := mapFragment(fragments, fragment); mapped != "" && own == "" {
		own = mapped
		if fragments == nil {
			own = escapeFragment(mapped)
		}
	}
	if own != "" {
		target += "#" + own
	}
	return target
}

// escapeFragment encodes as encodeURI does.
func escapeFragment(s string) string { return uriMarks.Replace(escapeComponent(s)) }

var uriMarks = strings.NewReplacer("%2F", "/", "%3A", ":", "%3F", "?", "%40", "@", "%26", "&", "%3D", "=", "%2B", "+", "%24", "$", "%2C", ",", "%3B", ";", "%23", "#")
