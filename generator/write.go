package generator

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"

	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/source"
)

// Written counts what a build did.
type Written struct {
	Files   int // of the site
	Changed int
	Removed int
	Bytes   int64 // of the site
}

const (
	manifestName = ".sitegen.manifest"
	stagingName  = ".sitegen.staging"
)

// Write renders everything and puts it into dir, if no redirect is lost. Nothing in
// dir is touched until all of it is rendered and staged; then only what changed is
// replaced, and only what an earlier build wrote is removed. A folder that holds
// anything else is refused.
func (s *Site) Write(ctx context.Context, dir string) (Written, source.List) {
	owned, err := readManifest(dir)
	if err != nil {
		return Written{}, source.AsList(err)
	}
	if list := s.lostRedirects(); list.HasErrors() {
		return Written{}, list
	}
	staging := filepath.Join(dir, stagingName)
	os.RemoveAll(staging)
	if left, err := filepath.Glob(filepath.Join(dir, source.TempPrefix+"*")); err == nil {
		for _, file := range left {
			os.Remove(file)
		}
	}
	defer os.RemoveAll(staging)
	w, list := s.stage(ctx, dir, staging, owned)
	if list.HasErrors() {
		return Written{}, list
	}
	var stale []string
	for _, p := range owned {
		if !s.Has(p) {
			stale = append(stale, p)
		}
	}
	if err = foreign(staging, dir, ".", owned); err != nil {
		return Written{}, append(list, source.AsList(err)...)
	}
	// The manifest first: what an interrupt leaves behind is known to be ours.
	if err = writeManifest(dir, append(slices.Clone(s.paths), stale...)); err == nil {
		w.Removed, err = remove(dir, stale)
	}
	if err == nil {
		err = merge(staging, dir)
	}
	if err == nil && len(stale) > 0 {
		err = writeManifest(dir, s.paths)
	}
	return w, append(list, source.AsList(err)...)
}

// stage renders every output and keeps, in a folder of the same shape, those that
// differ from what is in dir.
func (s *Site) stage(ctx context.Context, dir, staging string, owned []string) (w Written, list source.List) {
	var mu sync.Mutex
	if err := os.MkdirAll(staging, 0o755); err != nil {
		return w, source.AsList(err)
	}
	made := &folders{made: map[string]bool{}}
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for part := range slices.Chunk(s.paths, 64) {
		if inner.Err() != nil {
			break
		}
		group.Go(func() error {
			var did Written
			var problems source.List
			for _, p := range part {
				data, errs := s.Render(p)
				problems = append(problems, errs...)
				did.Files++
				did.Bytes += int64(len(data))
				if errs.HasErrors() || inner.Err() != nil {
					continue
				}
				if owns(owned, p) {
					if old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(p))); err == nil && bytes.Equal(old, data) {
						continue
					}
				}
				did.Changed++
				to := filepath.Join(staging, filepath.FromSlash(p))
				if err := made.make(filepath.Dir(to)); err != nil {
					return err
				}
				if err := os.WriteFile(to, data, 0o644); err != nil {
					return err
				}
			}
			mu.Lock()
			defer mu.Unlock()
			list = append(list, problems...)
			w.Files += did.Files
			w.Changed += did.Changed
			w.Bytes += did.Bytes
			return nil
		})
	}
	err := group.Wait()
	if err == nil {
		err = ctx.Err() // interrupted
	}
	list = append(list, source.AsList(err)...)
	list.Sort()
	return w, list
}

// folders makes each folder once.
type folders struct {
	mu   sync.Mutex
	made map[string]bool
}

func (f *folders) make(dir string) error {
	f.mu.Lock()
	done := f.made[dir]
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
	f.made[dir] = true
	f.mu.Unlock()
	return nil
}

// foreign refuses to put what is staged over what no build wrote: a file of somebody's,
// a folder that holds one, a link. at is a path below both folders, owned sorted.
func foreign(staging, dir, at string, owned []string) error {
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
			err = foreign(staging, dir, p, owned)
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

func owns(owned []string, p string) bool {
	_, ok := slices.BinarySearch(owned, filepath.ToSlash(p))
	return ok
}

// ownsBelow tells whether a build wrote anything below a folder.
func ownsBelow(owned []string, p string) bool {
	below := filepath.ToSlash(p) + "/"
	i, _ := slices.BinarySearch(owned, below)
	return i < len(owned) && strings.HasPrefix(owned[i], below)
}

func notOurs(file string) error {
	return source.FileErrorf(file, "no build wrote this, and the site has something in its place").WithHint("move it away, or out of the site")
}

// merge moves what is in one folder into another, whole folders where they are new.
func merge(from, to string) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		old, new := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		info, err := os.Lstat(new)
		if err == nil && info.IsDir() && e.IsDir() {
			err = merge(old, new)
		} else if err == nil || errors.Is(err, fs.ErrNotExist) {
			err = os.Rename(old, new)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readManifest returns what an earlier build wrote into dir.
func readManifest(dir string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err == nil {
		owned := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		for _, p := range owned {
			if !filepath.IsLocal(filepath.FromSlash(p)) {
				return nil, source.FileErrorf(filepath.Join(dir, manifestName), "%q is no path within the folder", p).
					WithHint("no build wrote this: clear the folder yourself")
			}
		}
		slices.Sort(owned)
		return owned, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { // what a build leaves that is cut off
		return e.Name() == stagingName || strings.HasPrefix(e.Name(), source.TempPrefix)
	})
	if err == nil && len(entries) > 0 {
		return nil, source.FileErrorf(dir, "this folder holds files that no build wrote").WithHint("give an empty folder with -o, or clear this one yourself")
	}
	return nil, err
}

func writeManifest(dir string, paths []string) error {
	paths = slices.Clone(paths)
	slices.Sort(paths)
	_, err := source.Write(filepath.Join(dir, manifestName), []byte(strings.Join(paths, "\n")+"\n"))
	return err
}

// remove deletes files of an earlier build and the folders that they leave empty.
func remove(dir string, stale []string) (int, error) {
	for _, p := range stale {
		if throughLink(dir, path.Dir(p)) {
			continue // what lies behind a link is not the folder's
		}
		file := filepath.Join(dir, filepath.FromSlash(p))
		if info, err := os.Lstat(file); err == nil && info.IsDir() || errors.Is(err, syscall.ENOTDIR) {
			continue // no file of ours is there: an interrupt came between
		}
		if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return 0, err
		}
		for up := path.Dir(p); up != "."; up = path.Dir(up) {
			if os.Remove(filepath.Join(dir, filepath.FromSlash(up))) != nil {
				break // not empty
			}
		}
	}
	return len(stale), nil
}

// throughLink tells whether a folder below dir is, or lies in, a symbolic link.
func throughLink(dir, p string) bool {
	for ; p != "."; p = path.Dir(p) {
		if info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(p))); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}
