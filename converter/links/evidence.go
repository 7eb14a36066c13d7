package links

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Evidence is what Trac's own rendering of a page tells of its links. A nil
// Evidence tells nothing.
type Evidence struct {
	missing map[string]bool
	hrefs   map[string]string // by label; "" where two differ
	mails   bool              // the page shows whole addresses
	hidden  bool              // it shows addresses cut off, as in "name@…"
}

// ReadEvidence reads the rendered body of a page.
func ReadEvidence(body *goquery.Selection) *Evidence {
	e := &Evidence{missing: map[string]bool{}, hrefs: map[string]string{}}
	body.Find("a").Each(func(_ int, a *goquery.Selection) {
		label := strings.TrimSpace(strings.ReplaceAll(a.Text(), "\u200b", ""))
		href, _ := a.Attr("href")
		if a.HasClass("missing") {
			e.missing[label] = true
			return
		}
		if old, ok := e.hrefs[label]; ok && old != href {
			href = ""
		}
		e.hrefs[label] = href
	})
	for label := range e.missing {
		if _, ok := e.hrefs[label]; ok {
			delete(e.missing, label) // one of that name arrives
		}
	}
	text := body.Text()
	e.hidden = strings.Contains(text, "@…")
	e.mails = body.Find("a.mail-link").Length() > 0
	return e
}

func (e *Evidence) isMissing(label string) bool {
	return e != nil && e.missing[strings.TrimSpace(strings.ReplaceAll(label, "\u200b", ""))]
}

func (e *Evidence) href(label string) string {
	if e == nil {
		return ""
	}
	return e.hrefs[label]
}

// hidesMail tells whether Trac cut addresses off for those not logged in.
func (e *Evidence) hidesMail() bool { return e != nil && e.hidden && !e.mails }

var address = regexp.MustCompile(`([a-zA-Z0-9.'+_-]+)@(?:[a-zA-Z0-9_-]+\.)+[a-zA-Z](?:[-a-zA-Z\d]*[a-zA-Z\d])?`)

func (e *Evidence) obfuscate(text string) string { return address.ReplaceAllString(text, "$1@…") }
