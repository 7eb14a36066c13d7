package generator

import (
	"cmp"
	"context"
	htmltemplate "html/template"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// body renders a page's Markdown.
func (s *Site) body(p *Page) (*markdown.Body, source.List) {
	return s.renderer.Render(p.File, p.body, s.bodyOptions(p, false))
}

// summary renders what a page's text begins with, for lists of pages. Shortcodes in it see
// no other pages, whose summaries might be made of this one.
func (s *Site) summary(p *Page) htmltemplate.HTML {
	p.brief.once.Do(func() {
		p.brief.html = htmltemplate.HTML(s.renderer.Summary(p.File, p.body, s.bodyOptions(p, true)))
	})
	return p.brief.html
}

func (s *Site) bodyOptions(p *Page, alone bool) markdown.Options {
	return markdown.Options{
		Anchors:   p.Anchors,
		Link:      func(d string) (string, error) { return s.link(p, d) },
		ImageSize: s.imageSize,
		Shortcode: func(c *markdown.Shortcode) ([]byte, source.List) { return s.shortcode(p, c, alone) },
		Paired:    s.theme.Paired,
	}
}

// renderPage makes a page's file, of a list the one of a number.
func (s *Site) renderPage(p *Page, number int) ([]byte, source.List) {
	body, list := &markdown.Body{}, source.List(nil)
	if number == 1 { // the text is on the first
		body, list = s.body(p)
		p.words.find(p, body)
	}
	files, errs := s.pageData(p)
	list = append(list, errs...)
	up := s.breadcrumbs(p)
	data := &template.Data{
		Page: p.view, Content: htmltemplate.HTML(body.HTML), ShowTitle: !body.HasTitle && body.Title != p.Title, Breadcrumbs: up,
		Pager: s.pager(p, number), Data: files, Structured: s.structured(p, up),
	}
	if number > 1 {
		view := *p.view
		view.URL = s.base + page.URL(listPath(p, number))
		view.AbsURL = s.absURL(view.URL)
		data.Page, data.ShowTitle = &view, true
	}
	if of := s.feedOf(p); of != nil {
		data.Feed, data.JSONFeed = s.base+page.URL(atomPath(of)), s.base+page.URL(jsonPath(of))
	}
	if p.TOC && number == 1 {
		data.TOC = contents(untitled(body.Headings), 1, false)
	}
	data.Pages = views(s.shown(p, number))
	for _, t := range p.terms {
		data.Terms = append(data.Terms, t.termView())
	}
	if data.Pager == nil {
		data.Tree = s.tree(p)
	}
	data.Dated = p.isDated()
	if p.parent != nil {
		data.Section = p.parent.view
		data.Prev, data.Next = s.neighbours(p)
	}
	if p.Image != "" {
		if at, err := s.link(p, p.Image); err != nil || !s.isThere(at) {
			list = append(list, source.KeyErrorf(p.File, "image", "image: there is no %s", p.Image))
		}
	}
	layout := s.layout(p)
	if p.Layout == layout && !s.theme.Has(layout) {
		return nil, append(list, source.KeyErrorf(p.File, "layout", "the theme has no layout %q", layout).
			WithHint("the layouts are %s", strings.Join(s.theme.Layouts(), ", ")))
	}
	out, errs := s.execute(layout, p.File.Path, p.Path, data)
	return out, append(list, errs...)
}

// neighbours are the pages before and after one in its section.
func (s *Site) neighbours(p *Page) (before, after *template.Page) {
	i := slices.Index(p.parent.members, p)
	if i > 0 {
		before = p.parent.members[i-1].view
	}
	if i >= 0 && i+1 < len(p.parent.members) {
		after = p.parent.members[i+1].view
	}
	return before, after
}

// isThere tells whether a URL, as link makes it, is a file of the site's or of another.
func (s *Site) isThere(at string) bool {
	u, err := url.Parse(at)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return err == nil
	}
	return s.Has(strings.TrimPrefix(strings.TrimPrefix(u.Path, s.base), "/"))
}

