package check

import (
	"bytes"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/page"
)

// document is what a rendered page holds that a check is about.
type document struct {
	ids         map[string]bool
	repeatedIDs []string // ids that are there more than once
	links       []string // hrefs and srcs, as written
	headings    []heading
	withoutAlt  []string // srcs of images without alt
	hasEmptyAlt bool     // an image's alt is empty: by its page's wish, or not
}

// heading is one of the article.
type heading struct {
	level int // 1 to 6
	id    string
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
			d.readTag(t, inArticle)
		}
	}
}

func (d *document) readTag(t html.Token, inArticle bool) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
		switch {
		case a.Key == "id" || a.Key == "name" && t.Data == "a":
			if a.Key == "id" && d.ids[a.Val] {
				d.repeatedIDs = append(d.repeatedIDs, a.Val)
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
			d.withoutAlt = append(d.withoutAlt, attr["src"])
		} else if alt == "" {
			d.hasEmptyAlt = true
		}
	}
	if inArticle && len(t.Data) == 2 && t.Data[0] == 'h' && t.Data[1] >= '1' && t.Data[1] <= '6' {
		d.headings = append(d.headings, heading{int(t.Data[1] - '0'), attr["id"]})
	}
}
