package generator

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// extra is an output that is made of no page.
type extra struct {
	path, from string
	own        bool // must not be replaced by a file of the site
	small      bool // is made small already
	render     func() ([]byte, source.List)
}

// extras are the files that every site has.
func (s *Site) extras() []extra {
	constant := func(data []byte) func() ([]byte, source.List) {
		return func() ([]byte, source.List) { return data, nil }
	}
	list := []extra{
		{path: "404.html", from: "theme/layouts/404.html", render: s.notFound},
		{path: ".nojekyll", from: "site.toml", render: constant(nil)},
		{path: "robots.txt", from: "site.toml", render: s.robots},
		{path: searchIndex, from: "content", render: s.searchIndex},
		{path: "assets/redirect.js", from: "redirects", own: true, small: true, render: func() ([]byte, source.List) {
			return s.minified("redirect.js", s.Redirects.Script())
		}},
	}
	for _, name := range slices.Sorted(maps.Keys(s.assets)) {
		a := s.assets[name]
		list = append(list, extra{path: a.path, from: a.from, small: true, render: constant(a.data)})
	}
	if s.origin != "" { // both are made of absolute URLs
		list = append(list, extra{path: "sitemap.xml", from: "site.toml", render: s.sitemap})
		for _, p := range s.everyPage() {
			if s.hasFeed(p) {
				list = append(list,
					extra{path: strings.TrimPrefix(atomPath(p), "/"), from: p.File.Path, render: func() ([]byte, source.List) { return s.atom(p) }},
					extra{path: strings.TrimPrefix(jsonPath(p), "/"), from: p.File.Path, render: func() ([]byte, source.List) { return s.jsonFeed(p) }})
			}
		}
	}
	if s.Domain != "" {
		list = append(list, extra{path: "CNAME", from: "site.toml", render: constant([]byte(s.Domain + "\n"))})
	}
	return list
}

func (s *Site) robots() ([]byte, source.List) {
	text := "User-agent: *\nAllow: /\n"
	if s.origin != "" {
		text += fmt.Sprintf("Sitemap: %s%s/sitemap.xml\n", s.origin, s.base)
	}
	return []byte(text), nil
}
