package redirect

import (
	"maps"
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

	general *Rule // that answers this path among others, or nil
}

// General returns the rule, as it is written, that answers not this path by its own name but as
// one of many: by a pattern, a range, or what it says of rows that are missing. It is "" where an
// alias, an exact rule or a row of a table answers. Two maps that have the same rule return the same.
func (a Answer) General() string {
	if a.general == nil {
		return ""
	}
	r := a.general
	return mustJSON([]any{r.Hosts, r.From, r.To, r.Missing, r.Range, r.Gone, r.See, r.Query, r.Fragment})
}

// GeneralRules returns all that [Answer.General] can return, of other hosts' maps as well.
func (m *Map) GeneralRules() map[string]bool {
	rules := map[*Rule]bool{}
	for _, r := range m.patterns {
		rules[r] = !r.pattern.isExact()
	}
	for _, s := range m.stubs { // many of one rule
		if r := s.general(); r != nil {
			rules[r] = true
		}
	}
	texts := map[string]bool{}
	for r, isGeneral := range rules {
		if isGeneral {
			texts[Answer{general: r}.General()] = true
		}
	}
	for _, host := range m.hosts {
		maps.Copy(texts, host.GeneralRules())
	}
	return texts
}

// general returns the rule that answers the stub's path as one of many, or nil.
func (s *Stub) general() *Rule {
	if s.rank == tableRank && s.line == 0 {
		return s.rule
	}
	return nil
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
		a := Answer{Gone: s.Gone, Since: s.Since, See: s.See, Source: s.Source, Stub: s.File != "",
			general: s.general()}
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
		c, general := r.pattern.capture(parts), r
		if r.pattern.isExact() {
			general = nil
		}
		if r.isGone() {
			return Answer{Gone: plain(r.Gone, c), Since: r.Since, See: r.see.expand(c), Source: r.Source,
				general: general}
		}
		t, urlMaps := r.patternTarget()
		to := t.expand(c)
		if r.slash && strings.HasSuffix(p, "/") {
			to += "/"
		}
		return Answer{To: urlMaps.complete(to, c, query, fragment), Source: r.Source, general: general}
	}
	return Answer{}
}
