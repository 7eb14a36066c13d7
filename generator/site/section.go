package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/page"
)

// resolveSections puts each page into its section: that of the nearest folder above it which has
// a page of its own.
func (s *Site) resolveSections() {
	for _, p := range s.Pages {
		if section := s.sectionOf(p); section != nil {
			p.Section = section
			section.Members = append(section.Members, p)
		}
	}
	for _, p := range s.Pages {
		slices.SortStableFunc(p.Members, inOrder)
	}
}

func (s *Site) sectionOf(p *Page) *Page {
	if p.Path == "/" {
		return nil
	}
	dir := path.Dir(p.Name)
	if p.IsSection() {
		dir = path.Dir(dir)
	}
	for ; ; dir = path.Dir(dir) {
		if section := s.byName[path.Join(dir, page.Index)]; section != nil && section != p {
			return section
		}
		if dir == "." {
			return nil
		}
	}
}

// inOrder compares the pages of a section: by weight, those without one last; the newest first;
// by title.
func inOrder(a, b *Page) int {
	weight := func(p *Page) int {
		if p.Weight == 0 {
			return 1 << 30
		}
		return p.Weight
	}
	return cmp.Or(cmp.Compare(weight(a), weight(b)), b.Date.Compare(a.Date), strings.Compare(a.Title, b.Title))
}

func isDated(p *Page) bool {
	return slices.ContainsFunc(p.Members, func(m *Page) bool { return !m.Date.IsZero() })
}
