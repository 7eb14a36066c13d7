package rendering

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

// A macro may leave the elements that Trac itself writes. The tables of the wiki text are told from a macro's by
// their classes: Trac's own is "wiki", unless {{{#!table names another.

// kindOf returns the tag of an element, and of a table its classes too, as tagsOf has them.
func kindOf(n *html.Node) string {
	if n.DataAtom == atom.Table {
		return tableOf(attribute(n, "class"))
	}
	return n.Data
}

func tableOf(classes string) string { return "table." + strings.Join(strings.Fields(classes), ".") }

// tableClass returns the classes that Trac gives to a table of the wiki text.
func tableClass(t *wiki.Table) string {
	for _, a := range t.Attrs {
		if a.Name == "class" {
			return a.Value
		}
	}
	return "wiki"
}

// tagsOf returns the tags that Trac writes around what a node holds; of a table, what kindOf returns.
func tagsOf(n wiki.Node) []string {
	switch n := n.(type) {
	case *wiki.Paragraph:
		if !n.Bare {
			return []string{"p"}
		}
	case *wiki.List:
		if n.Ordered {
			return []string{"ol", "li"}
		}
		return []string{"ul", "li"}
	case *wiki.DefinitionList:
		return []string{"dl", "dt", "dd"}
	case *wiki.Quote:
		return []string{"blockquote"}
	case *wiki.Table:
		return []string{tableOf(tableClass(n)), "tbody", "tr", "td", "th"}
	case *wiki.Mark:
		return map[wiki.MarkKind][]string{
			wiki.Bold: {"strong"}, wiki.BoldCreole: {"strong"}, wiki.Italic: {"em"}, wiki.ItalicCreole: {"em"},
			wiki.Underline: {"span"}, wiki.Strike: {"del"}, wiki.Subscript: {"sub"}, wiki.Superscript: {"sup"},
		}[n.Kind]
	}
	return nil
}
