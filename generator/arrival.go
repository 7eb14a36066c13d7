package generator

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/evidence"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// Outcome is how an old URL ends.
type Outcome string

// The outcomes. All but Nothing and Foreign are arrivals.
const (
	Here    Outcome = "here"    // a page or file of the site
	Away    Outcome = "away"    // another site
	Gone    Outcome = "gone"    // a page that says what was here
	Nothing Outcome = "nothing" // the 404 page
	Foreign Outcome = "foreign" // a host that the site does not answer for
)

// Arrival is where an old URL leads, and by what way.
type Arrival struct {
	Outcome Outcome           `json:"outcome"`
	At      string            `json:"at,omitempty"` // the path or URL where it ends
	Steps   []redirect.Answer `json:"steps,omitempty"`
}

// Arrived tells whether anything answers.
func (a Arrival) Arrived() bool { return a.Outcome != Nothing && a.Outcome != Foreign }

// mostSteps is how many redirects are followed; the check of the map refuses loops.
const mostSteps = 5

// Follow tells where an old URL leads.
func (s *Site) Follow(u evidence.URL) Arrival {
	m := s.Redirects
	if other := cmp.Or(m.Host(u.Host), m.Host("www."+u.Host)); other != nil {
		m = other
	} else if !s.ours(u.Host) {
		return Arrival{Outcome: Foreign}
	}
	var a Arrival
	at := s.unbased(u.PathQueryFragment())
	for range mostSteps {
		if m == s.Redirects && s.stands(at) {
			a.Outcome, a.At = Here, at
			return a
		}
		next := m.Lookup(at)
		if !next.Known() {
			if mended := redirect.Tidy(decoded(at)); m == s.Redirects && s.stands(mended) {
				a.Outcome, a.At = Here, mended
			} else {
				a.Outcome, a.At = Nothing, at
			}
			return a
		}
		a.Steps = append(a.Steps, next)
		switch {
		case next.Gone != "":
			a.Outcome, a.At = Gone, at
			return a
		case !strings.HasPrefix(next.To, "/"):
			a.Outcome, a.At = Away, next.To
			return a
		}
		if at = next.To; !next.Mended {
			m = s.Redirects
		}
	}
	a.Outcome, a.At = Nothing, at
	return a
}

// ours tells whether the site answers for a host: its own, and those of the old
// Trac; any, if site.toml names none of the latter.
func (s *Site) ours(host string) bool {
	return host == "" || len(s.Hosts) == 0 ||
		slices.ContainsFunc(s.hosts(), func(h string) bool { return strings.TrimPrefix(h, "www.") == host })
}

// unbased drops the path at which the site is mounted.
func (s *Site) unbased(p string) string {
	if rest, ok := strings.CutPrefix(p, s.base); ok && strings.HasPrefix(rest, "/") {
		return rest
	}
	return p
}

// stands tells whether a page or file, no stub, is at a path.
func (s *Site) stands(p string) bool {
	output, ok := s.file(decoded(p))
	return ok && s.outputs[output].stub == nil
}

// lostRedirects finds redirects that do not arrive, as far as one can tell without
// rendering: fragments are the check's to prove.
func (s *Site) lostRedirects() source.List {
	return s.Redirects.Check(s.stands, s.nearestPage(), s.hosts()...)
}

// StandsAnywhere tells whether a page, file or stub is at a path that matches.
func (s *Site) StandsAnywhere(matches func(path string) bool) bool {
	return slices.ContainsFunc(s.paths, func(p string) bool { return matches("/" + strings.TrimSuffix(p, "/index.html")) })
}

// decoded is the path of a URL without query and fragment.
func decoded(p string) string {
	p, _, _ = strings.Cut(p, "#")
	p, _, _ = strings.Cut(p, "?")
	if d, err := url.PathUnescape(p); err == nil {
		return d
	}
	return p
}

// Answers tells whether an old URL is answered.
func (s *Site) Answers(old string) bool {
	u, ok := evidence.Parse(old)
	return ok && s.Follow(u).Arrived()
}
