package source

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
)

// TempPrefix begins the names of the temporary files that Write makes in its target's
// folder, and that an end without warning leaves there.
const TempPrefix = ".sitegen-"

// Write puts data at path by way of a temporary file and a rename, so that a
// full disk or an interrupt leaves the old file whole. Folders are made as
// needed. It reports whether anything changed: equal bytes are left untouched.
func Write(path string, data []byte) (changed bool, err error) {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return false, nil
	}
	if err := WriteFrom(path, bytes.NewReader(data)); err != nil {
		return false, err
	}
	return true, nil
}

// WriteFrom puts what r gives at path, in the way of [Write], without holding all of it.
func WriteFrom(path string, r io.Reader) error { return replace(path, r, false) }

// WriteDurably is [Write] for what cannot be made again, or tells what of the rest is whole: its
// bytes reach the disk before its name, so that a power cut, too, leaves the old file or the new
// one. It waits for the disk, some milliseconds; [Flush] is cheaper for many files.
func WriteDurably(path string, data []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return replace(path, bytes.NewReader(data), true)
}

// syncFile brings a file's bytes to the disk; a test looks on.
var syncFile = (*os.File).Sync

// replace puts what r gives at path.
func replace(path string, r io.Reader, durably bool) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), TempPrefix+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	if _, err = io.Copy(tmp, r); err == nil {
		err = tmp.Chmod(0o644)
	}
	if err == nil && durably {
		err = syncFile(tmp)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
