package converter

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// rendering is what Trac made of a page: for what only Trac can compute, and as
// evidence of what was there.
type rendering struct {
	body *goquery.Selection
	ids  map[string]bool
	used map[string]int // how many results of a selector were taken
}

func readRendering(html string) (*rendering, error) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
	if err != nil {
		return nil, err
	}
	r := &rendering{body: doc.Find("body"), ids: map[string]bool{}, used: map[string]int{}}
	r.body.Find("[id], a[name]").Each(func(_ int, s *goquery.Selection) {
		for _, attr := range []string{"id", "name"} {
			if id, ok := s.Attr(attr); ok {
				r.ids[id] = true
			}
		}
	})
	return r, nil
}

// take returns the next result of a macro, found by its selector, as HTML; ""
// where there is none.
func (r *rendering) take(selector string) string {
	if r == nil {
		return ""
	}
	found := r.body.Find(selector).Eq(r.used[selector])
	r.used[selector]++
	html, err := goquery.OuterHtml(found)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(html)
}
