package generator

import (
	"fmt"
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
		Title: p.Title, Description: p.Description, URL: u, AbsURL: s.origin + u, Date: p.Date, Updated: p.Updated, Draft: p.Draft,
		Tags: p.Tags, Authors: p.Authors, Params: p.Params, IsHome: p.Path == "/", Source: p.File.Path, Trac: p.Trac,
		Attachments: s.attachments(p),
	}
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
		if strings.HasPrefix(l.URL, "/") {
			l.URL = s.base + l.URL
		}
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
	root := &template.Branch{}
	for _, m := range s.Pages { // sorted by path
		below, ok := strings.CutPrefix(m.Path, p.Path)
		if !ok || below == "" {
			continue
		}
		grow(root, strings.Split(strings.TrimSuffix(below, "/"), "/")).Page = m.view
	}
	return root.Children
}

// grow returns the branch at a path, a new one where there is none.
func grow(root *template.Branch, path []string) *template.Branch {
	at := root
	for _, part := range path {
		if n := slices.IndexFunc(at.Children, func(b *template.Branch) bool { return b.Name == part }); n >= 0 {
			at = at.Children[n]
			continue
		}
		next := &template.Branch{Name: part}
		at.Children = append(at.Children, next)
		at = next
	}
	return at
}
