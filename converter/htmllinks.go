package converter

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
)

// resolveHTML leads the links of HTML to where they live now.
func (c *conversion) resolveHTML(a *article, at wiki.Span, text string) string {
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
					t.Attr[i].Val = c.htmlLink(a, at, attr.Val)
				case attr.Key == "src":
					t.Attr[i].Val = c.htmlImage(a, at, attr.Val)
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

// pageLink is htmlLink for Markdown, which calls a page by its file.
func (c *conversion) pageLink(a *article, at wiki.Span, href string) string {
	t := c.resolver.LocalURL(c.rooted(a, href))
	if id, own := strings.CutPrefix(href, "#"); own && id != "" {
		t = links.Target{Page: a.Name, Fragment: id}
	}
	u := c.address(a, t)
	c.examine(a, at, href, t, u)
	return u
}

func (c *conversion) htmlLink(a *article, at wiki.Span, href string) string {
	t := c.resolver.LocalURL(c.rooted(a, href))
	u := c.permalink(t)
	if id, own := strings.CutPrefix(href, "#"); own && id != "" {
		t = links.Target{Page: a.Name, Fragment: id}
	}
	c.examine(a, at, href, t, u)
	return u
}

func (c *conversion) htmlImage(a *article, at wiki.Span, src string) string {
	t := c.resolver.LocalURL(c.rooted(a, src))
	u := c.filePath(t.URL)
	c.examine(a, at, src, t, u)
	return u
}

// rooted makes a relative address one from the root: the page's own was
// BASE/wiki/NAME.
func (c *conversion) rooted(a *article, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path+u.RawQuery == "" || strings.HasPrefix(u.Path, "/") {
		return address
	}
	return (&url.URL{Path: c.resolver.Base + "/wiki/" + a.Name}).ResolveReference(u).String()
}
