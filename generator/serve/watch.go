package serve

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"github.com/twisted/sitegen/generator/source"
)

// quiet is how long no change must come before one is reported; it gathers the
// several events of one save.
const quiet = 40 * time.Millisecond

// Watch calls changed after each burst of changes below the roots, until ctx
// ends. Roots that do not exist yet are waited for by way of dir, their parent.
func Watch(ctx context.Context, dir string, roots []string, changed func()) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer w.Close()
	if err := w.Add(dir); err != nil {
		return err
	}
	for _, root := range roots {
		if err := addTree(w, filepath.Join(dir, root)); err != nil {
			return err
		}
	}
	watched := func(name string) bool {
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return false
		}
		top, _, _ := strings.Cut(filepath.ToSlash(rel), "/")
		for _, root := range roots {
			if top == root {
				return true
			}
		}
		return false
	}
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.Errors:
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				timer.Reset(quiet) // something has changed
			}
		case e := <-w.Events:
			if e.Op == fsnotify.Chmod || !watched(e.Name) || isNoise(e.Name) {
				continue
			}
			if e.Has(fsnotify.Create) {
				// A new folder may already hold more: watch it all, then look.
				if err := addTree(w, e.Name); err != nil {
					return err
				}
			}
			timer.Reset(quiet)
		case <-timer.C:
			changed()
		}
	}
}

// addTree watches a folder and all below it; a file is watched by its folder.
func addTree(w *fsnotify.Watcher, root string) error {
	return filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // gone again, or not there yet
		}
		if err != nil || !d.IsDir() {
			return err
		}
		if p != root && source.IsHidden(d.Name()) {
			return fs.SkipDir
		}
		if err := w.Add(p); !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

// isNoise reports whether a file is hidden, or an editor's own.
func isNoise(name string) bool {
	base := filepath.Base(name)
	return source.IsHidden(base) || strings.HasSuffix(base, ".swp") || base == "4913" || strings.HasSuffix(base, ".bck")
}
