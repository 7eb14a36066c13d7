// Package filetree is a file system that knows the names of its files and reads their bytes when
// they are asked for, from wherever they are.
package filetree

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Tree is an fs.FS of the files that were added to it. Once all are, many goroutines may read it.
type Tree struct {
	entries map[string]*entry // by path; "." is the root
}

var errFolder = errors.New("is a folder")

// New makes a Tree without files.
func New() *Tree {
	return &Tree{entries: map[string]*entry{".": {name: ".", mode: fs.ModeDir | 0o755}}}
}

// Add adds a file; read returns its bytes, of a symbolic link (fs.ModeSymlink) where it leads.
// What is no path of an fs.FS, or there already, is left out.
func (t *Tree) Add(name string, mode fs.FileMode, read func() ([]byte, error)) {
	if !fs.ValidPath(name) || t.entries[name] != nil {
		return
	}
	child := &entry{name: path.Base(name), mode: mode, read: read}
	t.entries[name] = child
	for name != "." {
		name = path.Dir(name)
		dir, known := t.entries[name]
		if !known {
			dir = &entry{name: path.Base(name), mode: fs.ModeDir | 0o755}
			t.entries[name] = dir
		}
		at, _ := slices.BinarySearchFunc(dir.children, child.name, func(e *entry, name string) int {
			return strings.Compare(e.name, name)
		})
		dir.children = slices.Insert(dir.children, at, child)
		if known {
			return
		}
		child = dir
	}
}

// mostLinks is how many symbolic links lead to a file.
const mostLinks = 8

// ReadFile implements fs.ReadFileFS.
func (t *Tree) ReadFile(name string) ([]byte, error) {
	fail := func(err error) ([]byte, error) { return nil, &fs.PathError{Op: "read", Path: name, Err: err} }
	at := name
	for range mostLinks {
		e := t.entries[at]
		switch {
		case e == nil:
			return fail(fs.ErrNotExist)
		case e.IsDir():
			return fail(errFolder)
		}
		data, err := e.read()
		if err != nil {
			return fail(err)
		}
		if e.mode&fs.ModeSymlink == 0 {
			return data, nil
		}
		at = path.Join(path.Dir(at), string(data))
	}
	return fail(fs.ErrNotExist)
}

// Open implements fs.FS.
func (t *Tree) Open(name string) (fs.File, error) {
	e := t.entries[name]
	if e == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if e.IsDir() {
		return &openFile{entry: e}, nil
	}
	data, err := t.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &openFile{entry: &entry{name: e.name, mode: e.mode.Perm()}, data: data}, nil
}

// Stat implements fs.StatFS.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	e := t.entries[name]
	switch {
	case e == nil:
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	case e.mode&fs.ModeSymlink == 0:
		return e, nil
	}
	f, err := t.Open(name)
	if err != nil {
		return nil, err
	}
	return f.Stat()
}
