package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/twisted/sitegen/generator/source"
)

// checkOwners refuses to put what is staged over what no build wrote: a file of somebody's,
// a folder that holds one, a link. at is a path below both folders, owned sorted.
func checkOwners(staging, dir, at string, owned []string) error {
	entries, err := os.ReadDir(filepath.Join(staging, at))
	if err != nil {
		return err
	}
	for _, e := range entries {
		p := filepath.Join(at, e.Name())
		old := filepath.Join(dir, p)
		info, err := os.Lstat(old)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		switch {
		case info.IsDir() && e.IsDir():
			err = checkOwners(staging, dir, p, owned)
		case info.IsDir():
			err = filepath.WalkDir(old, func(inner string, d fs.DirEntry, err error) error {
				rel, _ := filepath.Rel(dir, inner)
				if err == nil && (d.IsDir() && !ownsBelow(owned, rel) || !d.IsDir() && !owns(owned, rel)) {
					err = notOurs(inner)
				}
				return err
			})
		case !owns(owned, p):
			err = notOurs(old)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func notOurs(file string) error {
	return source.FileErrorf(file, "no build wrote this, and the site has something in its place").
		WithHint("move it away, or out of the site")
}
