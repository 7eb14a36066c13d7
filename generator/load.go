package generator

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// sources are a site's files: the text that later stages read, and the names of
// the rest, which is copied.
type sources struct {
	pages     []*source.File // content/**.md
	files     []string       // all else under content/
	redirects []*source.File
	theme     *template.Theme
}

// load reads the site's folder.
func (s *Site) load() source.List {
	var list source.List
	for _, dir := range []string{"content", "redirects"} {
		if err := s.walk(dir); err != nil {
			list = append(list, source.FileErrorf(dir, "%v", err))
		}
	}
	if len(s.pages) == 0 && len(list) == 0 {
		list = append(list, source.FileErrorf("content", "there is no page here").WithHint("sitegen init makes a site to begin with"))
	}
	theme := s.Options.Theme
	if own, err := fs.Sub(s.Dir, "theme"); err == nil {
		if _, err := fs.Stat(s.Dir, "theme"); err == nil {
			theme = template.Overlay(own, theme)
		}
	}
	t, errs := template.Load(theme, "theme", template.Options{
		Base: s.base, Asset: func(name string) string { return s.base + "/assets/" + name },
	})
	s.theme = t
	return append(list, errs...)
}

func (s *Site) walk(dir string) error {
	return fs.WalkDir(s.Dir, dir, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == dir {
			return nil
		}
		if err != nil {
			return err
		}
		// An attachment of the old Trac is published whatever its name.
		attachment := strings.Contains(p, "/raw-attachment/")
		if !attachment && (strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~")) { // an editor's
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		switch {
		case dir == "content" && (path.Ext(p) != ".md" || attachment):
			s.files = append(s.files, p)
			return nil
		case dir == "redirects" && path.Ext(p) != ".toml" && path.Ext(p) != ".csv":
			return nil
		}
		f, err := source.ReadFile(s.Dir, p)
		if err != nil {
			return err
		}
		if dir == "content" {
			s.pages = append(s.pages, f)
		} else {
			s.redirects = append(s.redirects, f)
		}
		return nil
	})
}
