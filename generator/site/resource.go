package site

import (
	"path"
	"slices"
	"strings"
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
