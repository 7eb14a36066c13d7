package site

import (
	"slices"
	"strings"
)

// Crumb is an entry of a page's breadcrumbs.
type Crumb struct {
	Name string
	Page *Page
}

// resolveBreadcrumbs tells each page which ones are above it by its path.
func (s *Site) resolveBreadcrumbs() {
	for _, p := range s.EveryPage() {
		p.Above = s.breadcrumbs(p)
	}
}

func (s *Site) breadcrumbs(p *Page) []Crumb {
	var above []Crumb
	for dir := parentPath(p.Path); dir != ""; dir = parentPath(dir) {
		up := s.byPath[dir]
		switch {
		case up != nil && dir == "/":
			above = append(above, Crumb{"Home", up})
		case up != nil:
			above = append(above, Crumb{up.Title, up})
		}
	}
	slices.Reverse(above)
	return above
}

// parentPath is "/docs/" for "/docs/Page/", and "" for "/".
func parentPath(path string) string {
	path = strings.TrimSuffix(path, "/")
	return path[:strings.LastIndexByte(path, '/')+1]
}
