package converter

import (
	"path"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator/page"
)

// resolve puts hyperlinks and text in the place of TracLinks.
func (c *conversion) resolve(a *article) {
	a.blocks = wiki.Rewriter{Inline: func(n wiki.Inline) []wiki.Inline {
		l, ok := n.(*wiki.Link)
		if !ok {
			return []wiki.Inline{n}
		}
		return []wiki.Inline{c.hyperlink(a, l)}
	}}.Blocks(a.blocks)
}

func (c *conversion) hyperlink(a *article, l *wiki.Link) wiki.Inline {
	t := c.resolver.Resolve(a.Name, l, a.evidence)
	label := &wiki.Text{Span: l.Span, Value: strings.ReplaceAll(t.Label, "\u200b", "")}
	if t.Missing {
		if l.Form != wiki.CamelCase && l.Form != wiki.CamelLabelled && l.Form != wiki.EmailLink && t.Label != l.Raw {
			c.note(a, l.Span, Broken, "%s leads nowhere in Trac", l.Raw)
		}
		return label
	}
	if strings.TrimSpace(label.Value) == "" {
		return label
	}
	u := c.address(a, t)
	c.examine(a, l.Span, l.Raw, t, u)
	return &wiki.Hyperlink{Span: l.Span, URL: u, Inlines: []wiki.Inline{label}}
}

// address is what a page's Markdown calls a target: the relative path of another
// page's file, which an editor and GitHub can follow, or a URL.
func (c *conversion) address(from *article, t links.Target) string {
	if t.Page == "" {
		return t.URL
	}
	fragment := ""
	if t.Fragment != "" {
		fragment = "#" + page.URL(t.Fragment)
	}
	to := c.articles[t.Page]
	if to == from && fragment != "" {
		return fragment
	}
	return page.URL(relative(path.Dir(from.file), to.file)) + fragment
}

// permalink is what HTML calls a target.
func (c *conversion) permalink(t links.Target) string {
	if t.Page == "" {
		return t.URL
	}
	u := page.URL(page.Permalink(c.articles[t.Page].file, ""))
	if t.Fragment != "" {
		u += "#" + page.URL(t.Fragment)
	}
	return u
}

// relative returns the path of file as seen from the folder dir.
func relative(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// hasAnchor tells whether Trac's rendering of a page has the id.
func (c *conversion) hasAnchor(name, id string) bool {
	a := c.articles[name]
	return a == nil || a.html == nil || a.html.ids[id]
}
