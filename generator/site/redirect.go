package site

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// resolveRedirects compiles the rules with the pages' aliases. A list that has become shorter may
// have one where a further page of it was: it waits while the list is as long again.
func (s *Site) resolveRedirects(rules []*redirect.Rule) source.List {
	var aliases []redirect.Alias
	for _, p := range s.Pages {
		for _, a := range p.Aliases {
			if isFurtherPage(p, a) {
				continue
			}
			aliases = append(aliases, redirect.Alias{From: a, To: page.URL(p.Path), Source: aliasPosition(p.File, a)})
		}
	}
	m, list := redirect.Compile(rules, aliases)
	s.Redirects = m
	return list
}

// isFurtherPage reports whether a path is that of one of the pages after the first that a list is
// published on.
func isFurtherPage(p *Page, path string) bool {
	return len(p.ListPages) > 1 && slices.ContainsFunc(p.ListPages[1:], func(l ListPage) bool {
		return strings.TrimSuffix(page.URL(l.Path), "/") == strings.TrimSuffix(path, "/")
	})
}

// aliasPosition finds the alias in the front matter.
func aliasPosition(f *source.File, alias string) source.Position {
	if i := strings.Index(string(f.Data), `"`+alias+`"`); i >= 0 {
		return f.Position(i)
	}
	return source.Position{File: f.Path, Line: 1, Column: 1}
}
