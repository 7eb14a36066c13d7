package site

import "fmt"

// PerPage is how many pages one page of a list shows; 0 is all. The site's wish is for lists
// by date; other sections have a tree, unless they wish themselves.
func PerPage(s *Site, p *Page) int {
	switch {
	case !p.IsList() || p.Kind == Taxonomy || p.Path == "/" || p.Paginate < 0:
		return 0
	case p.Paginate > 0:
		return p.Paginate
	case p.Kind == Term || IsDated(p):
		return max(0, s.Settings.Paginate)
	}
	return 0
}

// ListPages is on how many pages a list is; 1 for all else.
func ListPages(s *Site, p *Page) int {
	n := PerPage(s, p)
	if n == 0 || len(p.Members) == 0 {
		return 1
	}
	return (len(p.Members) + n - 1) / n
}

// ListPath is the path of a list's page of a number, from 1.
func ListPath(p *Page, number int) string {
	if number == 1 {
		return p.Path
	}
	return fmt.Sprintf("%spage/%d/", p.Path, number)
}

// MembersOn are the members that a list's page of a number shows.
func MembersOn(s *Site, p *Page, number int) []*Page {
	n := PerPage(s, p)
	if n == 0 {
		return p.Members
	}
	return p.Members[min((number-1)*n, len(p.Members)):min(number*n, len(p.Members))]
}
