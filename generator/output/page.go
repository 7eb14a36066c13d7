package output

import (
	"fmt"
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
		for n := range site.ListPages(r.site, p) {
			list = append(list, &Output{
				Path: page.OutputPath(site.ListPath(p, n+1)), From: source.Position{File: p.File.Path}, Page: p,
				render: func() ([]byte, source.List) { return renderPage(r, p, n+1) },
			})
		}
	}
	return list
}

// renderPage makes a page's file, of a list the one of a number. The text is on the first.
func renderPage(r *renderer, p *site.Page, number int) ([]byte, source.List) {
	b, list := body{Body: &markdown.Body{}}, source.List(nil)
	if number == 1 {
		b, list = renderBody(r, p)
		noteWords(r, p, b)
	}
	data := layoutData(r, p, number, b.Body)
	var errs source.List
	data.Data, errs = pageData(r, p)
	list = append(list, errs...)
	list = append(list, checkImage(r, p)...)
	layout := layoutOf(r.theme, p)
	if p.Layout == layout && !r.theme.HasLayout(layout) {
		return nil, append(list, source.KeyErrorf(p.File, "layout", "the theme has no layout %q", layout).
			WithHint("the layouts are %s", strings.Join(r.theme.LayoutNames(), ", ")))
	}
	out, errs := execute(r, layout, p.File.Path, p.Path, data)
	return out, append(list, errs...)
}

// layoutData gathers what a layout gets of a page, whose text is rendered.
func layoutData(r *renderer, p *site.Page, number int, text *markdown.Body) *template.Data {
	up := site.Breadcrumbs(r.site, p)
	data := &template.Data{
		Page: r.views[p], Content: html(string(text.HTML)), ShowTitle: !text.HasTitle && text.Title != p.Title,
		Breadcrumbs: crumbViews(r, up), Structured: site.Structured(r.site, p, up, r.views[p].Image),
		Dated: site.IsDated(p), Pages: viewsOf(r, site.MembersOn(r.site, p, number)),
		Pager: pager(r, p, number), Terms: termViews(r, p.Terms),
	}
	if number > 1 {
		view, at := *r.views[p], generatedView(r, p.Title, site.ListPath(p, number))
		view.URL, view.AbsURL = at.URL, at.AbsURL
		data.Page, data.ShowTitle = &view, true
	}
	if of := feedOf(r.site, p); of != nil {
		data.Feed, data.JSONFeed = feedURL(r, of, atomFile), feedURL(r, of, jsonFile)
	}
	if p.TOC && number == 1 {
		data.TOC = contentsViews(site.Contents(text.Headings))
	}
	if data.Pager == nil {
		data.Tree = branchViews(r, site.Tree(r.site, p))
	}
	if p.Section != nil {
		data.Section, data.Prev, data.Next = r.views[p.Section], r.views[p.Previous], r.views[p.Next]
	}
	return data
}

// pager leads from one page of a list to the others; nil where there are none.
func pager(r *renderer, p *site.Page, number int) *template.Pager {
	total := site.ListPages(r.site, p)
	if total == 1 {
		return nil
	}
	to := func(n int) string {
		if n < 1 || n > total {
			return ""
		}
		return r.site.Settings.Mount.URL(page.URL(site.ListPath(p, n)))
	}
	pager := &template.Pager{Number: number, Total: total, Prev: to(number - 1), Next: to(number + 1)}
	for n := 1; n <= total; n++ {
		pager.Pages = append(pager.Pages, template.Link{Name: fmt.Sprint(n), URL: to(n), Active: n == number})
	}
	return pager
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

// checkImage complains of an image that the front matter names and the site has not.
func checkImage(r *renderer, p *site.Page) source.List {
	if p.Image == "" || imageIsThere(r, p) {
		return nil
	}
	return source.List{source.KeyErrorf(p.File, "image", "image: there is no %s", p.Image)}
}

// imageIsThere takes images of other hosts for there.
func imageIsThere(r *renderer, p *site.Page) bool {
	at, err := site.Link(r.site, p, p.Image)
	if err != nil {
		return false
	}
	u, err := url.Parse(at)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return err == nil
	}
	return r.hasOutput(strings.TrimPrefix(strings.TrimPrefix(u.Path, r.site.Settings.Mount.Path), "/"))
}
