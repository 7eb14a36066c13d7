package move

import (
	"cmp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/source"
)

// Edit is a change at one place of a file, as that is called before the move.
type Edit struct {
	source.Position
	Old string `json:"old"`
	New string `json:"new"`

	place markdown.Place
}

// fileEdits are the changes of one file.
type fileEdits struct {
	file  *source.File
	edits []Edit
}

// replace notes a change, if it is one.
func (f *fileEdits) replace(start, end int, text string) {
	if old := string(f.file.Data[start:end]); old != text {
		f.edits = append(f.edits, Edit{f.file.Position(start), old, text, markdown.Place{Start: start, End: end}})
	}
}

// replaceOnce is replace for a place that several things lead to.
func (f *fileEdits) replaceOnce(start, end int, text string) {
	if !slices.ContainsFunc(f.edits, func(e Edit) bool { return e.place.Start == start }) {
		f.replace(start, end, text)
	}
}

// replacePath changes that part of a place which is the path of an address, whose text is written
// with the escapes of a syntax; query and fragment keep their bytes. path is the text's.
func (f *fileEdits) replacePath(place markdown.Place, path, text string, unescape func(string) string) bool {
	raw := string(f.file.Data[place.Start:place.End])
	for end := 0; end <= len(raw); end++ {
		if (end == len(raw) || strings.IndexByte("?#&\\", raw[end]) >= 0) && unescape(raw[:end]) == path {
			f.replace(place.Start, place.Start+end, text)
			return true
		}
	}
	return false
}

// apply returns the bytes with all changes made.
func (f *fileEdits) apply() []byte {
	slices.SortStableFunc(f.edits, func(a, b Edit) int { return cmp.Compare(a.place.Start, b.place.Start) })
	var out []byte
	at := 0
	for _, e := range f.edits {
		out = append(append(out, f.file.Data[at:e.place.Start]...), e.New...)
		at = e.place.End
	}
	return append(out, f.file.Data[at:]...)
}
