package site

import (
	"strings"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// resolveRedirects compiles the rules with the pages' aliases.
func (s *Site) resolveRedirects(rules []*redirect.Rule) source.List {
	var aliases []redirect.Alias
	for _, p := range s.Pages {
		for _, a := range p.Aliases {
			aliases = append(aliases, redirect.Alias{From: a, To: page.URL(p.Path), Source: aliasPosition(p.File, a)})
		}
	}
	m, list := redirect.Compile(rules, aliases)
	s.Redirects = m
	return list
}

// aliasPosition finds the alias in the front matter.
func aliasPosition(f *source.File, alias string) source.Position {
	if i := strings.Index(string(f.Data), `"`+alias+`"`); i >= 0 {
		return f.Position(i)
	}
	return source.Position{File: f.Path, Line: 1, Column: 1}
}
