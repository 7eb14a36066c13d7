package output

import (
	"cmp"
	"strings"

	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// bindTheme gives the templates their functions.
func bindTheme(r *renderer) (err error) {
	if r.layouts, err = r.theme.Layouts(functions(r, r.answers)); err != nil {
		return err
	}
	if r.shortcodes, err = r.theme.Shortcodes(functions(r, r.answers)); err != nil {
		return err
	}
	r.shortcodesInSummaries, err = r.theme.Shortcodes(functions(r, r.answersInSummaries))
	return err
}

// functions are what templates ask of the site.
func functions(r *renderer, answers site.Answers) template.Functions {
	return template.Functions{
		Mount:     r.site.Settings.Mount,
		Asset:     r.assets.url,
		Integrity: r.assets.integrity,
		Markdown: func(text string) (string, error) {
			fromRoot := func(to string) (string, error) { return answers.Link(&site.Page{}, to) }
			html, list := r.markdown.Line(text, fromRoot)
			return html, list.Err()
		},
		Page: func(at string) *template.Page {
			if p := answers.PageAt(at); p != nil {
				return r.views[p]
			}
			return nil
		},
		Pages:  func(prefix string) []*template.Page { return viewsOf(r, answers.PagesBelow(prefix)) },
		Newest: func(prefix string) []*template.Page { return viewsOf(r, site.Newest(answers.PagesBelow(prefix))) },
	}
}

// sharedData is what templates see of the site.
func sharedData(s site.Settings) template.Site {
	return template.Site{
		Title: s.Title, Description: s.Description, Language: cmp.Or(s.Language, "en"),
		BaseURL: s.Mount.Origin + s.Mount.Path, Host: s.Mount.Host(),
		Repository: s.Repository, Branch: cmp.Or(s.Branch, "main"),
		Footer: menuLinks(s, s.Footer, ""), Params: s.Params,
	}
}

// menuLinks are a menu's entries as seen from the page at a path.
func menuLinks(s site.Settings, menu []site.MenuEntry, at string) []template.Link {
	links := make([]template.Link, len(menu))
	for i, e := range menu {
		links[i] = template.Link{
			Name: e.Name, URL: s.Mount.URL(e.URL),
			Active: e.URL != "/" && strings.HasPrefix(at, e.URL) || e.URL == at,
		}
	}
	return links
}

// execute renders a layout for the page at a path. on is the page's file, for diagnostics.
func execute(r *renderer, layout, on, at string, data *template.Data) ([]byte, source.List) {
	shared := r.shared
	shared.Menu = menuLinks(r.site.Settings, r.site.Settings.Menu, at)
	data.Site = &shared
	return r.layouts.Execute(layout, on, data)
}
