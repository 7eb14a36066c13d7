package output

import (
	"net/url"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// pages are the outputs of pages; a list may have several.
func pages(r *renderer) []*Output {
	var list []*Output
	for _, p := range r.site.EveryPage() {
		for n, l := range p.ListPages {
			list = append(list, &Output{
				Path: page.OutputPath(l.Path), From: source.Position{File: p.File.Path}, Page: p,
				render: func() ([]byte, source.List) { return renderPage(r, p, n+1) },
			})
		}
	}
	return list
}

// renderPage makes a page's file, of a list the one of a number. The text is on the first.
func renderPage(r *renderer, p *site.Page, number int) ([]byte, source.List) {
	text, list := body{Body: &markdown.Body{}}, source.List(nil)
	if number == 1 {
		text, list = renderBody(r, p)
		noteWords(r, p, text)
	}
	data := layoutData(r, p, number, text.Body)
	var errs source.List
	data.Data, errs = r.answers.Data(p)
	list = append(append(list, errs...), checkImage(r, p)...)
	layout := layoutOf(r.theme, p)
	if p.Layout == layout && !r.theme.HasLayout(layout) {
		return nil, append(list, source.KeyErrorf(p.File, "layout", "the theme has no layout %q", layout).
			WithHint("the layouts are %s", strings.Join(r.theme.LayoutNames(), ", ")))
	}
	out, errs := execute(r, layout, p.File.Path, p.Path, data)
	return out, append(list, errs...)
}

// layoutOf finds a page's layout by the rule of package template.
func layoutOf(theme *template.Theme, p *site.Page) string {
	section := strings.Trim(p.Path, "/")
	switch {
	case p.Layout != "":
		return p.Layout
	case p.Path == "/":
		return "home"
	case p.Kind == site.Taxonomy:
		return "terms"
	case p.Kind == site.Term:
		return "term"
	case p.Kind == site.Search:
		return "search"
	case p.IsSection() && theme.HasLayout(section):
		return section
	case p.IsSection():
		return "section"
	}
	return "page"
}

// checkImage complains of an image that the front matter names and the site has not. Those of
// other hosts are taken for there.
func checkImage(r *renderer, p *site.Page) source.List {
	if p.Image == "" {
		return nil
	}
	u, err := url.Parse(p.ImageURL)
	path, isOurs := "", false
	if err == nil && u.Host == "" && u.Scheme == "" {
		path, isOurs = strings.TrimPrefix(strings.TrimPrefix(u.Path, r.site.Settings.Mount.Path), "/"), true
	}
	if p.ImageURL != "" && err == nil && (!isOurs || r.hasOutput(path)) {
		return nil
	}
	return source.List{source.KeyErrorf(p.File, "image", "image: there is no %s", p.Image)}
}
