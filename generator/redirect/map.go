package redirect

import (
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

type rank int

const (
	aliasRank rank = iota
	exactRank
	tableRank
)

// Map answers old URLs.
type Map struct {
	stubs    map[string]*Stub
	paths    []string        // of stubs, sorted
	patterns []*Rule         // the most particular first
	carries  []*Rule         // that add to aliases, the most particular first
	carrying []*Rule         // whose carry stubs have, as numbered
	hosts    map[string]*Map // one for hosts of the same rules
	hasFiles bool            // stubs and 404.html, as the site's own has
}

// Compile makes the map of rules and aliases.
func Compile(rules []*Rule, aliases []Alias) (*Map, source.List) {
	ours, hosts := []*Rule(nil), map[string][]*Rule{}
	for _, r := range rules {
		if len(r.Hosts) == 0 {
			ours = append(ours, r)
		}
		for _, h := range r.Hosts {
			hosts[h] = append(hosts[h], r)
		}
	}
	m, list := compile(ours, aliases)
	m.hasFiles = true
	m.hosts = map[string]*Map{}
	same := map[string]*Map{} // by their rules
	for _, h := range slices.Sorted(maps.Keys(hosts)) {
		key := ""
		for _, r := range hosts[h] {
			key += r.Source.String() + "\n"
		}
		if same[key] == nil {
			of, errs := compile(hosts[h], nil)
			same[key] = of
			list = append(list, errs...)
		}
		m.hosts[h] = same[key]
	}
	list.Sort() // one rule may clash on several hosts
	return m, list
}

// compile makes the map of one host.
func compile(rules []*Rule, aliases []Alias) (*Map, source.List) {
	m := &Map{stubs: map[string]*Stub{}}
	list := m.addCarries(rules)
	for _, a := range aliases {
		list = append(list, m.addAlias(a)...)
	}
	for _, r := range rules {
		list = append(list, m.addRule(r)...)
	}
	m.paths = slices.Sorted(maps.Keys(m.stubs))
	slices.SortStableFunc(m.patterns, byParticularity)
	list = append(list, clashes(m.patterns)...)
	for _, r := range m.patterns { // exact paths among them have no stub, but a rank
		if s := m.stubs[clean(r.pattern.text)]; r.pattern.isExact() && s != nil && s.rank == exactRank {
			list = append(list, r.errorf("from", "%s is claimed by %s as well", r.From, s.Source))
		}
	}
	return m, list
}

func byParticularity(a, b *Rule) int { return compare(a.pattern, b.pattern) }

// isCarry tells a rule that only adds to aliases.
func (r *Rule) isCarry() bool { return r.to == nil && r.Gone == "" }

// addCarries notes what stubs do with query and fragment: by rules that add to
// aliases, and by those that make stubs, which are numbered for the script.
func (m *Map) addCarries(rules []*Rule) source.List {
	numbers := map[string]int{}
	for _, r := range rules {
		if r.isCarry() {
			m.carries = append(m.carries, r)
		}
		if r.carry != keep && (r.isCarry() || r.table != nil || r.Range != "" || r.pattern.isExact()) {
			r.number = numbers[r.pattern.text]
			numbers[r.pattern.text]++
			m.carrying = append(m.carrying, r)
		}
	}
	slices.SortStableFunc(m.carries, byParticularity)
	return clashes(m.carries)
}

// addAlias claims a page's old path.
func (m *Map) addAlias(a Alias) source.List {
	p, fragment, _ := strings.Cut(a.From, "#")
	p = decode(p)
	why := ""
	switch {
	case !strings.HasPrefix(p, "/") || fragment != "" || strings.Contains(a.From, "?"):
		why = "is not a path from the root"
	case hasControl(p):
		why = "holds what no URL does"
	default:
		return m.claim(m.aliasStub(clean(p), a))
	}
	d := source.FileErrorf(a.Source.File, "alias %q %s", a.From, why)
	d.Position = a.Source
	return source.List{d}
}

// addRule claims a rule's concrete paths, or takes it for a pattern.
func (m *Map) addRule(r *Rule) (list source.List) {
	switch {
	case r.isCarry():
	case r.table != nil || r.Range != "":
		for row := range r.rows() {
			s := r.stub(r.pattern.fill(row.captures), row.captures, tableRank)
			if row.missing && r.missing != nil {
				s.To, s.Gone, s.NoIndex, s.missing = r.missing.expand(row.captures), "", true, true
			}
			s.line = row.line
			if r.Stub == nil && len(r.Hosts) == 0 && isDownload(s.Path) {
				return append(list, r.downloadError(s.Path))
			}
			list = append(list, m.claim(s)...)
		}
		if r.missing != nil && r.Range == "" { // else it has no more to say
			m.patterns = append(m.patterns, r)
		}
	case r.pattern.isExact() && (r.Stub == nil || *r.Stub):
		return m.claim(r.stub(clean(r.pattern.text), nil, exactRank))
	default:
		m.patterns = append(m.patterns, r)
	}
	return list
}

// clashes finds rules of one shape: neither is more particular.
func clashes(rules []*Rule) source.List {
	var list source.List
	first := map[string]*Rule{}
	for _, r := range rules {
		if old := first[shape(r.pattern)]; old != nil {
			list = append(list, r.errorf("from", "%s is claimed by %s as well", r.From, old.Source))
		} else {
			first[shape(r.pattern)] = r
		}
	}
	return list
}

// claim gives a path to a stub, unless one of a higher rank has it. Two of one rank
// that differ are an error.
func (m *Map) claim(s *Stub) source.List {
	old := m.stubs[s.Path]
	switch {
	case old == nil || s.rank < old.rank:
		m.stubs[s.Path] = s
	case s.rank == old.rank && (s.To != old.To || s.Gone != old.Gone || s.Since != old.Since || s.See != old.See || !s.carry().equal(old.carry())):
		if s.of == nil {
			d := source.FileErrorf(s.Source.File, "%s is claimed by %s as well", s.Path, old.Source)
			d.Position = s.Source
			return source.List{d}
		}
		file, line, by := s.of.file, s.Source.Line, old.Source
		if s.line > 0 {
			file, line = s.of.table.file, s.line
		}
		if old.line > 0 && old.of == s.of {
			by = source.Position{File: file.Path, Line: old.line, Column: 1}
		}
		return source.List{file.LineErrorf(line, 1, "%s is claimed by %s as well", s.Path, by)}
	}
	return nil
}

// aliasStub is the stub of an alias, with what a rule adds.
func (m *Map) aliasStub(path string, a Alias) *Stub {
	s := &Stub{Path: path, To: a.To, Source: a.Source, rank: aliasRank}
	for _, r := range m.carries {
		if c, ok := r.pattern.match(path); ok {
			s.rule, s.captures = r, c
			break
		}
	}
	return s
}

// clean drops the final slash: /a and /a/ are one old URL.
func clean(p string) string {
	if p = strings.TrimRight(p, "/"); p == "" {
		return "/"
	}
	return p
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

// HostGroups returns them with those of the same rules together.
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
