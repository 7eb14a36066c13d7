package feed

import (
	"net/url"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/page"
)

// Feed is the newest pages of a section, a tag or an author. URLs are absolute.
type Feed struct {
	Title, Home, Self string
	Language          string // a tag such as "en"
	Author            string // of entries that name none
	Entries           []Entry
}

// Entry is a page in full.
type Entry struct {
	Title, URL, HTML   string
	Summary, Image     string // may be ""
	Published, Updated time.Time
	Authors, Tags      []string
}

// updated is the last change of an entry.
func (f Feed) updated() (last time.Time) {
	for _, e := range f.Entries {
		if e.Updated.After(last) {
			last = e.Updated
		}
	}
	return last
}

// Absolute makes the links of a page's text work outside the site, the page being at a URL,
// and leaves out the links that headings have to themselves.
func Absolute(text, at string) string {
	base, err := url.Parse(at)
	if err != nil {
		return text
	}
	resolve := func(link string) string {
		if u, err := base.Parse(link); err == nil {
			return u.String()
		}
		return link
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	inAnchor := false
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return b.String()
		}
		raw := string(z.Raw())
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			if !inAnchor {
				b.WriteString(raw)
			}
			inAnchor = inAnchor && kind != html.EndTagToken
			continue
		}
		t := z.Token()
		changed := resolveLinks(t, resolve)
		inAnchor = inAnchor || isHeadingAnchor(t)
		switch {
		case inAnchor:
		case changed:
			b.WriteString(t.String())
		default:
			b.WriteString(raw)
		}
	}
}

// resolveLinks changes the links of a tag in place and reports whether any is another now.
func resolveLinks(t html.Token, resolve func(string) string) (changed bool) {
	for i, a := range t.Attr {
		switch a.Key {
		case "href", "src", "poster":
			t.Attr[i].Val = resolve(a.Val)
		case "srcset":
			t.Attr[i].Val = page.EachSource(a.Val, resolve)
		}
		changed = changed || t.Attr[i].Val != a.Val
	}
	return changed
}

func isHeadingAnchor(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "class" && a.Val == "heading-anchor" {
			return true
		}
	}
	return false
}
