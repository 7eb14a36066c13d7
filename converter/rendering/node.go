package rendering

import (
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// Children returns the nodes that a node holds.
func Children(n *html.Node) []*html.Node { return slices.Collect(n.ChildNodes()) }

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" && slices.Contains(strings.Fields(a.Val), class) {
			return true
		}
	}
	return false
}

// textOf returns the text of a node and all within.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

func isBlank(n *html.Node) bool { return n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" }

// holds reports whether a selector finds a node, or an element in it.
func holds(n *html.Node, selector string) bool {
	if n.Type != html.ElementNode {
		return false
	}
	doc := goquery.NewDocumentFromNode(n)
	return doc.Is(selector) || doc.Find(selector).Length() > 0
}
