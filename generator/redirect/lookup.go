package redirect

import (
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Answer is what an old URL gets. The zero Answer is that nobody knows the URL.
type Answer struct {
	To     string          `json:"to,omitempty"`    // a URL or path of the site; "" where gone
	Gone   string          `json:"gone,omitempty"`  // what was here
	Since  string          `json:"since,omitempty"` // when it went, as people say it
	See    string          `json:"see,omitempty"`   // where one may look instead
	Source source.Position `json:"source"`          // of the rule or alias
	Stub   bool            `json:"stub"`            // a stub answers, even without JavaScript
	// Forwarder reports that another host answers, of which this site knows no more than
	// what its exports say.
	Forwarder bool `json:"forwarder,omitempty"`
	Mended    bool `json:"mended,omitempty"` // leads to the same path of the same host, without damage
}

// Known reports whether anything answers.
func (a Answer) Known() bool { return a.To != "" || a.Gone != "" }

// Lookup answers an old URL: an encoded path with an optional query and fragment. It
// takes one step: where it leads may be an old path as well ([Map.Check] sees to
// it that it seldom is). A damaged path leads to the same without the damage.
func (m *Map) Lookup(old string) Answer {
	rest, fragment, _ := strings.Cut(old, "#")
	p, query, _ := strings.Cut(rest, "?")
	p, fragment = decode(p), decode(fragment)
	if a := m.lookup(p, query, fragment); a.Known() {
		if !m.hasFiles {
			a.Stub, a.Forwarder = false, true
		}
		return a
	}
	mended := Tidy(p)
	if mended == p {
		return Answer{}
	}
	a := m.lookup(mended, query, fragment)
	if !a.Known() {
		return Answer{}
	}
	return Answer{To: keepAll.complete(escapePath(mended), nil, query, fragment), Source: a.Source, Mended: true}
}

// lookup answers a decoded path without mending it; query is encoded, fragment decoded.
func (m *Map) lookup(p, query, fragment string) Answer {
	if s := m.Stub(p); s != nil {
		a := Answer{Gone: s.Gone, Since: s.Since, See: s.See, Source: s.Source, Stub: s.File != ""}
		if s.Gone == "" {
			a.To = s.maps().complete(s.To, s.captures, query, fragment)
		}
		return a
	}
	parts := split(p)
	for _, r := range m.patterns {
		if !r.pattern.matches(parts) {
			continue
		}
		c := r.pattern.capture(parts)
		if r.isGone() {
			return Answer{Gone: plain(r.Gone, c), Since: r.Since, See: r.see.expand(c), Source: r.Source}
		}
		t, maps := r.patternTarget()
		to := t.expand(c)
		if r.slash && strings.HasSuffix(p, "/") {
			to += "/"
		}
		return Answer{To: maps.complete(to, c, query, fragment), Source: r.Source}
	}
	return Answer{}
}
