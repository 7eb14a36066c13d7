package markdown

import (
	"strings"

	"golang.org/x/net/html"
)

// bare is HTML of a page as it may stand in another place, an outline or a list: without
// ids, references to footnotes, and links of headings to themselves; without any links if so
// wished.
func bare(fragment string, links bool) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	skipped := "" // the element that is left out
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return strings.TrimSpace(b.String())
		}
		raw := string(z.Raw())
		t := z.Token()
		isStart := kind == html.StartTagToken || kind == html.SelfClosingTagToken
		switch {
		case skipped != "":
			if kind == html.EndTagToken && t.Data == skipped {
				skipped = ""
			}
			continue
		case isStart && (strings.HasPrefix(attribute(t, "id"), "fnref") && t.Data == "sup" || attribute(t, "class") == "heading-anchor"):
			skipped = t.Data
			continue
		case !links && t.Data == "a" && (isStart || kind == html.EndTagToken):
			continue
		case isStart && attribute(t, "id") != "":
			kept := t.Attr[:0:0]
			for _, a := range t.Attr {
				if a.Key != "id" {
					kept = append(kept, a)
				}
			}
			t.Attr = kept
			b.WriteString(t.String())
		default:
			b.WriteString(raw)
		}
	}
}

func attribute(t html.Token, key string) string {
	a, _ := find(t.Attr, key)
	return a.Val
}
