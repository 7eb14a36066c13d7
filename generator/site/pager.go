package site

import "fmt"

// ListPage is one of the pages that a list is published on.
type ListPage struct {
	Path        string // decoded
	URL, AbsURL string // as those of Page
	Members     []*Page
}

// resolveListPages divides lists into the pages that they are published on; all else is on one.
func (s *Site) resolveListPages() {
	for _, p := range s.EveryPage() {
		p.IsDated = isDated(p)
		p.ListPages = s.listPages(p)
	}
}

func (s *Site) listPages(p *Page) []ListPage {
	n := s.perPage(p)
	if n == 0 || len(p.Members) <= n {
		return []ListPage{{p.Path, p.URL, p.AbsURL, p.Members}}
	}
	var pages []ListPage
	for from := 0; from < len(p.Members); from += n {
		l := ListPage{Path: listPath(p, len(pages)+1), Members: p.Members[from:min(from+n, len(p.Members))]}
		l.URL, l.AbsURL = s.Settings.urls(l.Path)
		pages = append(pages, l)
	}
	return pages
}

// perPage is how many pages one page of a list shows; 0 is all. The site's wish is for lists
// by date; other sections have a tree, unless they wish themselves.
func (s *Site) perPage(p *Page) int {
	switch {
	case !p.IsList() || p.Kind == Taxonomy || p.Path == "/" || p.Paginate < 0:
		return 0
	case p.Paginate > 0:
		return p.Paginate
	case p.Kind == Term || p.IsDated:
		return max(0, s.Settings.Paginate)
	}
	return 0
}

// listPath is the path of a list's page of a number, from 1.
func listPath(p *Page, number int) string {
	if number == 1 {
		return p.Path
	}
	return fmt.Sprintf("%spage/%d/", p.Path, number)
}
