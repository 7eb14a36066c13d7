package check

import (
	"context"
	"strings"
	"sync"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// Faults renders every page for its faults alone: all of them are told at once, those of the
// front matter, which loading tells, with those of the text. A fault of the theme would be told
// once a page, so with one of that, or of anything beyond the pages, it tells none.
func Faults(ctx context.Context, files *output.Files, loading source.List) source.List {
	for _, d := range loading {
		if d.Severity == source.Error && !strings.HasPrefix(d.File, "content/") {
			return nil
		}
	}
	pages := files.Pages
	if o := files.At(output.NotFoundFile); o != nil {
		pages = append(pages[:len(pages):len(pages)], o)
	}
	var mu sync.Mutex
	var list source.List
	output.Each(ctx, pages, func(o *output.Output) error { // an interrupt leaves what was found
		_, errs := files.RenderOutput(o)
		mu.Lock()
		defer mu.Unlock()
		list = append(list, errs...)
		return nil
	})
	list.Sort()
	return list
}
