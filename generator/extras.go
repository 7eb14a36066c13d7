package generator

import (
	"fmt"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/source"
)

// extra is an output that is made of no page.
type extra struct {
	path, from string
	own        bool // must not be replaced by a file of the site
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
		{path: "assets/highlight.css", from: "theme", render: constant(markdown.HighlightCSS())},
		{path: "assets/redirect.js", from: "redirects", own: true, render: constant(s.Redirects.Script())},
	}
	for _, a := range s.theme.Assets {
		list = append(list, extra{path: "assets/" + a.Path, from: "theme/assets/" + a.Path, render: constant(a.Data)})
	}
	if s.origin != "" { // both are made of absolute URLs
		list = append(list, extra{path: "sitemap.xml", from: "site.toml", render: s.sitemap})
		for _, p := range s.Pages {
			if s.hasFeed(p) {
				list = append(list, extra{path: strings.TrimPrefix(feedPath(p), "/"), from: p.File.Path, render: func() ([]byte, source.List) { return s.feed(p) }})
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
