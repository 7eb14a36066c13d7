package check

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/redirect"
)

// Coverage is the share of old URLs that arrive, by distinct URLs and by hits. It
// remembers no URL but a few of those that do not arrive, so that a log of any
// length fits.
type Coverage struct {
	URLs Tally `json:"urls"`
	Hits Tally `json:"hits"`
	// OtherHosts counts URLs by host that the site does not answer for.
	OtherHosts map[string]int `json:"other_hosts,omitempty"`

	files  *output.Files
	seed   maphash.Seed
	seen   map[uint64]Outcome
	misses map[string]*Miss
}

// Tally counts outcomes.
type Tally struct {
	All       int `json:"all"`
	Here      int `json:"here"`
	Away      int `json:"away"`
	Gone      int `json:"gone"`
	Nothing   int `json:"nothing"`
	OtherHost int `json:"other_host"`
}

func (t *Tally) add(o Outcome, n int) {
	t.All += n
	switch o {
	case Here:
		t.Here += n
	case Away:
		t.Away += n
	case Gone:
		t.Gone += n
	case Nothing:
		t.Nothing += n
	case OtherHost:
		t.OtherHost += n
	}
}

// Share is how many of the site's own URLs arrive, of 1; of none, all do.
func (t Tally) Share() float64 {
	if ours := t.All - t.OtherHost; ours > 0 {
		return float64(ours-t.Nothing) / float64(ours)
	}
	return 1
}

// Miss is a group of URLs that nothing answers.
type Miss struct {
	Under    string   `json:"under"` // what their paths begin with
	URLs     int      `json:"urls"`
	Hits     int      `json:"hits"`
	Examples []string `json:"examples"`

	whole      bool // the path ends there
	numbers    bool // what follows is one number each
	everything bool // something else follows
}

// NewCoverage begins to count.
func NewCoverage(files *output.Files) *Coverage {
	return &Coverage{
		files: files, seed: maphash.MakeSeed(), seen: map[uint64]Outcome{}, misses: map[string]*Miss{},
		OtherHosts: map[string]int{},
	}
}

// Add counts one request for an old URL and tells how it ends. What is no URL is
// counted as nothing.
func (c *Coverage) Add(raw []byte) Outcome {
	key := maphash.Bytes(c.seed, raw)
	outcome, again := c.seen[key]
	if !again {
		u, ok := oldurls.Parse(string(raw))
		outcome = Nothing
		if ok {
			outcome = Follow(c.files, u).Outcome
		}
		c.seen[key] = outcome
		c.URLs.add(outcome, 1)
		if _, known := c.OtherHosts[u.Host]; outcome == OtherHost && (known || len(c.OtherHosts) < mostGroups) {
			c.OtherHosts[u.Host]++
		}
	}
	c.Hits.add(outcome, 1)
	if outcome == Nothing {
		c.miss(string(raw), again)
	}
	return outcome
}

// mostGroups bounds what is remembered of misses.
const mostGroups = 20000

func (c *Coverage) miss(raw string, again bool) {
	u, ok := oldurls.Parse(raw)
	if !ok {
		u.Path = raw
	}
	under, rest := group(redirect.Tidy(decoded(u.Path)))
	under = printable(under)
	if c.files.Site.Redirects.Host(u.Host) != nil && len(Follow(c.files, u).Steps) == 0 {
		under = "//" + u.Host + under
	}
	m := c.misses[under]
	if m == nil {
		if len(c.misses) == mostGroups {
			under = "/"
		}
		if m = c.misses[under]; m == nil {
			m = &Miss{Under: under}
			c.misses[under] = m
		}
	}
	m.Hits++
	if again {
		return
	}
	m.URLs++
	if len(m.Examples) < 3 {
		m.Examples = append(m.Examples, printable(raw))
	}
	switch {
	case len(rest) == 0:
		m.whole = true
	case len(rest) == 1 && isNumber(rest[0]):
		m.numbers = true
	default:
		m.everything = true
	}
}

// printable cuts what strangers wrote, and what a terminal would obey.
func printable(s string) string {
	const most = 300
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '\uFFFD'
		}
		return r
	}, s)
}

// group is the part of Trac's URL space, or of another site's, that a path is in:
// its first two segments, up to a number.
func group(path string) (under string, rest []string) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	n := 0
	for n < min(2, len(parts)) && !isNumber(parts[n]) {
		n++
	}
	return "/" + strings.Join(parts[:n], "/"), parts[n:]
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// Misses returns the groups, the worst first.
func (c *Coverage) Misses() []Miss {
	list := make([]Miss, 0, len(c.misses))
	for _, m := range c.misses {
		list = append(list, *m)
	}
	slices.SortFunc(list, func(a, b Miss) int {
		return cmp.Or(cmp.Compare(b.Hits, a.Hits), cmp.Compare(b.URLs, a.URLs), strings.Compare(a.Under, b.Under))
	})
	return list
}

// Froms are the paths of rules that would answer the group.
func (m Miss) Froms() []string {
	base := strings.TrimSuffix(m.Under, "/")
	if host, ok := strings.CutPrefix(base, "//"); ok {
		_, after, _ := strings.Cut(host, "/")
		base = "/" + after
	}
	var froms []string
	if m.whole {
		froms = append(froms, cmp.Or(escapeFrom(base), "/"))
	}
	if m.everything {
		return append(froms, escapeFrom(base)+"/{path...}")
	}
	if m.numbers {
		froms = append(froms, escapeFrom(base)+"/{id:int}")
	}
	return froms
}

var fromEscapes = strings.NewReplacer(
	"%", "%25", "?", "%3F", "#", "%23", "{", "%7B", "}", "%7D", "*", "%2A", `\`, "%5C")

// escapeFrom encodes what a rule's from cannot hold as it is.
func escapeFrom(p string) string {
	return fromEscapes.Replace(p)
}
