package load

import (
	"bytes"
	"slices"

	"github.com/twisted/sitegen/generator/source"
)

// remembered is what was made of some files, with the files themselves: it holds as long as
// they have the same names and the same bytes.
type remembered[T any] struct {
	files []*source.File
	value T
	list  source.List
}

// parse returns what make makes of the files, and what was wrong with them.
func (r *remembered[T]) parse(files []*source.File, make func([]*source.File) (T, source.List)) (T, source.List) {
	same := r.files != nil && slices.EqualFunc(r.files, files, func(a, b *source.File) bool {
		return a.Path == b.Path && bytes.Equal(a.Data, b.Data)
	})
	if !same {
		r.files = append([]*source.File{}, files...)
		r.value, r.list = make(files)
	}
	return r.value, slices.Clone(r.list)
}
