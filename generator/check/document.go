package check

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/page"
)

// document is what a rendered page holds that a check is about.
type document struct {
	ids         map[string]bool
	repeatedIDs []string // ids that are there more than once
	links       []link   // hrefs and srcs
	headings    []heading
	withoutAlt  []string // srcs of images without alt
	hasEmptyAlt bool     // an image's alt is empty: by its page's wish, or not
}

// link is an address in a page.
type link struct {
	url string // as written
	// isLoaded reports that a program loads it by itself, as a part of the page or as a feed. It
	// gets 404, or a page, where only a redirect answers: no script runs for it.
	isLoaded bool
}

// loading are the elements whose sources are loaded as parts of the page.
var loading = map[string]bool{"img": true, "source": true, "video": true, "audio": true, "track": true, "script": true}

// isLoaded reports whether a program loads what an element's addresses lead to.
func isLoaded(element string, attr []html.Attribute) bool {
	if element != "link" {
		return loading[element]
	}
	return slices.ContainsFunc(attr, func(a html.Attribute) bool {
		return a.Key == "rel" && slices.ContainsFunc(strings.Fields(strings.ToLower(a.Val)), func(rel string) bool {
			return rel == "stylesheet" || rel == "icon" || rel == "alternate" && isFeed(attr)
		})
	})
}

// isFeed reports whether a link is to a feed, and not to the page in another language, say.
func isFeed(attr []html.Attribute) bool {
	return slices.ContainsFunc(attr, func(a html.Attribute) bool {
		return a.Key == "type" && (strings.HasSuffix(a.Val, "+xml") || strings.HasSuffix(a.Val, "json"))
	})
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
	attr, loaded := map[string]string{}, isLoaded(t.Data, t.Attr)
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
		switch {
		case a.Key == "id" || a.Key == "name" && t.Data == "a":
			if a.Key == "id" && d.ids[a.Val] {
				d.repeatedIDs = append(d.repeatedIDs, a.Val)
			}
			d.ids[a.Val] = true
		case a.Key == "href" && t.Data != "base", a.Key == "src", a.Key == "poster":
			d.links = append(d.links, link{a.Val, loaded})
		case a.Key == "srcset":
			page.EachSource(a.Val, func(url string) string {
				d.links = append(d.links, link{url, loaded})
				return url
			})
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
