package generator

import (
	"fmt"
	htmltemplate "html/template"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Page is a parsed page.
type Page struct {
	page.FrontMatter
	File *source.File
	Path string // permalink, decoded

	name    string // below content/; "" for a page without a file
	body    int    // offset of the Markdown
	kind    kind
	view    *template.Page
	parent  *Page   // the page of the section that it is in, or nil
	members []*Page // of a section or term: what is in it, in order

	termName string
	terms    []*Page // of a taxonomy

	words words
	brief struct { // the summary
		once sync.Once
		html htmltemplate.HTML
	}
	data struct { // what its templates know besides
		once sync.Once
		all  map[string]any
		list source.List
	}
}

// kind tells pages apart that a site has besides those of its files.
type kind int

const (
	content  kind = iota
	taxonomy      // all tags, all authors
	term          // one of them
	search        // the search page
)

// isSection tells whether the page is a folder's own.
func (p *Page) isSection() bool {
	return p.name != "" && strings.HasSuffix("/"+p.name, "/"+page.Index)
}

// isList tells whether the page is there for others.
func (p *Page) isList() bool { return p.isSection() || p.kind == taxonomy || p.kind == term }

// parse makes pages of those files that are to be published now.
func (s *Site) parse() source.List {
	var list source.List
	for _, f := range s.sources.pages {
		fm, body, errs := f.front, f.body, f.problems
		list = append(list, errs...)
		fm.InZone(s.zone())
		if key, why := s.leftOut(&fm); why != "" {
			d := source.KeyErrorf(f.File, key, "left out: %s", why)
			d.Excerpt = ""
			s.Skipped = append(s.Skipped, d.WithSeverity(source.Note))
			continue
		}
		name := strings.TrimPrefix(f.Path, "content/")
		if fm.Title == "" {
			fm.Title = s.titleOf(name)
		}
		if strings.Contains(fm.Slug, "/") {
			list = append(list, source.KeyErrorf(f.File, "slug", "slug %q holds a slash", fm.Slug).WithHint("move the file instead"))
			continue
		}
		if path.Base(name) == "index.md" {
			list = append(list, source.FileErrorf(f.Path, "this page is published at %s", page.Permalink(name, fm.Slug)).WithSeverity(source.Warning).
				WithHint("a section's own page is called %s", page.Index))
		}
		s.Pages = append(s.Pages, &Page{FrontMatter: fm, File: f.File, Path: page.Permalink(name, fm.Slug), name: name, body: body})
	}
	return list
}

// titleOf is the title of a page that does not give itself one: its file's name, for a
// section its folder's, for the first page the site's.
func (s *Site) titleOf(name string) string {
	dir, base := path.Split(name)
	switch {
	case base != page.Index:
		return strings.TrimSuffix(base, ".md")
	case dir == "":
		return s.Title
	}
	return path.Base(dir)
}

// leftOut tells why a page is not published, and when it will be, and which key says so; ""
// if it is.
func (s *Site) leftOut(fm *page.FrontMatter) (key, why string) {
	switch {
	case fm.Draft && !s.Drafts:
		return "draft", "it is a draft; it appears once its front matter has no draft = true (--drafts shows it)"
	case fm.Date.After(s.Now) && !s.Future:
		return "date", fmt.Sprintf("it is dated %s; it appears with the first build after that (--future shows it)", moment(fm.Date))
	case !fm.Expires.IsZero() && !fm.Expires.After(s.Now) && !s.Expired:
		return "expires", fmt.Sprintf("it expired on %s; it appears again with a later date or none (--expired shows it)", moment(fm.Expires))
	}
	return "", ""
}

// moment writes a time for people, with its zone, so that nobody is a day off.
func moment(t time.Time) string {
	if page.IsDay(t) {
		return t.Format("2006-01-02 (MST)")
	}
	return t.Format("2006-01-02 15:04 MST")
}
