package site

import (
	"cmp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/load"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// Site is a resolved site. It does not change; many goroutines may use it.
type Site struct {
	Settings  Settings
	Pages     []*Page     // of content/, sorted by path
	Generated []*Page     // that no file is behind, for terms and the search: sorted by path
	Skipped   source.List // a note for each page that is not published: why, and when it will be
	Files     []string    // other files of content/, sorted: "content/docs/pic.png"
	Redirects *redirect.Map

	byName map[string]*Page
	byPath map[string]*Page
}

// Resolve makes a Site of its sources. One with faults is returned all the same, for a preview
// to show what it can; it must not be published.
func Resolve(src *load.Sources, settings Settings) (*Site, source.List) {
	s := &Site{Settings: settings, Files: src.Files, byName: map[string]*Page{}, byPath: map[string]*Page{}}
	list := s.resolvePages(src.Pages)
	s.resolveSections()
	list = append(list, s.resolveTaxonomies()...)
	s.addSearchPage()
	slices.SortFunc(s.Generated, func(a, b *Page) int { return strings.Compare(a.Path, b.Path) })
	s.resolveURLs()
	s.resolveNeighbours()
	s.resolveBreadcrumbs()
	s.resolveListPages()
	s.resolveFeeds()
	return s, append(list, s.resolveRedirects(src.Rules)...)
}

// resolvePages makes pages of those files that are to be published now.
func (s *Site) resolvePages(files []*load.Page) source.List {
	var list source.List
	for _, f := range files {
		p, skipped, errs := newPage(f, s.Settings)
		list = append(list, errs...)
		switch {
		case skipped != nil:
			s.Skipped = append(s.Skipped, *skipped)
		case p != nil:
			s.Pages = append(s.Pages, p)
		}
	}
	slices.SortFunc(s.Pages, func(a, b *Page) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Name, b.Name))
	})
	for _, p := range s.Pages {
		s.byName[p.Name] = p
		s.byPath[p.Path] = p
	}
	return list
}

// EveryPage are the pages of content/ and those that are generated.
func (s *Site) EveryPage() []*Page { return slices.Concat(s.Pages, s.Generated) }

// PageAt is the page at a path, or nil.
func (s *Site) PageAt(path string) *Page { return s.byPath[path] }

// pageAt returns the page at a path, a generated one where content/ has none. from is the file
// that makes it necessary, for diagnostics.
func (s *Site) pageAt(path, title string, kind Kind, from string) *Page {
	p := s.byPath[path]
	if p == nil {
		p = &Page{File: &source.File{Path: from}, Path: path}
		p.Title = title
		p.Updated = lastChange(&p.FrontMatter, from, s.Settings)
		s.Generated = append(s.Generated, p)
		s.byPath[path] = p
	}
	p.Kind = kind
	return p
}

// SearchPath is where the search page is.
const SearchPath = "/search/"

// addSearchPage gives the site a page to search it with, unless content/ has one.
func (s *Site) addSearchPage() {
	if s.byPath[SearchPath] == nil {
		s.pageAt(SearchPath, "Search", Search, "site.toml")
	}
}
