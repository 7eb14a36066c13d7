package generator

import (
	"strings"
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

	name    string // below content/
	body    int    // offset of the Markdown
	view    *template.Page
	parent  *Page   // the page of the section that it is in, or nil
	members []*Page // of a section: what is in it, in order
}

// isSection tells whether the page is a folder's own.
func (p *Page) isSection() bool {
	return strings.HasSuffix("/"+p.name, "/"+page.Index)
}

// Skipped is a page that is not published.
type Skipped struct {
	File string
	Why  string
}

// parse reads every page's front matter.
func (s *Site) parse() source.List {
	var list source.List
	for _, f := range s.sources.pages {
		fm, body, errs := page.Parse(f)
		list = append(list, errs...)
		name := strings.TrimPrefix(f.Path, "content/")
		switch {
		case fm.Draft && !s.Drafts:
			s.skip(f.Path, "it is a draft (--drafts shows it)")
			continue
		case fm.Date.After(s.Now) && !s.Future:
			s.skip(f.Path, "it is dated "+fm.Date.Format(time.DateOnly)+", after today (--future shows it)")
			continue
		}
		if fm.Title == "" {
			fm.Title = strings.TrimSuffix(name[strings.LastIndexByte(name, '/')+1:], ".md")
		}
		if strings.Contains(fm.Slug, "/") {
			list = append(list, f.LineErrorf(1, 1, "slug %q holds a slash", fm.Slug).WithHint("move the file instead"))
			continue
		}
		s.Pages = append(s.Pages, &Page{FrontMatter: fm, File: f, Path: page.Permalink(name, fm.Slug), name: name, body: body})
	}
	return list
}

func (s *Site) skip(file, why string) { s.Skipped = append(s.Skipped, Skipped{file, why}) }
