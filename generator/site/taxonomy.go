package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/twisted/sitegen/generator/source"
)

// taxonomy is a way to sort pages that front matter has a word for. It has a page that lists
// its terms, and each of them one that lists its pages.
type taxonomy struct {
	key, title string
	terms      func(*Page) []string
}

// taxonomies are all that there are.
var taxonomies = []taxonomy{
	{"tags", "Tags", func(p *Page) []string { return p.Tags }},
	{"authors", "Authors", func(p *Page) []string { return p.Authors }},
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

// resolveTaxonomies makes the pages of terms. A page of content/ at such an address keeps its text
// and lists the term's pages below it.
func (s *Site) resolveTaxonomies() source.List {
	var list source.List
	for _, t := range taxonomies {
		terms, errs := s.resolveTerms(t)
		list = append(list, errs...)
		if len(terms) == 0 {
			continue
		}
		all := s.pageAt("/"+t.key+"/", t.title, Taxonomy, "site.toml")
		for _, u := range terms {
			list = append(list, u.finish(t)...)
			u.page.Section = all
			all.Terms = append(all.Terms, u.page)
		}
		slices.SortFunc(all.Terms, func(a, b *Page) int {
			byName := strings.Compare(strings.ToLower(a.Term), strings.ToLower(b.Term))
			return cmp.Or(byName, strings.Compare(a.Path, b.Path))
		})
	}
	return list
}

// termUse is a term as pages use it.
type termUse struct {
	page      *Page
	spellings map[string][]*Page // how it is written, and where
}

// resolveTerms gathers the terms of a taxonomy, by slug, and gives each page those that it has.
func (s *Site) resolveTerms(t taxonomy) (map[string]*termUse, source.List) {
	var list source.List
	terms := map[string]*termUse{}
	for _, p := range s.Pages {
		for _, name := range t.terms(p) {
			slug := termSlug(name)
			if slug == "" || slug == "." || slug == ".." {
				list = append(list, source.KeyErrorf(p.File, t.key, "%q cannot be among the %s: it makes no address",
					name, t.key))
				continue
			}
			u := terms[slug]
			if u == nil {
				at := s.pageAt("/"+t.key+"/"+slug+"/", "", Term, p.File.Path)
				u = &termUse{at, map[string][]*Page{}}
				terms[slug] = u
			}
			u.spellings[name] = append(u.spellings[name], p)
			u.page.Members = append(u.page.Members, p)
			p.addTerm(t.key, u.page)
		}
	}
	return terms, list
}

// Terms are the pages of those terms of a taxonomy that a page has.
type Terms struct {
	Taxonomy string // its key, "tags"
	Pages    []*Page
}

// TermsOf are the pages of those terms of a taxonomy that a page has.
func TermsOf(p *Page, taxonomy string) []*Page {
	for _, t := range p.InTerms {
		if t.Taxonomy == taxonomy {
			return t.Pages
		}
	}
	return nil
}

// addTerm gives a page a term, which it may name twice.
func (p *Page) addTerm(key string, term *Page) {
	last := len(p.InTerms) - 1
	if last < 0 || p.InTerms[last].Taxonomy != key { // one taxonomy is read after the other
		p.InTerms = append(p.InTerms, Terms{key, nil})
		last++
	}
	if !slices.Contains(p.InTerms[last].Pages, term) {
		p.InTerms[last].Pages = append(p.InTerms[last].Pages, term)
	}
}

// finish names a term as most of its pages do, warns of the others, and puts its pages in
// order.
func (u *termUse) finish(t taxonomy) source.List {
	names := byUse(u.spellings)
	at := u.page
	at.Term = names[0]
	if at.Name == "" {
		at.Title = names[0]
	}
	slices.SortStableFunc(at.Members, func(a, b *Page) int {
		return cmp.Or(b.Date.Compare(a.Date), strings.Compare(a.Title, b.Title), strings.Compare(a.Path, b.Path))
	})
	at.Members = slices.Compact(at.Members) // a page may name it twice, or lie in its folder
	var list source.List
	for _, other := range names[1:] {
		for _, p := range u.spellings[other] {
			list = append(list, source.KeyErrorf(p.File, t.key, "%q is also written %q", other, names[0]).
				WithSeverity(source.Warning).WithHint("both are listed at %s", at.Path))
		}
	}
	return list
}

// byUse sorts the spellings of a name, that of most pages first.
func byUse(spellings map[string][]*Page) []string {
	return slices.SortedFunc(maps.Keys(spellings), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(spellings[b]), len(spellings[a])), strings.Compare(a, b))
	})
}
