package generator

import (
	"cmp"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// resolve finds out what only the whole site can tell: which page is where, what
// is in a section, where old URLs lead; and claims every output's path.
func (s *Site) resolve() source.List {
	slices.SortFunc(s.Pages, func(a, b *Page) int { return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.name, b.name)) })
	for _, p := range s.Pages {
		s.byName[p.name] = p
		s.byPath[p.Path] = p
	}
	s.beside = s.filesByFolder()
	s.sections()
	list := s.taxonomies()
	if s.byPath[searchPath] == nil {
		s.listPage(searchPath, "Search", search, nil)
	}
	slices.SortFunc(s.made, func(a, b *Page) int { return strings.Compare(a.Path, b.Path) })
	list = append(list, s.makeAssets()...)
	s.shared = &template.Site{
		Title: s.Title, Description: s.Description, Language: cmp.Or(s.Language, "en"), BaseURL: strings.TrimRight(s.BaseURL, "/"), Host: s.host(),
		Repository: s.Repository, Branch: cmp.Or(s.Branch, "main"), Footer: s.links(s.Footer, ""), Params: s.Params,
	}
	for _, p := range s.everyPage() {
		p.view = s.view(p)
	}
	s.listTerms()
	list = append(list, s.redirectMap()...)
	return append(list, s.claimAll()...)
}

// sections puts each page into its section.
func (s *Site) sections() {
	for _, p := range s.Pages {
		if p.Path == "/" {
			continue
		}
		dir := path.Dir(p.name)
		if p.isSection() {
			dir = path.Dir(dir)
		}
		for ; ; dir = path.Dir(dir) {
			if parent := s.byName[path.Join(dir, page.Index)]; parent != nil && parent != p {
				p.parent = parent
				parent.members = append(parent.members, p)
				break
			}
			if dir == "." {
				break
			}
		}
	}
	for _, p := range s.Pages {
		slices.SortStableFunc(p.members, order)
	}
}

// order sorts a section: by weight, the unweighted last; the newest first; by
// title.
func order(a, b *Page) int {
	weight := func(p *Page) int {
		if p.Weight == 0 {
			return 1 << 30
		}
		return p.Weight
	}
	return cmp.Or(cmp.Compare(weight(a), weight(b)), b.Date.Compare(a.Date), strings.Compare(a.Title, b.Title))
}

// redirectMap reads the rules and compiles them with the pages' aliases.
func (s *Site) redirectMap() source.List {
	rules, list := redirect.Parse(s.sources.redirects)
	var aliases []redirect.Alias
	for _, p := range s.Pages {
		for _, a := range p.Aliases {
			aliases = append(aliases, redirect.Alias{From: a, To: page.URL(p.Path), Source: aliasPosition(p.File, a)})
		}
	}
	m, errs := redirect.Compile(rules, aliases)
	s.Redirects = m
	return append(list, errs...)
}

// aliasPosition finds the alias in the front matter.
func aliasPosition(f *source.File, alias string) source.Position {
	if i := strings.Index(string(f.Data), `"`+alias+`"`); i >= 0 {
		return f.Position(i)
	}
	return source.Position{File: f.Path, Line: 1, Column: 1}
}

// claimAll gives every output its path. Two claims on one path, be it in another
// case only, or on a file and a folder of one name, are an error.
func (s *Site) claimAll() source.List {
	var list source.List
	folded := map[string]string{}
	claim := func(p string, o *output) {
		if !filepath.IsLocal(filepath.FromSlash(p)) || path.Clean(p) != p || strings.Contains(p, `\`) ||
			strings.ContainsFunc(p, unicode.IsControl) || strings.HasPrefix(p, manifestName) || strings.HasPrefix(p, stagingName) {
			d := source.FileErrorf(o.from.File, "/%s is no path within the site", p)
			d.Position = o.from
			list = append(list, d)
			return
		}
		if old, ok := folded[strings.ToLower(p)]; ok {
			d := source.FileErrorf(o.from.File, "/%s is made of %s as well", p, s.outputs[old].from)
			if old != p {
				d.Message = "/" + p + " differs only in case from /" + old + ", which is made of " + s.outputs[old].from.String()
				d.Hint = "not every disk tells the two apart: rename one"
			}
			d.Position = o.from
			if old != p && (o.page == nil || s.outputs[old].page == nil) {
				d.Severity = source.Warning // an old URL has the name it has
				s.outputs[p] = o
			}
			list = append(list, d)
			return
		}
		folded[strings.ToLower(p)] = p
		s.outputs[p] = o
	}
	for _, p := range s.everyPage() {
		for n := range s.listPages(p) {
			claim(page.OutputPath(listPath(p, n+1)), &output{
				from: source.Position{File: p.File.Path}, page: p,
				render: func() ([]byte, source.List) { return s.renderPage(p, n+1) },
			})
		}
	}
	for _, f := range s.sources.files {
		claim(strings.TrimPrefix(f, "content/"), &output{
			from: source.Position{File: f}, copied: true, small: true, render: func() ([]byte, source.List) { return s.copyFile(f) },
		})
	}
	for _, stub := range s.Redirects.Stubs() {
		claim(strings.TrimPrefix(strings.TrimSuffix(stub.Path, "/")+"/index.html", "/"), &output{
			from: stub.Source, stub: stub, small: stub.Gone == "", render: func() ([]byte, source.List) { return s.renderStub(stub) },
		})
	}
	for _, e := range s.extras() {
		if s.outputs[e.path] == nil || e.own { // a file of the site's own goes first
			claim(e.path, &output{from: source.Position{File: e.from}, small: e.small, render: e.render})
		}
	}
	for p, o := range s.outputs {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if file := s.outputs[dir]; file != nil {
				d := source.FileErrorf(o.from.File, "/%s lies in what is a file, /%s, made of %s", p, dir, file.from)
				d.Position = o.from
				list = append(list, d)
			}
		}
	}
	return list
}
