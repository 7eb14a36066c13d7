package redirect

import (
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Check finds redirects that do not arrive: to a path of the site that is not
// there or lacks the fragment, or that is itself redirected. stands tells whether
// a path of the site, with its fragment, is a page or file; near suggests one
// that is.
//
// Two steps are allowed in three cases, where one cannot know: from another host to a
// path whose rule maps fragments, which only a browser sees; where a URL's query or
// fragment fills in an old path, /trac/query?id=5; and from a pattern to a path
// that a table answers. A loop never is.
//
// A target that names one of the hosts in full would hide from all this: ours are
// the site's own.
func (m *Map) Check(stands func(path string) (ok bool), near func(path string) string, ours ...string) source.List {
	c := &checker{Map: m, stands: stands, near: near, ours: append(ours, m.Hosts()...), seen: map[string]bool{}, told: map[source.Position]int{}}
	c.check(m, "")
	for _, group := range m.HostGroups() {
		c.check(m.hosts[group[0]], "//"+group[0])
	}
	c.list.Sort()
	return c.list
}

type checker struct {
	*Map
	stands func(string) bool
	near   func(string) string
	ours   []string
	seen   map[string]bool // a table's common targets are told once
	told   map[source.Position]int
	list   source.List
}

// leg is one redirect to prove.
type leg struct {
	from, to string
	rule     *Rule  // nil of an alias
	key      string // of the rule
	alias    source.Position
	through  bool // may lead to another redirect
	sampled  bool // captures are made up: what it leads to need not be there
}

// check looks at all that a host's map can lead to. host is "" for the site's own.
func (c *checker) check(m *Map, host string) {
	for _, s := range m.Stubs() {
		key := s.Source.String() + " "
		toKey := "to"
		if s.missing {
			toKey = "missing"
		}
		for _, l := range []leg{{to: s.To, key: toKey}, {to: s.See, key: "see"}} {
			if l.to != "" && (l.to[0] == '/' || c.isOurs(l.to)) && !c.seen[key+l.to] {
				c.seen[key+l.to] = true
				l.from, l.rule, l.alias, l.through = host+s.Path, s.of, s.Source, host != "" && c.mapsFragments(l.to)
				c.prove(l)
			}
		}
		if s.rule != nil && !s.missing && len(s.rule.carry.targets()) > 0 && !c.seen[key] {
			c.seen[key] = true
			c.carry(s.rule, host+s.Path, s.captures)
		}
	}
	for _, r := range m.patterns {
		sample := r.sample()
		l := leg{from: host + r.pattern.fill(sample), rule: r}
		for _, way := range []struct {
			key string
			t   *target
		}{{"to", r.to}, {"missing", r.missing}, {"see", r.see}} {
			if t := way.t; t != nil && !(t == r.to && r.table != nil) {
				l.key, l.to, l.sampled = way.key, t.expand(sample), len(t.names()) > 0
				l.through = host != "" && c.mapsFragments(l.to) || l.sampled && c.needsTable(l.to)
				c.prove(l)
			}
		}
		if r.table == nil {
			c.carry(r, l.from, sample)
		}
	}
}

// needsTable tells whether only a table knows what answers a path.
func (c *checker) needsTable(to string) bool {
	s := c.Stub(decode(to))
	return s != nil && s.rank == tableRank
}

// mapsFragments tells whether a path's rule needs the browser's fragment.
func (c *checker) mapsFragments(to string) bool {
	p := decode(to)
	if s := c.Stub(p); s != nil {
		return len(s.carry().fragments) > 0
	}
	for _, r := range c.patterns {
		if r.pattern.matches(split(p)) {
			return len(r.carry.fragments) > 0
		}
	}
	return false
}

// carry looks at where query and fragment lead.
func (c *checker) carry(r *Rule, from string, got captures) {
	try := func(key string, t *target, values ...*textPattern) {
		full := got.with()
		l := leg{from: from, rule: r, key: key}
		for _, v := range values {
			for _, name := range v.names {
				full[name] = "1"
				l.through = l.through || slices.Contains(t.names(), name)
			}
		}
		l.to, l.sampled = t.expand(full), l.through || len(t.names()) > 0 && !r.pattern.isExact()
		l.through = l.through || len(t.names()) > 0 && c.needsTable(l.to)
		c.prove(l)
	}
	for _, q := range r.carry.queries {
		var values []*textPattern
		for _, p := range q.params {
			values = append(values, p.value)
		}
		try("query", q.to, values...)
	}
	for _, f := range r.carry.fragments {
		if f.away {
			try("fragment", f.to, f.from)
		}
	}
}

// sample are captures to try a pattern with.
func (r *Rule) sample() captures {
	c := captures{}
	for _, s := range r.pattern.segments {
		switch s.kind {
		case digits:
			c[s.name] = "1"
		case one, rest:
			c[s.name] = "x"
		}
	}
	return c
}

func (c *checker) prove(l leg) {
	if c.isOurs(l.to) {
		c.complain(l, "write the path alone, which is proven to arrive", "%s redirects to %s, which is of this site or of a host with rules", l.from, l.to)
		return
	}
	if !strings.HasPrefix(l.to, "/") || c.stands(l.to) {
		return
	}
	path, _, _ := strings.Cut(l.to, "#")
	path, _, _ = strings.Cut(path, "?")
	next := c.Lookup(l.to)
	switch {
	case clean(decode(path)) == l.from:
		c.complain(l, "", "%s redirects to itself", l.from)
	case c.loop(l.to) != "":
		c.complain(l, "", "%s redirects in a loop: %s", l.from, c.loop(l.to))
	case next.Known() && l.through:
	case next.Gone != "" && !l.sampled:
		c.complain(l, "", "%s redirects to %s, which is gone (%s)", l.from, l.to, next.Source)
	case next.To != "":
		c.complain(l, "", "%s redirects to %s, which is redirected in turn (%s)", l.from, l.to, next.Source)
	case !l.sampled:
		hint := c.near(l.to)
		if hint != "" {
			hint = "did you mean \"" + hint + "\"?"
		}
		c.complain(l, hint, "%s redirects to %s, which is not there", l.from, l.to)
	}
}

// isOurs tells whether a target is a full URL of one of our hosts.
func (c *checker) isOurs(to string) bool {
	u, err := url.Parse(to)
	return err == nil && u.Host != "" && slices.Contains(c.ours, strings.ToLower(u.Hostname()))
}

// farthest is how many steps any redirect may take before it is taken for a loop.
const farthest = 4

// loop follows redirects within the site, and returns the way if it does not end.
func (c *checker) loop(to string) string {
	way := []string{to}
	for range farthest {
		if !strings.HasPrefix(to, "/") || c.stands(to) {
			return ""
		}
		if to = c.Lookup(to).To; to == "" {
			return ""
		}
		again := slices.ContainsFunc(way, func(p string) bool { return clean(p) == clean(to) })
		if way = append(way, to); again {
			break
		}
	}
	return strings.Join(way, " → ")
}

// mostOfOne is how many complaints of one kind a rule makes.
const mostOfOne = 5

func (c *checker) complain(l leg, hint, format string, args ...any) {
	d := source.Errorf(format, args...)
	d.Position = l.alias
	if l.rule != nil {
		d = l.rule.errorf(l.key, format, args...)
	}
	d.Hint = hint
	c.told[d.Position]++
	switch n := c.told[d.Position]; {
	case n < mostOfOne || l.rule == nil:
		c.list = append(c.list, d)
	case n == mostOfOne:
		c.list = append(c.list, d.WithHint("there are more of this rule's"))
	}
}
