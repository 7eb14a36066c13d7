package output

import (
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// copies are the files of content/ that are no pages: they are published as they are.
func copies(r *renderer) []*Output {
	var list []*Output
	for _, name := range r.site.Files {
		list = append(list, &Output{
			Path: strings.TrimPrefix(name, "content/"), From: source.Position{File: name}, Copied: true, isFinal: true,
			render: func() ([]byte, source.List) {
				data, err := r.files.ReadBytes(name)
				if err != nil {
					return nil, source.List{source.FileErrorf(name, "%v", err)}
				}
				return data, nil
			},
		})
	}
	return list
}
