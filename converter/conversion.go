package converter

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"

	"github.com/twisted/sitegen/converter/report"
)

// Conversion is a wiki as files of a site. It is a value: what is done with it changes
// nothing in it.
type Conversion struct {
	Files []File // in the order in which they are written
	// Inventory are the old URLs (paths, encoded, with queries) that the Trac answered,
	// sorted.
	Inventory []string
	Report    report.Report

	base string // the Trac's mount point
}

// File is a file of the site. What it holds is read when it is written: an attachment lies in
// the snapshot until then.
type File struct {
	Path string // relative to the site's folder, with slashes
	Once bool   // written only where there is none
	Open func() (io.ReadCloser, error)
}

// textFile is a file that holds text.
func textFile(path string, text []byte) File {
	return File{Path: path, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(text)), nil }}
}

// With returns the conversion with more files. A file replaces the one that has its path.
func (c Conversion) With(files ...File) Conversion {
	byPath := map[string]File{}
	for _, f := range append(slices.Clone(c.Files), files...) {
		byPath[f.Path] = f
	}
	c.Files = make([]File, 0, len(byPath))
	for _, f := range byPath {
		c.Files = append(c.Files, f)
	}
	slices.SortFunc(c.Files, func(a, b File) int {
		if a.Once != b.Once { // the drafts come last
			return cmp.Compare(order(a), order(b))
		}
		return strings.Compare(a.Path, b.Path)
	})
	return c
}

func order(f File) int {
	if f.Once {
		return 1
	}
	return 0
}
