package redirect

import (
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// rank orders the claims on one path, the one that wins first.
type rank int

const (
	aliasRank rank = iota
	exactRank
	tableRank
)

// Compile makes the map of rules and aliases. Two claims of one rank on a path are an
// error, at the second one.
func Compile(rules []*Rule, aliases []Alias) (*Map, source.List) {
	var siteRules []*Rule
	hosts := map[string][]*Rule{}
	for _, r := range rules {
		if len(r.Hosts) == 0 {
			siteRules = append(siteRules, r)
		}
		for _, h := range r.Hosts {
			hosts[h] = append(hosts[h], r)
		}
	}
	m, list := compile(siteRules, aliases)
	m.hasFiles = true
	m.nameFiles()
	m.hosts = map[string]*Map{}
	same := map[string]*Map{} // by their rules
	for _, h := range slices.Sorted(maps.Keys(hosts)) {
		key := ""
		for _, r := range hosts[h] {
			key += r.Source.String() + "\n"
		}
		if same[key] == nil {
			host, errs := compile(hosts[h], nil)
			same[key] = host
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
	list := m.addMaps(rules)
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

// addMaps notes the rules whose query and fragment maps aliases get, and those whose maps
// are in the resolver's script for stubs, which tells rules of the same from apart by
// number.
func (m *Map) addMaps(rules []*Rule) source.List {
	for _, r := range rules {
		if r.isForAliases() {
			m.aliasMaps = append(m.aliasMaps, r)
		}
		if r.hasStubMaps() {
			m.withStubMaps = append(m.withStubMaps, r)
		}
	}
	slices.SortStableFunc(m.aliasMaps, byParticularity)
	return clashes(m.aliasMaps)
}

// addAlias claims a page's old path.
func (m *Map) addAlias(a Alias) source.List {
	p, fragment, _ := strings.Cut(a.From, "#")
	p = decode(p)
	why := ""
	switch {
	case !strings.HasPrefix(p, "/") || fragment != "" || strings.Contains(a.From, "?"):
		why = "is not a path from the root"
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
	case r.isForAliases():
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
	case s.rank == old.rank && !s.equal(old):
		return source.List{clash(s, old)}
	}
	return nil
}

// clash is the error of two stubs that claim one path.
func clash(s, old *Stub) source.Diagnostic {
	if s.rule == nil {
		d := source.FileErrorf(s.Source.File, "%s is claimed by %s as well", s.Path, old.Source)
		d.Position = s.Source
		return d
	}
	file, line, by := s.rule.file, s.Source.Line, old.Source
	if s.line > 0 {
		file, line = s.rule.table.file, s.line
	}
	if old.line > 0 && old.rule == s.rule {
		by = source.Position{File: file.Path, Line: old.line, Column: 1}
	}
	return file.LineErrorf(line, 1, "%s is claimed by %s as well", s.Path, by)
}

// aliasStub returns the stub of an alias, with the maps that a rule adds.
func (m *Map) aliasStub(path string, a Alias) *Stub {
	s := &Stub{Path: path, To: a.To, Source: a.Source, rank: aliasRank}
	for _, r := range m.aliasMaps {
		if c, ok := r.pattern.match(path); ok {
			s.mapper, s.captures = r, c
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
