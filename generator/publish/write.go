package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// Written counts what a build did.
type Written struct {
	Files   int   `json:"files"` // of the site
	Changed int   `json:"changed"`
	Removed int   `json:"removed"`
	Bytes   int64 `json:"bytes"` // of the site
}

// stagingName is the folder, in the one that is written to, where all is made ready.
const stagingName = output.ReservedPrefix + "staging"

// Folder is a folder that one build has for itself.
type Folder struct {
	dir  string
	lock *source.Lock
}

// Open takes a folder for a build, and makes it if there is none. The error names the build that
// has it.
func Open(dir string) (*Folder, error) {
	lock, err := source.LockFolder(dir, "build")
	if err != nil {
		return nil, err
	}
	return &Folder{dir, lock}, nil
}

// Close leaves the folder to others.
func (f *Folder) Close() error { return f.lock.Unlock() }

// Write renders everything and puts it into the folder, if no redirect is lost. What is wrong with
// the site or the folder is in the list; the error is that of ctx, if it ended the build.
func (f *Folder) Write(ctx context.Context, files *output.Files) (Written, source.List, error) {
	dir := f.dir
	owned, err := readManifest(dir)
	if err != nil {
		return Written{}, source.AsList(err), nil
	}
	if list := check.Redirects(files); list.HasErrors() {
		return Written{}, list, nil
	}
	staging := filepath.Join(dir, stagingName)
	removeLeftovers(dir, staging)
	defer os.RemoveAll(staging)
	w, list := stage(ctx, files, dir, staging, owned)
	if ctx.Err() != nil {
		return Written{}, nil, ctx.Err()
	}
	if list.HasErrors() {
		return Written{}, list, nil
	}
	if err = checkOwners(staging, dir, ".", owned); err != nil {
		return Written{}, append(list, source.AsList(err)...), nil
	}
	if w.Changed == 0 && !slices.ContainsFunc(owned, func(p string) bool { return !files.Has(p) }) {
		return w, list, nil
	}
	w.Removed, err = replace(files, dir, staging, owned)
	return w, append(list, source.AsList(err)...), nil
}

// removeLeftovers clears away what a build that was cut off left.
func removeLeftovers(dir, staging string) {
	os.RemoveAll(staging)
	if left, err := filepath.Glob(filepath.Join(dir, source.TempPrefix+"*")); err == nil {
		for _, file := range left {
			os.Remove(file)
		}
	}
}

// flush brings what was written to the disk; a test looks on.
var flush = source.Flush

// replace removes what the site no longer has and moves what is staged into its place.
func replace(files *output.Files, dir, staging string, owned []string) (removed int, err error) {
	stale := slices.DeleteFunc(slices.Clone(owned), files.Has)
	// The manifest first: what an interrupt leaves behind is known to be ours.
	if err = writeManifest(dir, append(slices.Clone(files.Paths()), stale...)); err != nil {
		return 0, err
	}
	if err = flush(dir); err != nil { // no name may reach the disk before what it names
		return 0, err
	}
	if removed, err = remove(dir, stale); err != nil {
		return removed, err
	}
	if err = merge(staging, dir); err == nil && len(stale) > 0 {
		err = writeManifest(dir, files.Paths())
	}
	if err == nil {
		err = flush(dir)
	}
	return removed, err
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

// throughLink reports whether a folder below dir is, or lies in, a symbolic link.
func throughLink(dir, p string) bool {
	for ; p != "."; p = path.Dir(p) {
		info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(p)))
		if err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}
