package generator

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// feedSize is how many entries a feed has.
const feedSize = 20

// feed is the newest pages of a section, a tag or an author, in full; atom.go and
// jsonfeed.go write it.
type feed struct {
	title, home, language string
	updated               time.Time
	entries               []entry
}

type entry struct {
	*Page
	html    string // the body, its links absolute
	updated time.Time
}

// hasFeed tells whether a page lists dated pages, such as news.
func (s *Site) hasFeed(p *Page) bool {
	return s.origin != "" && p.isList() && p.Path != "/" && p.isDated()
}

// A list's feeds are files beside its page.
func atomPath(p *Page) string { return path.Join(p.Path, "feed.atom") }
func jsonPath(p *Page) string { return path.Join(p.Path, "feed.json") }

// feedOf is the list whose feeds a page belongs to: itself, its section, or, on the
// first page, the section which has them.
func (s *Site) feedOf(p *Page) *Page {
	candidates := []*Page{p}
	switch {
	case p.Path == "/":
		candidates = append(candidates, p.members...)
	case p.kind == content:
		candidates = append(candidates, p.parent)
	}
	for _, at := range candidates {
		if at != nil && s.hasFeed(at) {
			return at
		}
	}
	return nil
}

// feed gathers a list's entries, the newest first.
func (s *Site) feed(of *Page) (feed, source.List) {
	var list source.List
	f := feed{title: s.Title + ": " + of.Title, home: of.view.AbsURL, language: s.shared.Language}
	newest := slices.SortedStableFunc(slices.Values(of.members), func(a, b *Page) int { return b.Date.Compare(a.Date) })
	for _, p := range newest {
		if p.Date.IsZero() || len(f.entries) == feedSize {
			continue
		}
		body, errs := s.body(p)
		list = append(list, errs...)
		e := entry{Page: p, html: absolute(string(body.HTML), p.view.AbsURL), updated: s.changed(p)}
		if e.updated.After(f.updated) {
			f.updated = e.updated
		}
		f.entries = append(f.entries, e)
	}
	return f, list
}

// absolute makes a body's links work outside the site, and leaves out the links that
// headings have to themselves.
func absolute(body, at string) string {
	base, err := url.Parse(at)
	if err != nil {
		return body
	}
	resolve := func(link string) string {
		if u, err := base.Parse(link); err == nil {
			return u.String()
		}
		return link
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(body))
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
		changed := false
		for i, a := range t.Attr {
			switch {
			case a.Key == "class" && a.Val == "heading-anchor":
				inAnchor = true
			case a.Key == "href" || a.Key == "src" || a.Key == "poster":
				t.Attr[i].Val = resolve(a.Val)
			case a.Key == "srcset":
				t.Attr[i].Val = page.EachSource(a.Val, resolve)
			}
			changed = changed || t.Attr[i].Val != a.Val
		}
		switch {
		case inAnchor:
		case changed:
			b.WriteString(t.String())
		default:
			b.WriteString(raw)
		}
	}
}
