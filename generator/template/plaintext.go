package template

import (
	"strings"

	"golang.org/x/net/html"
)

// PlainText is the text of HTML; what no line holds together, such as two paragraphs, has a
// space between.
func PlainText(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return fragment
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !inlineTags[string(name)] {
				b.WriteByte(' ')
			}
		}
	}
}

var inlineTags = map[string]bool{"a": true, "b": true, "code": true, "em": true, "i": true, "mark": true, "s": true, "del": true, "small": true, "span": true, "strong": true, "u": true}
