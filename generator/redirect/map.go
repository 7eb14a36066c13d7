package redirect

import (
	"maps"
	"slices"

	"github.com/twisted/sitegen/generator/source"
)

// Map answers old URLs. It is what [Compile] makes of rules and aliases; nothing in it
// changes afterwards.
type Map struct {
	stubs        map[string]*Stub // by path
	paths        []string         // of stubs, sorted
	patterns     []*Rule          // without stubs, the most particular first
	aliasMaps    []*Rule          // that add query and fragment maps to aliases, the most particular first
	withStubMaps []*Rule          // whose query and fragment maps stubs have, as numbered
	unfiled      []*Stub          // that 404.html must know, for no file answers them in every spelling
	hosts        map[string]*Map  // of other hosts; one Map for hosts of the same rules
	hasFiles     bool             // there are stubs and a 404.html, as of the site's own map
}

// Stubs returns all stubs, sorted by path.
func (m *Map) Stubs() []*Stub {
	out := make([]*Stub, len(m.paths))
	for i, p := range m.paths {
		out[i] = m.stubs[p]
	}
	return out
}

// Stub returns the stub at a decoded path, or nil.
func (m *Map) Stub(path string) *Stub { return m.stubs[clean(path)] }

// Host returns the map of another host, or nil.
func (m *Map) Host(name string) *Map { return m.hosts[name] }

// Hosts returns the other hosts that there are rules for, sorted.
func (m *Map) Hosts() []string { return slices.Sorted(maps.Keys(m.hosts)) }

// HostGroups returns the other hosts with those of the same rules together.
func (m *Map) HostGroups() [][]string {
	var groups [][]string
	at := map[*Map]int{}
	for _, h := range m.Hosts() {
		i, known := at[m.hosts[h]]
		if !known {
			i = len(groups)
			at[m.hosts[h]] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], h)
	}
	return groups
}

// Entry is one thing that answers old URLs, for people to read.
type Entry struct {
	From   string          `json:"from"` // a path or pattern; //host/… on another host
	To     string          `json:"to,omitempty"`
	Gone   string          `json:"gone,omitempty"`
	Stub   bool            `json:"stub"` // by a file of its own
	Source source.Position `json:"source"`

	IsPattern bool   `json:"-"` // it answers more than one path
	Example   string `json:"-"` // a path that it answers, decoded, without its host
}

// Entries lists stubs, patterns in the order in which they are tried, and the same
// of other hosts.
func (m *Map) Entries() []Entry {
	list := m.entries("")
	for _, h := range m.Hosts() {
		list = append(list, m.hosts[h].entries("//"+h)...)
	}
	return list
}

func (m *Map) entries(host string) []Entry {
	var list []Entry
	for _, s := range m.Stubs() {
		list = append(list, Entry{From: host + s.Path, To: s.To, Gone: s.Gone, Stub: s.File != "", Source: s.Source,
			Example: s.Path})
	}
	for _, r := range m.patterns {
		t, _ := r.patternTarget()
		e := Entry{From: host + r.From, To: t.String(), Source: r.Source, IsPattern: !r.pattern.isExact(),
			Example: r.pattern.fill(r.sample())}
		if r.isGone() {
			e.Gone = r.Gone
		}
		list = append(list, e)
	}
	return list
}
