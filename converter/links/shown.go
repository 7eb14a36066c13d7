package links

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Shown is what Trac's own HTML of a page shows of its links. A nil Shown shows nothing. It
// is read in the order of the page, for two links of one label may fare differently.
type Shown struct {
	anchors map[string][]anchor // by label, in order; those of pages apart
	pages   map[string][]anchor
	text    string          // of the page, its white space folded
	mails   map[string]bool // addresses that the page shows in full
}

// anchor is a link as Trac rendered it.
type anchor struct {
	href    string
	missing bool
}

// ReadShown reads the links of a page that Trac rendered.
func ReadShown(body *goquery.Selection) *Shown {
	s := &Shown{anchors: map[string][]anchor{}, pages: map[string][]anchor{}, mails: map[string]bool{}}
	s.text = tidy(body.Text())
	body.Find("a").Each(func(_ int, a *goquery.Selection) {
		href, _ := a.Attr("href")
		if mail, ok := strings.CutPrefix(href, "mailto:"); ok {
			s.mails[mail] = true
		}
		if strings.HasPrefix(href, "#") {
			return // of an outline: Trac writes links within a page with its path
		}
		list, label := s.anchors, tidy(a.Text())
		if a.HasClass("wiki") {
			list = s.pages
		}
		list[label] = append(list[label], anchor{href, a.HasClass("missing")})
	})
	return s
}

// tidy folds what Trac adds to a label.
func tidy(label string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(label, "\u200b", "")), " ")
}

// HasLink reports whether the page has a link of that label.
func (s *Shown) HasLink(label string) bool {
	label = tidy(label)
	return s != nil && (s.anchors[label] != nil || s.HasPage(label))
}

// HasPage reports whether the page has a link of that label to a wiki page. A Trac of before 1.4
// whose pages do not say its version still has a question mark behind one that is missing.
func (s *Shown) HasPage(label string) bool {
	label = tidy(label)
	return s != nil && (s.pages[label] != nil || s.pages[label+"?"] != nil)
}

// next takes the next link of a label, except those to wiki pages.
func (s *Shown) next(label string) anchor {
	if s == nil {
		return anchor{}
	}
	label = tidy(label)
	list := s.anchors[label]
	if len(list) == 0 {
		return anchor{}
	}
	if len(list) > 1 { // the last one speaks for any that follow
		s.anchors[label] = list[1:]
	}
	return list[0]
}

// shows reports whether the page has a text that is longer than a link's label.
func (s *Shown) shows(text string) bool { return s != nil && strings.Contains(s.text, tidy(text)) }

// hides reports whether Trac cut an address off for those not logged in.
func (s *Shown) hides(mail string) bool { return s != nil && !s.mails[mail] }

var mailAddress = regexp.MustCompile(
	`([a-zA-Z0-9.'+_-]+)@(?:[a-zA-Z0-9_-]+\.)+[a-zA-Z](?:[-a-zA-Z\d]*[a-zA-Z\d])?`)

// obfuscate cuts off the hosts of the addresses in a text, as Trac does.
func (s *Shown) obfuscate(text string) string { return mailAddress.ReplaceAllString(text, "$1@…") }
