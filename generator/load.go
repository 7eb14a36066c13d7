package generator

import (
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// sources are a site's files: the text that later stages read, and the names of
// the rest, which is copied.
type sources struct {
	pages     []*pageFile // content/**.md
	files     []string    // all else under content/
	redirects []*source.File
	theme     *template.Theme
}

// load reads the site's folder.
func (s *Site) load(m *memo) source.List {
	var list source.List
	if err := s.loadContent(m); err != nil {
		list = append(list, source.FileErrorf("content", "%v", err))
	}
	if err := s.loadRedirects(); err != nil {
		list = append(list, source.FileErrorf("redirects", "%v", err))
	}
	if len(s.sources.pages) == 0 && len(list) == 0 {
		list = append(list, source.FileErrorf("content", "there is no page here").WithHint("sitegen init makes a site to begin with"))
	}
	theme := s.Options.Theme
	if own, err := fs.Sub(s.Dir, "theme"); err == nil {
		if _, err := fs.Stat(s.Dir, "theme"); err == nil {
			theme = template.Overlay(own, theme)
		}
	}
	t, errs := template.Load(theme, "theme", s.functions())
	s.theme = t
	return append(list, errs...)
}

// loadContent finds what is under content/, and reads the pages.
func (s *Site) loadContent(m *memo) error {
	var names []string
	var stamps []stamp
	known := map[string]bool{}
	err := s.walk("content", func(name string, d fs.DirEntry) error {
		if path.Ext(name) != ".md" || isAttachment(name) {
			s.files = append(s.files, name)
			return nil
		}
		info, err := d.Info()
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			info, err = fs.Stat(s.Dir, name)
		}
		if isMissing(err) {
			return nil
		}
		if err != nil {
			return err
		}
		names, stamps, known[name] = append(names, name), append(stamps, stampOf(info)), true
		return nil
	})
	if err != nil {
		return err
	}
	files := make([]*pageFile, len(names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	const part = 64
	for from := 0; from < len(names); from += part {
		group.Go(func() error {
			for i := from; i < min(from+part, len(names)); i++ {
				f, err := m.get(s.Dir, names[i], stamps[i])
				if err != nil && !isMissing(err) {
					return err
				}
				files[i] = f
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for _, f := range files {
		if f != nil {
			s.sources.pages = append(s.sources.pages, f)
		}
	}
	m.keep(known)
	return nil
}

// loadRedirects reads the rules and tables of the redirect map.
func (s *Site) loadRedirects() error {
	return s.walk("redirects", func(name string, _ fs.DirEntry) error {
		if path.Ext(name) != ".toml" && path.Ext(name) != ".csv" {
			return nil
		}
		f, err := source.ReadFile(s.Dir, name)
		if err == nil {
			s.redirects = append(s.redirects, f)
		}
		return err
	})
}

// isAttachment tells a file that hung on a page of the old Trac: it is published,
// whatever its name.
func isAttachment(name string) bool { return strings.Contains(name, "/raw-attachment/") }

// walk visits the files below a folder, without hidden ones: by name, in whatever order
// the disk has them.
func (s *Site) walk(dir string, visit func(name string, d fs.DirEntry) error) error {
	found := map[string]fs.DirEntry{}
	err := fs.WalkDir(s.Dir, dir, func(name string, d fs.DirEntry, err error) error {
		if isMissing(err) {
			return nil // the folder is not there, or a file went
		}
		if err != nil {
			return err
		}
		if !isAttachment(name) && source.IsHidden(d.Name()) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		found[name] = d
		return nil
	})
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if err == nil {
			err = visit(name, found[name])
		}
	}
	return err
}
