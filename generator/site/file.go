package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/page"
)

// Resources are the files that are published beside a page, by name, below content/: those of
// content/docs/ for content/docs/_index.md, those of content/docs/Page/ for
// content/docs/Page.md.
func Resources(s *Site, p *Page) []string {
	dir := "content/" + strings.Trim(p.Path, "/")
	if dir != "content/" {
		dir += "/"
	}
	var list []string
	from, _ := slices.BinarySearch(s.Files, dir)
	for _, f := range s.Files[from:] {
		if !strings.HasPrefix(f, dir) {
			break
		}
		if path.Dir(f)+"/" == dir {
			list = append(list, strings.TrimPrefix(f, "content/"))
		}
	}
	return list
}

// Attachment is a file that hung on a converted page, with its URL, without the mount's path.
type Attachment struct {
	page.Attachment
	URL string
}

// Attachments lists the files that hung on a converted page, which are published where they
// were: beside the page's old URL.
func Attachments(p *Page) []Attachment {
	if p.Trac == nil {
		return nil
	}
	base, found := "", false
	for _, a := range p.Aliases { // of a Trac at the root the only one may be that of the list
		if base, found = strings.CutSuffix(a, "/wiki/"+page.URL(p.Trac.Page)); found {
			base = strings.TrimSuffix(base, "/attachment")
			break
		}
	}
	var list []Attachment
	for _, f := range p.Trac.Attachments {
		at := cmp.Or(f.Path, base+"/raw-attachment/wiki/"+p.Trac.Page+"/"+f.Name)
		list = append(list, Attachment{f, page.URL(at)})
	}
	return list
}
