package links

import (
	"net/url"
	"slices"
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
			kept := slices.DeleteFunc(slices.Clone(t.Attr), func(a html.Attribute) bool {
				return isAddressAttribute[a.Key] && !p.isAddress(at, a.Val)
			})
			changed := len(kept) < len(t.Attr)
			t.Attr = kept
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

// isAddressAttribute has the attributes that hold an address.
var isAddressAttribute = map[string]bool{"href": true, "src": true, "action": true, "cite": true}

// isAddress notes an address of the web that names no host: a browser finds nothing there, and the
// generator refuses it.
func (p *Page) isAddress(at wiki.Span, address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host != "" || u.Scheme != "http" && u.Scheme != "https" {
		return true
	}
	p.notes.NoTarget(at, address)
	return false
}

// Href returns what Markdown calls the target of a link in HTML, "" if there is none.
func (p *Page) Href(at wiki.Span, href string) string {
	if !p.isAddress(at, href) {
		return ""
	}
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
