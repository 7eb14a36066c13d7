package git

import (
	"io/fs"
	"time"
)

// treeEntry is a file or folder of a Tree, an fs.DirEntry and its fs.FileInfo.
type treeEntry struct {
	name     string
	mode     fs.FileMode
	id       string       // of a file's bytes
	children []*treeEntry // of a folder
}

// Name implements fs.FileInfo.
func (e *treeEntry) Name() string { return e.name }

// Size implements fs.FileInfo; it is not known before the bytes are, and 0.
func (e *treeEntry) Size() int64 { return 0 }

// Mode implements fs.FileInfo.
func (e *treeEntry) Mode() fs.FileMode { return e.mode }

// Type implements fs.DirEntry.
func (e *treeEntry) Type() fs.FileMode { return e.mode.Type() }

// ModTime implements fs.FileInfo: Git knows no time of a file.
func (e *treeEntry) ModTime() time.Time { return time.Time{} }

// IsDir implements fs.FileInfo.
func (e *treeEntry) IsDir() bool { return e.mode.IsDir() }

// Sys implements fs.FileInfo.
func (e *treeEntry) Sys() any { return nil }

// Info implements fs.DirEntry.
func (e *treeEntry) Info() (fs.FileInfo, error) { return e, nil }
