package filetree

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// entry is a file or folder, an fs.DirEntry and its fs.FileInfo.
type entry struct {
	name     string
	mode     fs.FileMode
	read     func() ([]byte, error)
	children []*entry // of a folder
}

// Name implements fs.FileInfo.
func (e *entry) Name() string { return e.name }

// Size implements fs.FileInfo; it is not known before the bytes are, and 0.
func (e *entry) Size() int64 { return 0 }

// Mode implements fs.FileInfo.
func (e *entry) Mode() fs.FileMode { return e.mode }

// Type implements fs.DirEntry.
func (e *entry) Type() fs.FileMode { return e.mode.Type() }

// ModTime implements fs.FileInfo; it is not known.
func (e *entry) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (e *entry) IsDir() bool { return e.mode.IsDir() }

// Sys implements fs.FileInfo.
func (e *entry) Sys() any { return nil }

// Info implements fs.DirEntry.
func (e *entry) Info() (fs.FileInfo, error) { return e, nil }

// openFile is a file or folder that is read.
type openFile struct {
	*entry
	data []byte
	at   int
}

// Stat implements fs.File.
func (f *openFile) Stat() (fs.FileInfo, error) { return f.entry, nil }

// Read implements fs.File.
func (f *openFile) Read(into []byte) (int, error) {
	if f.IsDir() {
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: errFolder}
	}
	if f.at == len(f.data) && len(into) > 0 {
		return 0, io.EOF
	}
	n := copy(into, f.data[f.at:])
	f.at += n
	return n, nil
}

// Close implements fs.File.
func (f *openFile) Close() error { return nil }

// ReadDir implements fs.ReadDirFile.
func (f *openFile) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: f.name, Err: errors.New("is no folder")}
	}
	rest := f.children[f.at:]
	if n > 0 {
		if len(rest) == 0 {
			return nil, io.EOF
		}
		rest = rest[:min(n, len(rest))]
	}
	f.at += len(rest)
	list := make([]fs.DirEntry, len(rest))
	for i, e := range rest {
		list[i] = e
	}
	return list, nil
}
