package converter

import (
	"slices"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// parse reads the text of each page as a tree. A page that is missing or left out keeps the file
// that will be its own, so that no other page has another file once it is there.
func parse(in *input, o Options) []*article {
	names := slices.Clone(in.leftOut)
	for _, p := range in.pages {
		names = append(names, p.Name)
	}
	names = append(names, in.missingPages()...)
	slices.Sort(names)
	files := links.ContentFiles(slices.Compact(names), o.into())
	articles := make([]*article, len(in.pages))
	for i, p := range in.pages {
		a := &article{page: p, file: files[p.Name], notes: report.On(p.Name, p.Source)}
		if p.HTML != "" {
			a.shown = rendering.Read(p.HTML)
			a.shownLinks = links.ReadShown(a.shown.Body())
		}
		a.options = macro.Options(func(name, body string) bool { return a.isPlugin(o.Macros, name, body) })
		a.blocks = wiki.Parse(p.Source, a.options)
		articles[i] = a
	}
	return articles
}
