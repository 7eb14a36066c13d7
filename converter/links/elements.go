package links

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// HTML leads the links and pictures of HTML to where they live now.
func (p *Page) HTML(at wiki.Span, text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			t := z.Token()
			changed := false
			for i, attr := range t.Attr {
				switch {
				case attr.Key == "href" && (t.Data == "a" || t.Data == "area"):
					t.Attr[i].Val = p.permalinkOf(at, attr.Val)
				case attr.Key == "src":
					t.Attr[i].Val = p.Src(at, attr.Val)
				}
				changed = changed || t.Attr[i].Val != attr.Val
			}
			if changed {
				raw = t.String()
			}
			b.WriteString(raw)
		default:
			b.Write(z.Raw())
		}
	}
}

// Href returns what Markdown calls the target of a link in HTML.
func (p *Page) Href(at wiki.Span, href string) string {
	t := p.site.LocalURL(p.site.rooted(p.name, href))
	if id, isFragment := strings.CutPrefix(href, "#"); isFragment && id != "" {
		t = Target{Page: p.name, Fragment: id}
	}
	u := p.site.relativeFile(p.name, t)
	p.Examine(at, href, t, u)
	return u
}

// permalinkOf returns what HTML calls the target of a link in HTML.
func (p *Page) permalinkOf(at wiki.Span, href string) string {
	t := p.site.LocalURL(p.site.rooted(p.name, href))
	u := p.site.permalink(t)
	if id, isFragment := strings.CutPrefix(href, "#"); isFragment && id != "" {
		t = Target{Page: p.name, Fragment: id}
	}
	p.Examine(at, href, t, u)
	return u
}

// Src returns where a picture of HTML is.
func (p *Page) Src(at wiki.Span, src string) string {
	t := p.site.LocalURL(p.site.rooted(p.name, src))
	u := p.site.AttachmentFile(t.URL)
	p.Examine(at, src, t, u)
	return u
}
