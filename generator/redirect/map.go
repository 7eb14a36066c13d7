package redirect

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Stub is one concrete old path.
type Stub struct {
	Path     string // decoded, without a final slash
	To       string // a URL, or a path of the site; "" where gone
	Gone     string
	Query    map[string]string // targets by query key, captures filled in but the key's own
	Fragment map[string]string
	Source   source.Position
	rank     rank
	file     *source.File
}

type rank int

const (
	aliasRank rank = iota
	exactRank
	tableRank
)

// Map answers old URLs.
type Map struct {
	stubs    map[string]*Stub
	paths    []string // of stubs, sorted
	patterns []*Rule  // the most particular first
}

// Compile makes the map of rules and aliases.
func Compile(rules []*Rule, aliases []Alias) (*Map, source.List) {
	m := &Map{stubs: map[string]*Stub{}}
	var list source.List
	claim := func(s *Stub) {
		old := m.stubs[s.Path]
		switch {
		case old == nil || s.rank < old.rank:
			m.stubs[s.Path] = s
		case s.rank == old.rank && (s.To != old.To || s.Gone != old.Gone):
			d := source.FileErrorf(s.Source.File, "%s is claimed by %s as well", s.Path, old.Source)
			if s.file != nil {
				d = s.file.LineErrorf(s.Source.Line, 1, "%s is claimed by %s as well", s.Path, old.Source)
			}
			d.Position = s.Source
			list = append(list, d)
		}
	}
	for _, a := range aliases {
		p, fragment, _ := strings.Cut(a.From, "#")
		p = decode(p)
		if !strings.HasPrefix(p, "/") || fragment != "" {
			d := source.FileErrorf(a.Source.File, "alias %q is not a path from the root", a.From)
			d.Position = a.Source
			list = append(list, d)
			continue
		}
		claim(&Stub{Path: clean(p), To: a.To, Source: a.Source, rank: aliasRank})
	}
	for _, r := range rules {
		switch {
		case r.pattern.isExact():
			claim(r.stub(clean(r.From), nil, exactRank))
		case r.table != nil:
			for _, c := range r.rows() {
				s := r.stub(r.pattern.fill(c), c, tableRank)
				if _, missing := c[missingRow]; missing {
					if _, taken := m.stubs[s.Path]; taken {
						continue
					}
					s.To, s.Fragment, s.Query = expand(r.Missing, c), map[string]string{}, nil
				}
				claim(s)
			}
			if r.Missing != "" || r.Gone != "" { // else it has no more to say
				m.patterns = append(m.patterns, r)
			}
		default:
			m.patterns = append(m.patterns, r)
		}
	}
	slices.SortStableFunc(m.patterns, func(a, b *Rule) int { return compare(a.pattern, b.pattern) })
	for i := 1; i < len(m.patterns); i++ {
		if a, b := m.patterns[i-1], m.patterns[i]; shape(a.pattern) == shape(b.pattern) {
			list = append(list, *b.errorf("%s is claimed by %s as well", b.From, a.Source))
		}
	}
	m.paths = slices.Sorted(maps.Keys(m.stubs))
	return m, list
}

// shape is a pattern without its captures' names.
func shape(p *pattern) string {
	var b strings.Builder
	for _, s := range p.segments {
		if s.kind == literal {
			fmt.Fprintf(&b, "/%q", s.text)
		} else {
			fmt.Fprintf(&b, "/%d", s.kind)
		}
	}
	return b.String()
}

// clean drops the final slash: /a and /a/ are one old URL.
func clean(p string) string {
	if p = strings.TrimRight(p, "/"); p == "" {
		return "/"
	}
	return p
}

// missingRow marks the captures of a row that the table lacks.
const missingRow = "\x00missing"

// rows returns the captures of each row, and of each number of the range that
// has none.
func (r *Rule) rows() []captures {
	var all []captures
	have := map[string]bool{}
	for _, row := range r.table.rows {
		for c := range r.expandRow(row) {
			all = append(all, c)
			have[r.pattern.fill(c)] = true
		}
	}
	if r.Range != "" {
		from, to, _ := parseRange(r.Range)
		name := r.pattern.names()[0]
		for id := from; id <= to; id++ {
			c := captures{name: strconv.Itoa(id), missingRow: ""}
			if !have[r.pattern.fill(c)] {
				all = append(all, c)
			}
		}
	}
	return all
}

// expandRow yields a row's captures: one, or, where a number's cell is a range
// such as 40-45, one for each number; other ranges of the row count along.
func (r *Rule) expandRow(row []string) iter.Seq[captures] {
	return func(yield func(captures) bool) {
		n := 1
		for i, column := range r.table.columns {
			if r.pattern.isNumber(column) {
				if from, to, err := parseRange(row[i]); err == nil {
					n = to - from + 1
				}
			}
		}
		for k := range n {
			c := captures{}
			for i, column := range r.table.columns {
				c[column] = row[i]
				if from, to, err := parseRange(row[i]); n > 1 && err == nil && to-from == n-1 {
					c[column] = strconv.Itoa(from + k)
				}
			}
			if !yield(c) {
				return
			}
		}
	}
}

func (r *Rule) stub(path string, c captures, k rank) *Stub {
	s := &Stub{Path: path, To: expand(r.To, c), Gone: r.Gone, Fragment: r.Fragment, Source: r.Source, rank: k, file: r.file}
	for key, to := range r.Query {
		if s.Query == nil {
			s.Query = map[string]string{}
		}
		s.Query[key] = expand(to, c)
	}
	return s
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
