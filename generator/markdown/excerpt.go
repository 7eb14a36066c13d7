package markdown

import (
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// more ends a page's summary.
var more = regexp.MustCompile(`^\s*<!--\s*more\s*-->\s*$`)

// summary returns, for lists of pages, what is before <!--more-->, else the first paragraph.
func (d *document) summary(tree ast.Node) string {
	var nodes []ast.Node
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		nodes = append(nodes, n)
	}
	end := slices.IndexFunc(nodes, func(n ast.Node) bool {
		h, ok := n.(*ast.HTMLBlock)
		return ok && more.Match(h.Lines().Value(d.src()))
	})
	if end >= 0 {
		return excerpt(d.nodes.html(d.src(), nodes[:end]...), true)
	}
	isParagraph := func(n ast.Node) bool { return n.Kind() == ast.KindParagraph }
	if first := slices.IndexFunc(nodes, isParagraph); first >= 0 {
		return excerpt(d.nodes.html(d.src(), nodes[first]), true)
	}
	return ""
}

// excerpt returns a page's HTML as it may be shown in another place, an outline or a list:
// without ids, references to footnotes, and links of headings to themselves; and without
// any links unless keepLinks.
func excerpt(fragment string, keepLinks bool) string {
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
		case isStart && isOfItsPage(t):
			skipped = t.Data
			continue
		case !keepLinks && t.Data == "a" && (isStart || kind == html.EndTagToken):
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

// isOfItsPage reports whether a start tag is that of a footnote's reference or of a heading's
// link to itself.
func isOfItsPage(t html.Token) bool {
	isFootnote := t.Data == "sup" && strings.HasPrefix(attribute(t, "id"), "fnref")
	return isFootnote || attribute(t, "class") == "heading-anchor"
}

// attribute returns a tag's attribute, or "".
func attribute(t html.Token, key string) string {
	a, _ := find(t.Attr, key)
	return a.Val
}
