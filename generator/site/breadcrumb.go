package site

import (
	"path"
	"slices"
	"strings"
)

// Crumb is an entry of a page's breadcrumbs.
type Crumb struct {
	Name string
	Page *Page
}

// Breadcrumbs are the pages above a page by its path, from the first one down.
func Breadcrumbs(s *Site, p *Page) []Crumb {
	if p.Path == "/" {
		return nil
	}
	var above []Crumb
	for dir := path.Dir(strings.TrimSuffix(p.Path, "/")); ; dir = path.Dir(dir) {
		up := s.byPath[strings.TrimSuffix(dir, "/")+"/"]
		switch {
		case up != nil && dir == "/":
			above = append(above, Crumb{"Home", up})
		case up != nil:
			above = append(above, Crumb{up.Title, up})
		}
		if dir == "/" {
			slices.Reverse(above)
			return above
		}
	}
}
