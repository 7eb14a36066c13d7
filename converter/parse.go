package converter

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
)

// parse reads the text of each page as a tree.
func parse(pages []*trac.Page, o Options) []*article {
	names := make([]string, len(pages))
	for i, p := range pages {
		names[i] = p.Name
	}
	files := links.ContentFiles(names, o.into())
	articles := make([]*article, len(pages))
	for i, p := range pages {
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
