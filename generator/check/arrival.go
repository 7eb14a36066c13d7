package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/site"
)

// Outcome is how an old URL ends.
type Outcome string

// The outcomes. All but Nothing and OtherHost are arrivals.
const (
	Here      Outcome = "here"       // a page or file of the site
	Away      Outcome = "away"       // another site
	Gone      Outcome = "gone"       // a page that says what was here
	Nothing   Outcome = "nothing"    // the 404 page
	OtherHost Outcome = "other host" // a host that the site does not answer for
)

// Arrival is where an old URL leads, and by what way.
type Arrival struct {
	Outcome Outcome           `json:"outcome"`
	At      string            `json:"at,omitempty"` // the path or URL where it ends
	Steps   []redirect.Answer `json:"steps,omitempty"`
}

// HasArrived reports whether anything answers.
func (a Arrival) HasArrived() bool { return a.Outcome != Nothing && a.Outcome != OtherHost }

// String returns the way for people, a line a step and where it is written.
func (a Arrival) String() string {
	var b strings.Builder
	for _, step := range a.Steps {
		writeStep(&b, step)
	}
	switch {
	case a.Outcome == Here && len(a.Steps) == 0:
		b.WriteString("    is part of the site\n")
	case a.Outcome == Nothing:
		b.WriteString("    nothing answers: the 404 page\n")
	case a.Outcome == OtherHost:
		b.WriteString("    is of a host that this site does not answer for\n")
	}
	return b.String()
}

func writeStep(b *strings.Builder, step redirect.Answer) {
	how := "by 404.html, "
	switch {
	case step.Stub:
		how = ""
	case step.Forwarder:
		how = "by that host's forwarder, "
	}
	if step.Gone == "" {
		fmt.Fprintf(b, "    %s\n        %s%s\n", step.To, how, step.Source)
		return
	}
	fmt.Fprintf(b, "    gone: %s\n", step.Gone)
	if step.Since != "" {
		fmt.Fprintf(b, "    since: %s\n", step.Since)
	}
	if step.See != "" {
		fmt.Fprintf(b, "    see: %s\n", step.See)
	}
	fmt.Fprintf(b, "        %s%s\n", how, step.Source)
}

// mostSteps is how many redirects are followed; the check of the map refuses loops.
const mostSteps = 5

// Follow returns where an old URL leads.
func Follow(files *output.Files, u oldurls.URL) Arrival {
	siteMap := files.Site.Redirects
	m := siteMap
	if other := cmp.Or(m.Host(u.Host), m.Host("www."+u.Host)); other != nil {
		m = other
	} else if !isOurs(files.Site.Settings, u.Host) {
		return Arrival{Outcome: OtherHost}
	}
	var a Arrival
	at := withoutMount(files.Site.Settings.Mount, u.PathQueryFragment())
	for range mostSteps {
		if m == siteMap && isThere(files, at) {
			a.Outcome, a.At = Here, at
			return a
		}
		next := m.Lookup(at)
		if !next.Known() {
			if mended := redirect.Tidy(decoded(at)); m == siteMap && isThere(files, mended) {
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
			m = siteMap
		}
	}
	a.Outcome, a.At = Nothing, at
	return a
}

// isOurs reports whether the site answers for a host: its own, and those of the old Trac; any,
// if site.toml names none of the latter.
func isOurs(s site.Settings, host string) bool {
	return host == "" || len(s.Hosts) == 0 ||
		slices.ContainsFunc(s.AnsweredHosts(), func(h string) bool { return strings.TrimPrefix(h, "www.") == host })
}

// withoutMount drops the path at which the site is mounted, where there is one.
func withoutMount(mount page.Mount, p string) string {
	if rest, ok := mount.Cut(p); ok {
		return rest
	}
	return p
}

// IsAnywhere reports whether a page, file or stub is at a path that matches.
func IsAnywhere(files *output.Files, matches func(path string) bool) bool {
	return slices.ContainsFunc(files.Paths(), func(p string) bool {
		return matches("/" + strings.TrimSuffix(p, "/index.html"))
	})
}

// Answers reports whether an old URL is answered.
func Answers(files *output.Files, old string) bool {
	u, ok := oldurls.Parse(old)
	return ok && Follow(files, u).HasArrived()
}
