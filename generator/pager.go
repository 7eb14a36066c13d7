package generator

import (
	"fmt"
	"slices"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/template"
)

// perPage is how many pages one page of a list shows; 0 is all. The site's wish is for
// lists by date; other sections have a tree, unless they wish themselves.
func (s *Site) perPage(p *Page) int {
	switch {
	case !p.isList() || p.kind == taxonomy || p.Path == "/" || p.Paginate < 0:
		return 0
	case p.Paginate > 0:
		return p.Paginate
	case p.kind == term || p.isDated():
		return max(0, s.Paginate)
	}
	return 0
}

// isDated tells whether a list has dated pages, such as news.
func (p *Page) isDated() bool {
	return slices.ContainsFunc(p.members, func(m *Page) bool { return !m.Date.IsZero() })
}

// listPages tells on how many pages a list is; 1 for all else.
func (s *Site) listPages(p *Page) int {
	n := s.perPage(p)
	if n == 0 || len(p.members) == 0 {
		return 1
	}
	return (len(p.members) + n - 1) / n
}

// listPath is the path of a list's page of a number, from 1.
func listPath(p *Page, number int) string {
	if number == 1 {
		return p.Path
	}
	return fmt.Sprintf("%spage/%d/", p.Path, number)
}

// shown are the members on a list's page.
func (s *Site) shown(p *Page, number int) []*Page {
	n := s.perPage(p)
	if n == 0 {
		return p.members
	}
	return p.members[min((number-1)*n, len(p.members)):min(number*n, len(p.members))]
}

// pager leads from one page of a list to the others; nil where there are none.
func (s *Site) pager(p *Page, number int) *template.Pager {
	total := s.listPages(p)
	if total == 1 {
		return nil
	}
	to := func(n int) string {
		if n < 1 || n > total {
			return ""
		}
		return s.base + page.URL(listPath(p, n))
	}
	pager := &template.Pager{Number: number, Total: total, Prev: to(number - 1), Next: to(number + 1)}
	for n := 1; n <= total; n++ {
		pager.Pages = append(pager.Pages, template.Link{Name: fmt.Sprint(n), URL: to(n), Active: n == number})
	}
	return pager
}
