package output

import (
	"fmt"
	htmltemplate "html/template"
	"path"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/template"
)

// newViews makes what templates see of each page.
func newViews(r *renderer) map[*site.Page]*template.Page {
	views := map[*site.Page]*template.Page{}
	for _, p := range r.site.EveryPage() {
		views[p] = newView(r, p)
	}
	return views
}

func newView(r *renderer, p *site.Page) *template.Page {
	mount := r.site.Settings.Mount
	return &template.Page{
		Title: p.Title, Description: p.Description, URL: mount.URL(p.URL), AbsURL: mount.Abs(p.URL),
		Date: p.Date, Updated: p.Updated, Expires: p.Expires, Draft: p.Draft, Weight: p.Weight, Params: p.Params,
		Tags: termViews(r, p.InTerms["tags"]), Authors: termViews(r, p.InTerms["authors"]),
		IsHome: p.Path == "/", Source: sourceOf(p), Image: imageOf(r.site, p), Trac: p.Trac,
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

func termViews(r *renderer, terms []*site.Page) []*template.Term {
	var list []*template.Term
	for _, t := range terms {
		list = append(list, &template.Term{
			Name: t.Term, URL: r.site.Settings.Mount.URL(t.URL), Pages: len(t.Members),
		})
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

func crumbViews(r *renderer, crumbs []site.Crumb) []template.Link {
	var list []template.Link
	for _, c := range crumbs {
		list = append(list, template.Link{Name: c.Name, URL: r.views[c.Page].URL})
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

// imageOf is the absolute URL of a page's image, for those who show a link to it. That there
// is no such image is told where the page is rendered.
func imageOf(s *site.Site, p *site.Page) string {
	if p.Image == "" {
		return ""
	}
	u, err := site.Link(s, p, p.Image)
	if err != nil {
		return ""
	}
	return s.Settings.Whole(u)
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
