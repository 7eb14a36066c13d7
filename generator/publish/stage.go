package publish

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// stage renders every output and keeps, in a folder of the same shape, those that differ from
// what is in dir.
func stage(ctx context.Context, files *output.Files, dir, staging string, owned []string) (Written, source.List) {
	if err := os.MkdirAll(staging, 0o755); err != nil {
		return Written{}, source.AsList(err)
	}
	var mu sync.Mutex
	var all Written
	var list source.List
	folders := &folders{known: map[string]bool{}}
	err := output.EachPart(ctx, files.Paths(), func(ctx context.Context, part []string) error {
		var w Written
		var problems source.List
		for _, p := range part {
			data, errs := files.Render(p)
			problems = append(problems, errs...)
			w.Files++
			w.Bytes += int64(len(data))
			if errs.HasErrors() || ctx.Err() != nil || isSame(dir, p, data, owned) {
				continue
			}
			w.Changed++
			to := filepath.Join(staging, filepath.FromSlash(p))
			if err := folders.make(filepath.Dir(to)); err != nil {
				return err
			}
			if err := os.WriteFile(to, data, 0o644); err != nil {
				return err
			}
		}
		mu.Lock()
		defer mu.Unlock()
		list = append(list, problems...)
		all.Files += w.Files
		all.Changed += w.Changed
		all.Bytes += w.Bytes
		return nil
	})
	list = append(list, source.AsList(err)...)
	list.Sort()
	return all, list
}

// isSame reports whether an earlier build wrote a file with the same bytes.
func isSame(dir, p string, data []byte, owned []string) bool {
	if !owns(owned, p) {
		return false
	}
	old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p)))
	return err == nil && bytes.Equal(old, data)
}

// folders makes each folder once.
type folders struct {
	mu    sync.Mutex
	known map[string]bool
}

func (f *folders) make(dir string) error {
	f.mu.Lock()
	done := f.known[dir]
	f.mu.Unlock()
	if done {
		return nil
	}
	err := os.Mkdir(dir, 0o755)
	if errors.Is(err, fs.ErrNotExist) {
		if err = f.make(filepath.Dir(dir)); err == nil {
			err = os.Mkdir(dir, 0o755)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	f.mu.Lock()
	f.known[dir] = true
	f.mu.Unlock()
	return nil
}
