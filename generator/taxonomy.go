package generator

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// taxonomies are the ways to sort pages that front matter has words for. Each has a
// page that lists its terms, each term one that lists its pages.
var taxonomies = []struct {
	key, title string
	terms      func(*Page) []string
	give       func(*template.Page, []*template.Term)
}{
	{"tags", "Tags", func(p *Page) []string { return p.Tags }, func(v *template.Page, t []*template.Term) { v.Tags = t }},
	{"authors", "Authors", func(p *Page) []string { return p.Authors }, func(v *template.Page, t []*template.Term) { v.Authors = t }},
}

// termSlug is a term's part of an address: "C++" is /tags/c++/, "Event loop" is
// /tags/event-loop/. Terms that differ in nothing else are one.
func termSlug(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '/' || r == '\\' {
			return '-'
		}
		return r
	}, strings.ToLower(norm.NFC.String(strings.TrimSpace(name))))
}

// taxonomies makes the pages of terms. A page of content/ at such an address keeps
// its text and lists the term's pages below it.
func (s *Site) taxonomies() source.List {
	var list source.List
	for _, t := range taxonomies {
		found := map[string]*Page{} // by slug
		spellings := map[string]map[string][]*Page{}
		for _, p := range s.Pages {
			for _, name := range t.terms(p) {
				slug := termSlug(name)
				if slug == "" || slug == "." || slug == ".." {
					list = append(list, source.KeyErrorf(p.File, t.key, "%q cannot be among the %s: it makes no address", name, t.key))
					continue
				}
				if spellings[slug] == nil {
					spellings[slug] = map[string][]*Page{}
					found[slug] = s.listPage("/"+t.key+"/"+slug+"/", "", term, p)
				}
				spellings[slug][name] = append(spellings[slug][name], p)
				found[slug].members = append(found[slug].members, p)
			}
		}
		if len(found) == 0 {
			continue
		}
		all := s.listPage("/"+t.key+"/", t.title, taxonomy, nil)
		for slug, at := range found {
			names := byUse(spellings[slug])
			if at.name == "" {
				at.Title = names[0]
			}
			for _, other := range names[1:] {
				for _, p := range spellings[slug][other] {
					list = append(list, source.KeyErrorf(p.File, t.key, "%q is also written %q", other, names[0]).WithSeverity(source.Warning).
						WithHint("both are listed at %s", at.Path))
				}
			}
			at.parent = all
			at.termName = names[0]
			slices.SortStableFunc(at.members, func(a, b *Page) int {
				return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.Title, b.Title), strings.Compare(a.Path, b.Path))
			})
			at.members = slices.Compact(at.members) // a page may name it twice, or lie in its folder
			all.terms = append(all.terms, at)
		}
		slices.SortFunc(all.terms, func(a, b *Page) int {
			return cmp.Or(strings.Compare(strings.ToLower(a.termName), strings.ToLower(b.termName)), strings.Compare(a.Path, b.Path))
		})
	}
	return list
}

// byUse sorts the spellings of a name, that of most pages first.
func byUse(spellings map[string][]*Page) []string {
	return slices.SortedFunc(maps.Keys(spellings), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(spellings[b]), len(spellings[a])), strings.Compare(a, b))
	})
}

// listPage returns the page at a path, a new one where the site has none. from is a
// page that makes it necessary, for diagnostics.
func (s *Site) listPage(at, title string, k kind, from *Page) *Page {
	if p := s.byPath[at]; p != nil {
		p.kind = k
		return p
	}
	file := &source.File{Path: "site.toml"}
	if from != nil {
		file = &source.File{Path: from.File.Path}
	}
	p := &Page{File: file, Path: at, kind: k}
	p.Title = title
	s.made = append(s.made, p)
	s.byPath[at] = p
	return p
}

// listTerms gives the views of pages their terms, and those of terms their count.
func (s *Site) listTerms() {
	for _, t := range taxonomies {
		for _, p := range s.Pages {
			var terms []*template.Term
			for _, name := range t.terms(p) {
				at := s.byPath["/"+t.key+"/"+termSlug(name)+"/"]
				if at == nil || slices.ContainsFunc(terms, func(t *template.Term) bool { return t.URL == at.view.URL }) {
					continue
				}
				terms = append(terms, at.termView())
			}
			t.give(p.view, terms)
		}
	}
}

func (p *Page) termView() *template.Term {
	return &template.Term{Name: p.termName, URL: p.view.URL, Pages: len(p.members)}
}

// everyPage are the pages of content/ and those that are made for them.
func (s *Site) everyPage() []*Page { return slices.Concat(s.Pages, s.made) }

// url is a page's address within the site, encoded.
func (p *Page) url() string { return page.URL(p.Path) }
