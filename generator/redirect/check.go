package redirect

import (
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Check finds redirects that do not arrive: to a path of the site that is not
// there or lacks the fragment, or that is itself redirected. exists reports whether
// a path of the site, with its fragment, is a page or file; nearest suggests one
// that is.
//
// Two steps are allowed in three cases, where one cannot know: from another host to a
// path whose rule maps fragments, which only a browser sees; where a URL's query or
// fragment fills in an old path, /trac/query?id=5; and from a pattern to a path
// that a table answers. A loop never is.
//
// A target that names one of the hosts in full would hide from all this, and is an error:
// siteHosts are those at which the site itself is.
func (m *Map) Check(exists func(path string) bool, nearest func(path string) string, siteHosts ...string) source.List {
	c := &checker{
		site: m, exists: exists, nearest: nearest, hosts: append(siteHosts, m.Hosts()...),
		seen: map[string]bool{}, complaints: map[source.Position]int{},
	}
	c.check(m, "")
	for _, group := range m.HostGroups() {
		c.check(m.hosts[group[0]], "//"+group[0])
	}
	c.list.Sort()
	return c.list
}

// checker holds what one Check has found.
type checker struct {
	site       *Map
	exists     func(string) bool
	nearest    func(string) string
	hosts      []string        // whose URLs are paths of the site, or of a host with rules
	seen       map[string]bool // a table's rows have targets in common: each is proven once
	complaints map[source.Position]int
	list       source.List
}

// step is one redirect to prove.
type step struct {
	from, to string
	rule     *Rule  // nil of an alias
	key      string // of the rule
	alias    source.Position
	mayChain bool // may lead to another redirect
	sampled  bool // its captures are examples: what it leads to need not be there
}

// check looks at all that a host's map can lead to. host is "" for the site's own.
func (c *checker) check(m *Map, host string) {
	for _, stub := range m.Stubs() {
		c.checkStub(stub, host)
	}
	for _, r := range m.patterns {
		c.checkPattern(r, host)
	}
}

func (c *checker) checkStub(stub *Stub, host string) {
	from, key := host+stub.Path, stub.Source.String()+" "
	toKey := "to"
	if stub.missing {
		toKey = "missing"
	}
	for _, s := range []step{{to: stub.To, key: toKey}, {to: stub.See, key: "see"}} {
		if s.to != "" && (s.to[0] == '/' || c.namesHost(s.to)) && !c.seen[key+s.to] {
			c.seen[key+s.to] = true
			s.from, s.rule, s.alias = from, stub.rule, stub.Source
			s.mayChain = host != "" && c.mapsFragments(s.to)
			c.prove(s)
		}
	}
	if r := stub.mapper; r != nil && !stub.missing && len(r.maps.targets()) > 0 && !c.seen[key] {
		c.seen[key] = true
		c.checkMaps(r, from, stub.captures)
	}
}

func (c *checker) checkPattern(r *Rule, host string) {
	sample := r.sample()
	from := host + r.pattern.fill(sample)
	for _, way := range []struct {
		key string
		to  *target
	}{{"to", r.to}, {"missing", r.missing}, {"see", r.see}} {
		if way.to == nil || way.to == r.to && r.table != nil {
			continue
		}
		s := step{from: from, rule: r, key: way.key, to: way.to.expand(sample), sampled: len(way.to.names()) > 0}
		s.mayChain = host != "" && c.mapsFragments(s.to) || s.sampled && c.needsTable(s.to)
		c.prove(s)
	}
	if r.table == nil {
		c.checkMaps(r, from, sample)
	}
}

// needsTable reports whether only a table knows what answers a path.
func (c *checker) needsTable(to string) bool {
	s := c.site.Stub(decode(to))
	return s != nil && s.rank == tableRank
}

// mapsFragments reports whether a path's rule needs the browser's fragment.
func (c *checker) mapsFragments(to string) bool {
	p := decode(to)
	if s := c.site.Stub(p); s != nil {
		return len(s.maps().fragment) > 0
	}
	for _, r := range c.site.patterns {
		if r.pattern.matches(split(p)) {
			return len(r.maps.fragment) > 0
		}
	}
	return false
}

// checkMaps looks at where the rule's query and fragment maps lead. got are the captures
// of the path.
func (c *checker) checkMaps(r *Rule, from string, got captures) {
	check := func(key string, t *target, values ...*textPattern) {
		full := got.with()
		s := step{from: from, rule: r, key: key}
		for _, v := range values {
			for _, name := range v.names {
				full[name] = "1"
				s.mayChain = s.mayChain || slices.Contains(t.names(), name)
			}
		}
		s.to, s.sampled = t.expand(full), s.mayChain || len(t.names()) > 0 && !r.pattern.isExact()
		s.mayChain = s.mayChain || len(t.names()) > 0 && c.needsTable(s.to)
		c.prove(s)
	}
	for _, q := range r.maps.query {
		var values []*textPattern
		for _, p := range q.params {
			values = append(values, p.value)
		}
		check("query", q.to, values...)
	}
	for _, f := range r.maps.fragment {
		if f.isTarget {
			check("fragment", f.to, f.from)
		}
	}
}

// sample returns captures to try a pattern with.
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

// prove complains of a redirect that does not arrive.
func (c *checker) prove(s step) {
	if c.namesHost(s.to) {
		c.complain(s, "write the path alone, which is proven to arrive",
			"%s redirects to %s, which is of this site or of a host with rules", s.from, s.to)
		return
	}
	if !strings.HasPrefix(s.to, "/") || c.exists(s.to) {
		return
	}
	path, _, _ := strings.Cut(s.to, "#")
	path, _, _ = strings.Cut(path, "?")
	next := c.site.Lookup(s.to)
	switch {
	case clean(decode(path)) == s.from:
		c.complain(s, "", "%s redirects to itself", s.from)
	case c.loop(s.to) != "":
		c.complain(s, "", "%s redirects in a loop: %s", s.from, c.loop(s.to))
	case next.Known() && s.mayChain:
	case next.Gone != "" && !s.sampled:
		c.complain(s, "", "%s redirects to %s, which is gone (%s)", s.from, s.to, next.Source)
	case next.To != "":
		c.complain(s, "", "%s redirects to %s, which is redirected in turn (%s)", s.from, s.to, next.Source)
	case !s.sampled:
		hint := c.nearest(s.to)
		if hint != "" {
			hint = "did you mean \"" + hint + "\"?"
		}
		c.complain(s, hint, "%s redirects to %s, which is not there", s.from, s.to)
	}
}

// namesHost reports whether a target is a full URL of one of the checker's hosts.
func (c *checker) namesHost(to string) bool {
	u, err := url.Parse(to)
	return err == nil && u.Host != "" && slices.Contains(c.hosts, strings.ToLower(u.Hostname()))
}

// mostSteps is how many steps a redirect may take before it is taken for a loop.
const mostSteps = 4

// loop follows redirects within the site, and returns the way if it does not end.
func (c *checker) loop(to string) string {
	way := []string{to}
	for range mostSteps {
		if !strings.HasPrefix(to, "/") || c.exists(to) {
			return ""
		}
		if to = c.site.Lookup(to).To; to == "" {
			return ""
		}
		again := slices.ContainsFunc(way, func(p string) bool { return clean(p) == clean(to) })
		if way = append(way, to); again {
			break
		}
	}
	return strings.Join(way, " → ")
}

// mostOfOne is how many complaints of one place in a rule are listed.
const mostOfOne = 5

func (c *checker) complain(s step, hint, format string, args ...any) {
	d := source.Errorf(format, args...)
	d.Position = s.alias
	if s.rule != nil {
		d = s.rule.errorf(s.key, format, args...)
	}
	d.Hint = hint
	c.complaints[d.Position]++
	switch n := c.complaints[d.Position]; {
	case n < mostOfOne || s.rule == nil:
		c.list = append(c.list, d)
	case n == mostOfOne:
		c.list = append(c.list, d.WithHint("there are more of this rule's"))
	}
}
