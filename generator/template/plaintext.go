package template

import (
	"strings"

	"golang.org/x/net/html"
)

// PlainText is the text of HTML, without the numbers of lines and the links of headings to
// themselves; what no line holds together, such as two paragraphs, has a space between.
func PlainText(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return fragment
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	aside, depth := "", 0 // the element that is left out, and how many of its kind are open in it
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			if aside == "" {
				b.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch {
			case aside == t.Data && kind == html.StartTagToken:
				depth++
			case aside == t.Data && kind == html.EndTagToken:
				if depth--; depth == 0 {
					aside = ""
				}
			case aside == "" && kind == html.StartTagToken && isAside(t):
				aside, depth = t.Data, 1
			case aside == "" && !inlineTags[t.Data]:
				b.WriteByte(' ')
			}
		}
	}
}

// isAside tells what is about the text and not of it.
func isAside(t html.Token) bool {
	for _, a := range t.Attr {
		if a.Key == "class" {
			return a.Val == "ln" || a.Val == "lnt" || a.Val == "heading-anchor"
		}
	}
	return false
}

var inlineTags = func() map[string]bool {
	m := map[string]bool{}
	for _, tag := range strings.Fields("a abbr b bdi bdo cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr") {
		m[tag] = true
	}
	return m
}()