// Problems renders every page for its faults alone: all of them are told at once, those of
// the front matter with those of the text. A fault of the theme would be told once a page,
// so with one of that, or of anything beyond the pages, it tells none.
func (s *Site) Problems(ctx context.Context, loading source.List) source.List {
	for _, d := range loading {
		if d.Severity == source.Error && !strings.HasPrefix(d.File, "content/") {
			return nil
		}
	}
	var list source.List
	for _, p := range s.everyPage() {
		for n := range s.listPages(p) {
			if ctx.Err() != nil {
				return list
			}
			_, errs := s.renderPage(p, n+1)
			list = append(list, errs...)
		}
	}
	_, errs := s.notFound()
	return append(list, errs...)
}

// layout is the rule of package template.
func (s *Site) layout(p *Page) string {
	section := strings.Trim(p.Path, "/")
	switch {
	case p.Layout != "":
		return p.Layout
	case p.Path == "/":
		return "home"
	case p.kind == taxonomy:
		return "terms"
	case p.kind == term:
		return "term"
	case p.kind == search:
		return "search"
	case p.isSection() && s.theme.Has(section):
		return section
	case p.isSection():
		return "section"
	}
	return "page"
}

func (s *Site) execute(layout, on, at string, data *template.Data) ([]byte, source.List) {
	shared := *s.shared
	shared.Menu = s.links(s.Menu, at)
	data.Site = &shared
	return s.theme.Execute(layout, on, data)
}

func (s *Site) copyFile(name string) ([]byte, source.List) {
	data, err := fs.ReadFile(s.Dir, name)
	if err != nil {
		return nil, source.List{source.FileErrorf(name, "%v", err)}
	}
	return data, nil
}

func (s *Site) renderStub(stub *redirect.Stub) ([]byte, source.List) {
	if stub.Gone == "" {
		return stub.HTML(s.mount(), s.redirectScript()), nil
	}
	return s.execute("gone", stub.Source.File, stub.Path, &template.Data{
		Page: s.synthetic("This page is gone", stub.Path), ShowTitle: true, Content: s.gone(stub),
	})
}

// gone says what was here, when it went, and where one may look instead; 404.html
// says the same in resolver.js.
func (s *Site) gone(stub *redirect.Stub) htmltemplate.HTML {
	text := htmltemplate.HTMLEscapeString(stub.Gone)
	if stub.Since != "" {
		text += " Gone since " + htmltemplate.HTMLEscapeString(stub.Since) + "."
	}
	if stub.See != "" {
		to := htmltemplate.HTMLEscapeString(s.mount().URL(stub.See))
		text += ` See <a href="` + to + `">` + htmltemplate.HTMLEscapeString(shortURL(stub.See)) + `</a>.`
	}
	return htmltemplate.HTML("<p>" + text + "</p>\n")
}

// shortURL is a URL for people to read: its host and path.
func shortURL(u string) string {
	short := strings.TrimPrefix(strings.TrimPrefix(u, "https://"), "http://")
	short, _, _ = strings.Cut(short, "#")
	short, _, _ = strings.Cut(short, "?")
	return cmp.Or(strings.TrimSuffix(short, "/"), u)
}

func (s *Site) mount() page.Mount { return page.Mount{Origin: s.origin, Path: s.base} }

// redirectScript is the URL of what stubs and 404.html run.
func (s *Site) redirectScript() string { return s.mount().URL("/assets/redirect.js") }

// notFound is 404.html, which knows the patterns of the redirect map.
func (s *Site) notFound() ([]byte, source.List) {
	return s.execute("404", "404.html", "", &template.Data{
		Page: s.synthetic("Page not found", "/404.html"), ShowTitle: true,
		Content:  "<p>There is no page at this address. It may have been moved or removed, or the address may be misspelt.</p>\n",
		Resolver: htmltemplate.HTML(s.Redirects.Resolver(s.mount(), s.redirectScript())),
	})
}

// synthetic is the view of a page that has no file.
func (s *Site) synthetic(title, at string) *template.Page {
	u := s.base + page.URL(at)
	return &template.Page{Title: title, URL: u, AbsURL: s.absURL(u)}
}
