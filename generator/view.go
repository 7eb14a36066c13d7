package generator

import (
	"fmt"
	htmltemplate "html/template"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/template"
)

// view makes what templates see of a page.
func (s *Site) view(p *Page) *template.Page {
	u := s.base + page.URL(p.Path)
	return &template.Page{
		Title: p.Title, Description: p.Description, URL: u, AbsURL: s.absURL(u), Date: p.Date, Updated: s.updated(p), Expires: p.Expires, Draft: p.Draft,
		Weight: p.Weight, Params: p.Params, IsHome: p.Path == "/", Source: s.sourceOf(p), Image: s.image(p), Trac: p.Trac,
		Attachments: s.attachments(p), Parts: parts{s, p},
	}
}

// absURL is a URL of the site with scheme and host; "" where the site does not know its own.
func (s *Site) absURL(u string) string {
	if s.origin == "" {
		return ""
	}
	return s.origin + u
}

// sourceOf is the file that one edits to change a page; "" where there is none.
func (s *Site) sourceOf(p *Page) string {
	if p.name == "" {
		return ""
	}
	return p.File.Path
}

// image is the absolute URL of a page's image, for those who show a link to it.
func (s *Site) image(p *Page) string {
	if p.Image == "" {
		return ""
	}
	u, err := s.link(p, p.Image)
	switch {
	case err != nil:
		return "" // told where the page is rendered
	case strings.HasPrefix(u, "//"):
		return "https:" + u
	case strings.HasPrefix(u, "/"):
		return s.absURL(u)
	}
	return u
}

// parts are template.Parts.
type parts struct {
	site *Site
	page *Page
}

func (v parts) Summary() htmltemplate.HTML      { return v.site.summary(v.page) }
func (v parts) Resources() []*template.Resource { return v.site.resources(v.page) }

// views are what templates see of pages.
func views(pages []*Page) []*template.Page {
	var list []*template.Page
	for _, p := range pages {
		list = append(list, p.view)
	}
	return list
}

// attachments lists the files that hung on a converted page, which are published
// where they were: beside the page's old URL.
func (s *Site) attachments(p *Page) []template.Attachment {
	if p.Trac == nil {
		return nil
	}
	base, found := "", false
	for _, a := range p.Aliases {
		if base, found = strings.CutSuffix(a, "/wiki/"+page.URL(p.Trac.Page)); found {
			break
		}
	}
	var list []template.Attachment
	for _, f := range p.Trac.Attachments {
		list = append(list, template.Attachment{
			Name: f.Name, URL: s.base + base + "/raw-attachment/wiki/" + page.URL(p.Trac.Page+"/"+f.Name),
			Size: size(f.Size), Author: f.Author, Description: f.Description, Date: f.Date,
		})
	}
	return list
}

// size writes bytes for people.
func size(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n < 1024:
		return fmt.Sprintf("%d bytes", n)
	case n < 1024*1024:
		return fmt.Sprintf("%.1f kB", float64(n)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1024*1024))
}

// links are a menu's entries as seen from the page at a path.
func (s *Site) links(list []template.Link, at string) []template.Link {
	out := make([]template.Link, len(list))
	for i, l := range list {
		l.Active = l.URL != "/" && strings.HasPrefix(at, l.URL) || l.URL == at
		l.URL = template.Based(s.base, l.URL)
		out[i] = l
	}
	return out
}

// breadcrumbs are the pages above a page, from the first one down.
func (s *Site) breadcrumbs(p *Page) []template.Link {
	var up []template.Link
	if p.Path == "/" {
		return nil
	}
	for dir := path.Dir(strings.TrimSuffix(p.Path, "/")); ; dir = path.Dir(dir) {
		at := strings.TrimSuffix(dir, "/") + "/"
		if above := s.byPath[at]; above != nil {
			name := above.Title
			if at == "/" {
				name = "Home"
			}
			up = append([]template.Link{{Name: name, URL: above.view.URL}}, up...)
		}
		if dir == "/" {
			return up
		}
	}
}

// tree arranges all that is below a section by its path.
func (s *Site) tree(p *Page) []*template.Branch {
	if !p.isSection() || p.Path == "/" {
		return nil
	}
	tree := newTree()
	pages := map[*template.Branch]*Page{}
	for _, m := range s.Pages { // sorted by path
		if below, ok := strings.CutPrefix(m.Path, p.Path); ok && below != "" {
			b := tree.at(strings.TrimSuffix(below, "/"))
			b.Page, pages[b] = m.view, m
		}
	}
	for _, b := range tree.made { // as sections are; folders without a page last, by name
		slices.SortStableFunc(b.Children, func(x, y *template.Branch) int {
			px, py := pages[x], pages[y]
			switch {
			case px != nil && py != nil:
				return order(px, py)
			case px == nil && py == nil:
				return strings.Compare(x.Name, y.Name)
			case px == nil:
				return 1
			}
			return -1
		})
	}
	return tree.root.Children
}

// tree grows branches by their paths; it may hold thousands in one place.
type tree struct {
	root *template.Branch
	made map[string]*template.Branch
}

func newTree() *tree {
	root := &template.Branch{}
	return &tree{root, map[string]*template.Branch{"": root}}
}

// at returns the branch at a path, new ones where there are none.
func (t *tree) at(path string) *template.Branch {
	if b := t.made[path]; b != nil {
		return b
	}
	above, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		above, name = path[:i], path[i+1:]
	}
	parent, b := t.at(above), &template.Branch{Name: name}
	parent.Children = append(parent.Children, b)
	t.made[path] = b
	return b
}
