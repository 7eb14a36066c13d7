package output

import (
	"fmt"
	htmltemplate "html/template"
	"path"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/template"
)

// layoutData gathers what a layout gets of a page, whose text is rendered.
func layoutData(r *renderer, p *site.Page, number int, text *markdown.Body) *template.Data {
	list := p.ListPages[number-1]
	data := &template.Data{
		Page: r.views[p], Content: html(string(text.HTML)), ShowTitle: !text.HasTitle && text.Title != p.Title,
		Breadcrumbs: crumbViews(p.Above), Structured: site.Structured(r.site, p, r.views[p].Image),
		Dated: p.IsDated, Pages: viewsOf(r, list.Members), Terms: termViews(p.Terms), Pager: pager(p, number),
	}
	if number > 1 {
		view := *r.views[p]
		view.URL, view.AbsURL = list.URL, list.AbsURL
		data.Page, data.ShowTitle = &view, true
	}
	if p.Feed != nil {
		data.Feed, data.JSONFeed = feedURL(r, p.Feed, atomFile), feedURL(r, p.Feed, jsonFile)
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
func pager(p *site.Page, number int) *template.Pager {
	total := len(p.ListPages)
	if total == 1 {
		return nil
	}
	pager := &template.Pager{Number: number, Total: total}
	for n, list := range p.ListPages {
		pager.Pages = append(pager.Pages, template.Link{Name: fmt.Sprint(n + 1), URL: list.URL, Active: n+1 == number})
	}
	if number > 1 {
		pager.Prev = pager.Pages[number-2].URL
	}
	if number < total {
		pager.Next = pager.Pages[number].URL
	}
	return pager
}

// newViews makes what templates see of each page.
func newViews(r *renderer) map[*site.Page]*template.Page {
	views := map[*site.Page]*template.Page{}
	for _, p := range r.site.EveryPage() {
		views[p] = newView(r, p)
	}
	return views
}

func newView(r *renderer, p *site.Page) *template.Page {
	return &template.Page{
		Title: p.Title, Description: p.Description, URL: p.URL, AbsURL: p.AbsURL,
		Date: p.Date, Updated: p.Updated, Expires: p.Expires, Draft: p.Draft, Weight: p.Weight, Params: p.Params,
		Tags: termViews(site.TermsOf(p, "tags")), Authors: termViews(site.TermsOf(p, "authors")),
		IsHome: p.Path == "/", Source: sourceOf(p), Image: r.site.Settings.Whole(p.ImageURL), Trac: p.Trac,
		Attachments: attachmentViews(r, p), Parts: parts{r, p},
	}
}

// generatedView is the view of a page that is neither of content/ nor of the site's whole.
func generatedView(r *renderer, title, at string) *template.Page {
	mount := r.site.Settings.Mount
	return &template.Page{Title: title, URL: mount.URL(page.URL(at)), AbsURL: mount.Abs(page.URL(at))}
}

// parts are what is made of a page only when a template asks for it.
type parts struct {
	renderer *renderer
	page     *site.Page
}

func (v parts) Summary() htmltemplate.HTML      { return html(summary(v.renderer, v.page).html) }
func (v parts) Resources() []*template.Resource { return resources(v.renderer, v.page) }

// withoutSummary are the parts of a page that is being rendered: a summary of itself would
// have no end.
type withoutSummary struct{ template.Parts }

func (withoutSummary) Summary() htmltemplate.HTML { return "" }

// viewsOf are what templates see of pages.
func viewsOf(r *renderer, pages []*site.Page) []*template.Page {
	var list []*template.Page
	for _, p := range pages {
		list = append(list, r.views[p])
	}
	return list
}

func termViews(terms []*site.Page) []*template.Term {
	var list []*template.Term
	for _, t := range terms {
		list = append(list, &template.Term{Name: t.Term, URL: t.URL, Pages: len(t.Members)})
	}
	return list
}

func branchViews(r *renderer, branches []*site.Branch) []*template.Branch {
	var list []*template.Branch
	for _, b := range branches {
		view := &template.Branch{Name: b.Name, Children: branchViews(r, b.Children)}
		if b.Page != nil {
			view.Page = r.views[b.Page]
		}
		list = append(list, view)
	}
	return list
}

func contentsViews(entries []*site.Entry) []*template.Heading {
	var list []*template.Heading
	for _, e := range entries {
		list = append(list, &template.Heading{ID: e.ID, Title: html(e.HTML), Children: contentsViews(e.Children)})
	}
	return list
}

func crumbViews(crumbs []site.Crumb) []template.Link {
	var list []template.Link
	for _, c := range crumbs {
		list = append(list, template.Link{Name: c.Name, URL: c.Page.URL})
	}
	return list
}

// sourceOf is the file that one edits to change a page; "" where there is none.
func sourceOf(p *site.Page) string {
	if p.Name == "" {
		return ""
	}
	return p.File.Path
}

func attachmentViews(r *renderer, p *site.Page) []template.Attachment {
	var list []template.Attachment
	for _, f := range site.Attachments(p) {
		list = append(list, template.Attachment{
			Name: f.Name, URL: r.site.Settings.Mount.Path + f.URL,
			Size: size(f.Size), Author: f.Author, Description: f.Description, Date: f.Date,
		})
	}
	return list
}

// size writes bytes for people.
func size(n int64) string {
	switch {
	case n <= 0:
		return ""
	case n < 1024:
		return fmt.Sprintf("%d bytes", n)
	case n < 1024*1024:
		return fmt.Sprintf("%.1f kB", float64(n)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1024*1024))
}

// resources are the files beside a page, with the sizes of images.
func resources(r *renderer, p *site.Page) []*template.Resource {
	var list []*template.Resource
	for _, f := range site.Resources(r.site, p) {
		list = append(list, resource(r.answers, path.Base(f), r.site.Settings.Mount.URL(page.URL("/"+f))))
	}
	return list
}

func resource(answers site.Answers, name, url string) *template.Resource {
	r := &template.Resource{Name: name, URL: htmltemplate.URL(url)}
	r.Width, r.Height, _ = answers.ImageSize(url)
	return r
}
