package site

import (
	"path"
	"strings"

	"github.com/twisted/sitegen/generator/load"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Page is a page, and its place in the whole.
type Page struct {
	page.FrontMatter // Updated is filled in where only the version control knows it

	File   *source.File
	Name   string // of the file, below content/; "" for a generated page
	Body   int    // offset of the Markdown in the file
	Kind   Kind
	Path   string // permalink, decoded
	URL    string // the same, encoded, with the mount's path
	AbsURL string // with scheme and host; "" where the site does not know its own

	ImageURL string // of its Image, as Link makes it; "" where it has none, or one that is no link

	Section        *Page      // the page of the section, or taxonomy, that it is in, or nil
	Members        []*Page    // of a section or term: what is in it, in order
	IsDated        bool       // it has members with a date, such as news
	ListPages      []ListPage // the pages that it is published on, one at least
	Previous, Next *Page      // its neighbours in its section, or nil
	Above          []Crumb    // the pages above it, from the first one down
	Feed           *Page      // the list whose feeds it belongs to, or nil
	InTerms        []Terms    // that it has, a taxonomy each
	Terms          []*Page    // of a taxonomy: the pages of all its terms, by name
	Term           string     // of a term's page: its name
}

// Kind tells pages that have a part in the site from those that are only themselves.
type Kind int

// The kinds of pages.
const (
	Content  Kind = iota
	Taxonomy      // all tags, all authors
	Term          // one of them
	Search        // the search page
)

// IsSection reports whether the page is a folder's own.
func (p *Page) IsSection() bool {
	return p.Name != "" && strings.HasSuffix("/"+p.Name, "/"+page.Index)
}

// IsList reports whether the page is there for others.
func (p *Page) IsList() bool { return p.IsSection() || p.Kind == Taxonomy || p.Kind == Term }

// ListName is what lists of pages call a page: its name in the old wiki, else its title.
func (p *Page) ListName() string {
	if p.Trac != nil {
		return p.Trac.Page
	}
	return p.Title
}

// newPage makes the page of a file; skipped says why there is none to be published.
func newPage(f *load.Page, s Settings) (p *Page, skipped *source.Diagnostic, list source.List) {
	fm := f.FrontMatter
	fm.InZone(s.zone())
	list = append(list, f.Problems...)
	if key, why := leftOut(&fm, s); why != "" {
		d := source.KeyErrorf(f.File, key, "left out: %s", why).WithSeverity(source.Note)
		d.Excerpt = ""
		return nil, &d, list
	}
	name := strings.TrimPrefix(f.Path, "content/")
	if fm.Title == "" {
		fm.Title = defaultTitle(name, s.Title)
	}
	fm.Updated = lastChange(&fm, f.Path, s)
	if strings.Contains(fm.Slug, "/") {
		return nil, nil, append(list, source.KeyErrorf(f.File, "slug", "slug %q holds a slash", fm.Slug).
			WithHint("move the file instead"))
	}
	at := page.Permalink(name, fm.Slug)
	if path.Base(name) == "index.md" {
		list = append(list, source.FileErrorf(f.Path, "this page is published at %s", at).
			WithSeverity(source.Warning).WithHint("a section's own page is called %s", page.Index))
	}
	return &Page{FrontMatter: fm, File: f.File, Name: name, Body: f.Body, Path: at}, nil, list
}

// defaultTitle is the title of a page that does not give itself one: its file's name, for a
// section its folder's, for the first page the site's.
func defaultTitle(name, siteTitle string) string {
	dir, base := path.Split(name)
	switch {
	case base != page.Index:
		return strings.TrimSuffix(base, ".md")
	case dir == "":
		return siteTitle
	}
	return path.Base(dir)
}
