package source

import (
	"bytes"
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
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return false, err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), TempPrefix+"*")
	if err != nil {
		return false, err
	}
	defer os.Remove(tmp.Name())
	if _, err = tmp.Write(data); err == nil {
		err = tmp.Chmod(0o644)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return false, err
	}
	return true, os.Rename(tmp.Name(), path)
}
