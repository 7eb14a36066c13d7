package links

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Evidence is what Trac's own rendering of a page tells of its links. A nil
// Evidence tells nothing. It is read in the order of the page: two links of one
// label may fare differently.
type Evidence struct {
	anchors map[string][]anchor // by label, in order; those of pages apart
	pages   map[string][]anchor
	text    string          // of the page, its white space folded
	mails   map[string]bool // addresses that the page shows whole
}

// anchor is a link as Trac rendered it.
type anchor struct {
	href    string
	missing bool
}

// ReadEvidence reads the rendered body of a page.
func ReadEvidence(body *goquery.Selection) *Evidence {
	e := &Evidence{anchors: map[string][]anchor{}, pages: map[string][]anchor{}, mails: map[string]bool{}}
	e.text = tidy(body.Text())
	body.Find("a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if mail, ok := strings.CutPrefix(href, "mailto:"); ok {
			e.mails[mail] = true
		}
		if strings.HasPrefix(href, "#") {
			return // of an outline: Trac writes links within a page with its path
		}
		list, label := e.anchors, tidy(a.Text())
		if a.HasClass("wiki") {
			list = e.pages
		}
		list[label] = append(list[label], anchor{href, a.HasClass("missing")})
	})
	return e
}

// tidy folds what Trac adds to a label.
func tidy(label string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(label, "\u200b", "")), " ")
}

// Has tells whether the page has a link of that label.
func (e *Evidence) Has(label string) bool {
	label = tidy(label)
	return e != nil && (e.anchors[label] != nil || e.HasPage(label))
}

// HasPage tells whether the page has a link of that label to a wiki page. Trac
// 0.11 puts a question mark behind one that is missing.
func (e *Evidence) HasPage(label string) bool {
	label = tidy(label)
	return e != nil && (e.pages[label] != nil || e.pages[label+"?"] != nil)
}

// next takes the next link of a label, but those to wiki pages.
func (e *Evidence) next(label string) anchor {
	if e == nil {
		return anchor{}
	}
	label = tidy(label)
	list := e.anchors[label]
	if len(list) == 0 {
		return anchor{}
	}
	if len(list) > 1 { // the last one speaks for any that follow
		e.anchors[label] = list[1:]
	}
	return list[0]
}

// shows tells whether the page has a text that is longer than a link's label.
func (e *Evidence) shows(text string) bool { return e != nil && strings.Contains(e.text, tidy(text)) }

// hides tells whether Trac cut an address off for those not logged in.
func (e *Evidence) hides(mail string) bool { return e != nil && !e.mails[mail] }

var address = regexp.MustCompile(`([a-zA-Z0-9.'+_-]+)@(?:[a-zA-Z0-9_-]+\.)+[a-zA-Z](?:[-a-zA-Z\d]*[a-zA-Z\d])?`)

func (e *Evidence) obfuscate(text string) string { return address.ReplaceAllString(text, "$1@…") }
