package trac

import (
	"bytes"
	"errors"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// What is read from a page of HTML. The shapes are those of Trac 0.11 to 1.6: the text is
// in div.wikipage, or in #wikipage within it; the last change in .trac-modifiedby.

var (
	errNoPage = errors.New("there is no such page")
	errNoWiki = errors.New("the answer holds no wiki page; does it ask for an account?")
)

// wikiBody finds the rendered text.
func wikiBody(doc *goquery.Document) *goquery.Selection {
	if body := doc.Find("#wikipage"); body.Length() > 0 {
		return body.First()
	}
	return doc.Find("div.wikipage").First()
}

// isMissing reports whether a wiki page's HTML is that of a page that does not exist.
func isMissing(doc *goquery.Document) bool {
	return doc.Find("#content.create, #content.error, input[value='Create this page']").Length() > 0
}

var versionTitle = regexp.MustCompile(`^Version (\d+) by (.*?)(?:: ((?s:.*)))?$`)

// scrape fills the page from Trac's HTML.
func (p *Page) scrape(html []byte) error {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(html))
	if err != nil {
		return nil // nested deeper than any browser follows: a page whose HTML is not known
	}
	body := wikiBody(doc)
	if body.Length() == 0 {
		return errNoWiki
	}
	if marksMissingPages(doc.Selection, body) {
		dropQuestionMarks(body)
	}
	if p.HTML, err = body.Html(); err != nil {
		return err
	}
	changed := doc.Find(".trac-modifiedby").First()
	if title, ok := changed.Find("a[title]").First().Attr("title"); ok {
		if m := versionTitle.FindStringSubmatch(title); m != nil {
			p.Version, _ = strconv.Atoi(m[1])
			p.Author, p.Comment = m[2], strings.TrimSpace(m[3])
		}
	}
	p.Date = timelineDate(changed)
	p.Attachments = attachments(doc)
	return nil
}

// poweredByOld matches how the footer names a Trac of before 1.4.
var poweredByOld = regexp.MustCompile(`^Trac (0\.|1\.[012]\b)`)

// marksMissingPages reports whether the Trac that made a page writes a question mark behind the
// label of a link to what is not there, as it did until 1.2; since then a style sheet does. What
// the page's own text, in body, says of versions does not count.
func marksMissingPages(doc, body *goquery.Selection) bool {
	return doc.Find("strong").NotSelection(body.Find("strong")).FilterFunction(
		func(_ int, s *goquery.Selection) bool { return poweredByOld.MatchString(strings.TrimSpace(s.Text())) },
	).Length() > 0
}

// dropQuestionMarks takes the marks off the labels: they are no text.
func dropQuestionMarks(body *goquery.Selection) {
	for _, link := range body.Find("a.missing").Nodes {
		for last := link.LastChild; last != nil; last = last.LastChild {
			last.Data = strings.TrimSuffix(last.Data, "?")
		}
	}
}

// timelineDate reads the moment that a timeline link names.
func timelineDate(s *goquery.Selection) time.Time {
	href, _ := s.Find("a.timeline").First().Attr("href")
	u, err := url.Parse(href)
	if err != nil {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, u.Query().Get("from"))
	if err != nil {
		return time.Time{}
	}
	return t.UTC()
}

// attachments reads the list below a page.
func attachments(doc *goquery.Document) []Attachment {
	var list []Attachment
	doc.Find("#attachments li, #attachments dt").Each(func(_ int, item *goquery.Selection) {
		link := item.Find("a[title='View attachment'], a[title='View attachment content']").First()
		if link.Length() == 0 {
			link = item.Find("a").First()
		}
		a := Attachment{
			Name:        strings.TrimSpace(link.Text()),
			Author:      strings.TrimSpace(item.Find(".trac-author, .trac-author-user").First().Text()),
			Date:        timelineDate(item),
			Description: strings.TrimSpace(item.Find("q").First().Text()),
		}
		if a.Author == "" {
			a.Author = strings.TrimSpace(item.Find("em").First().Text())
		}
		if title, ok := item.Find("span[title]").First().Attr("title"); ok {
			if n, _, ok := strings.Cut(title, " "); ok {
				a.Size, _ = strconv.ParseInt(n, 10, 64)
			}
		}
		if a.Name != "" {
			list = append(list, a)
		}
	})
	return list
}

// tracVersion reads the "Powered by" of the footer.
func tracVersion(doc *goquery.Document) string {
	return strings.TrimPrefix(strings.TrimSpace(doc.Find("#footer strong").First().Text()), "Trac ")
}

// wikiNames finds the names of wiki pages that a page links to. base is the
// Trac's mount point.
func wikiNames(doc *goquery.Document, base string) []string {
	return namesIn(doc.Find("#content a[href], div.wikipage a[href], div.wiki-toc a[href]"), base)
}

// namesIn returns the names of the wiki pages that links lead to.
func namesIn(links *goquery.Selection, base string) []string {
	var names []string
	links.Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		rest, ok := strings.CutPrefix(href, base+"/wiki/")
		if !ok || a.HasClass("missing") {
			return
		}
		rest, _, _ = strings.Cut(rest, "#")
		rest, query, _ := strings.Cut(rest, "?")
		if query != "" {
			return
		}
		if name, err := url.PathUnescape(rest); err == nil && strings.Trim(name, "/") != "" {
			names = append(names, strings.Trim(name, "/"))
		}
	})
	return names
}

// indexNames finds the names of the pages that TitleIndex lists: what else that page links to, its
// own text and Trac's help, need not be there.
func indexNames(doc *goquery.Document, base string) []string {
	list := wikiBody(doc)
	if of := list.Find(".titleindex"); of.Length() > 0 {
		list = of
	}
	return namesIn(list.Find("a[href]"), base)
}

// localFiles finds what the page's text shows from the Trac itself: images, by
// their path below the mount point.
func localFiles(doc *goquery.Document, base string) []string {
	var paths []string
	wikiBody(doc).Find("img[src]").Each(func(_ int, img *goquery.Selection) {
		src, _ := img.Attr("src")
		if rest, ok := strings.CutPrefix(src, base+"/"); ok && !strings.Contains(rest, "?") {
			if p, err := url.PathUnescape(rest); err == nil {
				paths = append(paths, path.Clean(p)) // htdocs:../common/x.png
			}
		}
	})
	return paths
}
