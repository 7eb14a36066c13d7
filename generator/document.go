package generator

import (
	"bytes"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// document is what a rendered page holds that a check is about.
type document struct {
	ids      map[string]bool
	repeated []string // ids that are there more than once
	links    []string // hrefs and srcs, as written
	headings []level
	blind    []string // srcs of images without alt
	empty    bool     // an image's alt is empty: by its page's wish, or not
}

// level is a heading of the article.
type level struct {
	n  int // 1 to 6
	id string
}

func readDocument(data []byte) *document {
	d := &document{ids: map[string]bool{}}
	z := html.NewTokenizer(bytes.NewReader(data))
	inArticle := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return d
		case html.EndTagToken:
			if name, _ := z.TagName(); string(name) == "article" {
				inArticle = false
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			inArticle = inArticle || t.Data == "article"
			d.tag(t, inArticle)
		}
	}
}

func (d *document) tag(t html.Token, inArticle bool) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
		switch {
		case a.Key == "id" || a.Key == "name" && t.Data == "a":
			if a.Key == "id" && d.ids[a.Val] {
				d.repeated = append(d.repeated, a.Val)
			}
			d.ids[a.Val] = true
		case a.Key == "href" && t.Data != "base", a.Key == "src", a.Key == "poster":
			d.links = append(d.links, a.Val)
		case a.Key == "srcset":
			page.EachSource(a.Val, func(url string) string { d.links = append(d.links, url); return url })
		}
	}
	if t.Data == "img" {
		if alt, ok := attr["alt"]; !ok {
			d.blind = append(d.blind, attr["src"])
		} else if alt == "" {
			d.empty = true
		}
	}
	if inArticle && len(t.Data) == 2 && t.Data[0] == 'h' && t.Data[1] >= '1' && t.Data[1] <= '6' {
		d.headings = append(d.headings, level{int(t.Data[1] - '0'), attr["id"]})
	}
}

// accessible warns of what keeps some readers out: an id that is there twice, an image that
// nothing describes, a level that the headings leave out. A converted page keeps the levels
// that it had.
func (c *checker) accessible(at string, d *document) {
	p := c.outputs[at].page
	if p == nil || p.name == "" {
		return
	}
	warn := func(offset int, format string, args ...any) *source.Diagnostic {
		w := p.File.Warnf(offset, format, args...)
		if offset < 0 {
			w = source.FileErrorf(p.File.Path, format, args...).WithSeverity(source.Warning)
		}
		c.result.Problems = append(c.result.Problems, w)
		return &c.result.Problems[len(c.result.Problems)-1]
	}
	heading := func(id string) int {
		for _, h := range c.body(p).Headings {
			if h.ID == id && id != "" {
				return h.Offset
			}
		}
		return -1
	}
	for _, id := range d.repeated {
		warn(heading(id), "the id %q is on this page more than once", id).Hint = "links lead to the first only"
	}
	last := 1
	for _, h := range d.headings {
		if h.n > last+1 && p.Trac == nil {
			warn(heading(h.id), "a heading of level %d follows one of level %d", h.n, last).Hint = "screen readers tell the outline by levels: leave none out"
		}
		last = h.n
	}
	if len(d.blind) == 0 && !d.empty {
		return
	}
	const blind = "nothing describes the image %s"
	told := map[string]bool{}
	for _, l := range c.body(p).Links {
		if l.Blind {
			told[l.URL] = true
			warn(l.Offset, blind, l.URL).Hint = "say what it shows between the brackets; one that only adorns is <img alt=\"\" …>"
		}
	}
	for _, src := range d.blind {
		if !told[src] {
			warn(-1, blind+" (it comes from the layout)", src)
		}
	}
}
