package output

import (
	htmltemplate "html/template"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// body is a rendered text, which may have asked the site by its shortcodes.
type body struct {
	*markdown.Body
	hasShortcodes bool
}

// renderBody renders a page's Markdown.
func renderBody(r *renderer, p *site.Page) (body, source.List) {
	if p.Name == "" {
		return body{Body: &markdown.Body{}}, nil
	}
	b := body{}
	options := bodyOptions(r, p, r.answers, r.shortcodes, &b.hasShortcodes)
	var list source.List
	b.Body, list = r.markdown.Render(p.File, p.Body, options)
	return b, list
}

// summaryOf is what a page's text begins with, for lists of pages.
type summaryOf struct {
	html          string
	hasShortcodes bool // the whole text has
}

// summary renders what a page's text begins with.
func summary(r *renderer, p *site.Page) summaryOf {
	return r.summaries.get(p, func() (s summaryOf) {
		if p.Name == "" {
			return s
		}
		options := bodyOptions(r, p, r.answersInSummaries, r.shortcodesInSummaries, &s.hasShortcodes)
		s.html = r.markdown.Summary(p.File, p.Body, options)
		return s
	})
}

// bodyOptions are what Markdown is rendered with, asking by answers and with shortcodes only.
func bodyOptions(
	r *renderer, p *site.Page, answers site.Answers, shortcodes *template.Shortcodes, hasShortcodes *bool,
) markdown.Options {
	return markdown.Options{
		Anchors:   p.Anchors,
		Link:      func(destination string) (string, error) { return answers.Link(p, destination) },
		ImageSize: answers.ImageSize,
		Paired:    r.theme.IsPaired,
		Shortcode: func(c *markdown.Shortcode) ([]byte, source.List) {
			*hasShortcodes = true
			if err := r.theme.CheckArgs(c.Name, c.Within, c.Args); err != nil {
				return nil, source.AsList(err)
			}
			return shortcodes.Execute(c.Name, p.File.Path, shortcodeData(r, p, c, answers))
		},
	}
}

// html marks a text as HTML for templates.
func html(s string) htmltemplate.HTML { return htmltemplate.HTML(s) }
