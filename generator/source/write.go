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
func WriteFrom(path string, r io.Reader) error {
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
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}
