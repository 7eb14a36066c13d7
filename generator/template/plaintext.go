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
			name, hasAttr := z.TagName()
			tag := string(name)
			switch {
			case aside == tag && kind == html.StartTagToken:
				depth++
			case aside == tag && kind == html.EndTagToken:
				if depth--; depth == 0 {
					aside = ""
				}
			case aside == "" && hasAttr && (tag == "span" || tag == "a" || tag == "td") && isAside(z):
				aside, depth = tag, 1
			case aside == "" && !inlineTags[tag]:
				b.WriteByte(' ')
			}
		}
	}
}

// isAside reports, of a tag, whether it is about the text and not of it.
func isAside(z *html.Tokenizer) bool {
	for {
		key, value, more := z.TagAttr()
		if string(key) == "class" {
			class := string(value)
			return class == "ln" || class == "lnt" || class == "heading-anchor"
		}
		if !more {
			return false
		}
	}
}

var inlineTags = func() map[string]bool {
	m := map[string]bool{}
	for _, tag := range strings.Fields("a abbr b bdi bdo cite code data del dfn em font i ins kbd label " +
		"mark q s samp small span strike strong sub sup time tt u var wbr") {
		m[tag] = true
	}
	return m
}()
