package load

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/source"
)

// pageFile is a Markdown file that was found.
type pageFile struct {
	name  string
	entry fs.DirEntry
}

// stamp returns the file's stamp now, behind a link that of what it leads to.
func (f pageFile) stamp(dir fs.FS) (stamp, error) {
	info, err := f.entry.Info()
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(dir, f.name)
	}
	if err != nil {
		return stamp{}, err
	}
	return stampOf(info), nil
}

// loadContent finds what is under content/, and reads the pages.
func (l *Loader) loadContent(dir fs.FS, s *Sources) error {
	var found []pageFile
	known := map[string]bool{}
	err := walk(dir, "content", func(name string, d fs.DirEntry) error {
		if path.Ext(name) != ".md" || isAttachment(name) {
			s.Files = append(s.Files, name)
			return nil
		}
		found, known[name] = append(found, pageFile{name, d}), true
		return nil
	})
	if err == nil {
		s.Pages, err = l.readPages(dir, found)
	}
	l.pages.keep(known)
	return err
}

// readPages reads what was found, in parallel, without files that went in between. After an edit
// among many pages most of the time is spent on their stamps.
func (l *Loader) readPages(dir fs.FS, found []pageFile) ([]*Page, error) {
	pages := make([]*Page, len(found))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	const part = 64
	for from := 0; from < len(found); from += part {
		group.Go(func() error {
			for i := from; i < min(from+part, len(found)); i++ {
				now, err := found[i].stamp(dir)
				if err == nil {
					pages[i], err = l.pages.get(dir, found[i].name, now)
				}
				if err != nil && !isMissing(err) {
					return err
				}
			}
			return nil
		})
	}
	err := group.Wait()
	return slices.DeleteFunc(pages, func(p *Page) bool { return p == nil }), err
}

// isAttachment reports whether a file hung on a page of the old Trac: it is published
// whatever its name.
func isAttachment(name string) bool { return strings.Contains(name, "/raw-attachment/") }

// isMissing reports whether a file went while the site was read.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// walk visits the files below a folder by name, whatever the disk's order, without hidden
// ones. A folder that is not there has none.
func walk(dir fs.FS, root string, visit func(name string, d fs.DirEntry) error) error {
	found := map[string]fs.DirEntry{}
	err := fs.WalkDir(dir, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case isMissing(err):
			return nil
		case err != nil:
			return err
		case !isAttachment(name) && source.IsHidden(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			found[name] = d
		}
		return nil
	})
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if err == nil {
			err = visit(name, found[name])
		}
	}
	return err
}
