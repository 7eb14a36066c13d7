// Package wikitest shows and checks the trees of package wiki, for tests.
package wikitest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/wiki"
)

// CheckSpans holds every node's offsets to the law: within the source, not backwards,
// and each block not before the one in front of it; but what stands in a table and in
// no cell goes before the table, as in a browser.
func CheckSpans(t testing.TB, name, src string, tree []wiki.Block) {
	t.Helper()
	Walk(tree, func(n wiki.Node) {
		s := n.Pos()
		if s.Start < 0 || s.End > len(src) || s.Start > s.End {
			t.Errorf("%s: %T has offsets %d to %d of %d bytes", name, n, s.Start, s.End, len(src))
		}
	})
	for i := 1; i < len(tree); i++ {
		_, isTable := tree[i].(*wiki.Table)
		if before, at := tree[i-1].Pos().Start, tree[i].Pos().Start; at < before && !isTable {
			t.Errorf("%s: %T at %d follows %T at %d", name, tree[i], at, tree[i-1], before)
		}
	}
}

// Walk calls visit for every block and inline, in the order of the text.
func Walk(tree []wiki.Block, visit func(wiki.Node)) {
	wiki.Rewriter{
		Block:  func(b wiki.Block) []wiki.Block { visit(b); return []wiki.Block{b} },
		Inline: func(n wiki.Inline) []wiki.Inline { visit(n); return []wiki.Inline{n} },
	}.Blocks(tree)
}

// Dump writes a tree, a block a line, what it holds below it.
func Dump(tree []wiki.Block) string { return dumpBlocks(tree, "") }

func dumpBlocks(list []wiki.Block, indent string) string {
	var b strings.Builder
	in := indent + "  "
	for _, n := range list {
		b.WriteString(indent)
		switch n := n.(type) {
		case *wiki.Heading:
			fmt.Fprintf(&b, "heading %d", n.Level)
			if n.ID != "" {
				fmt.Fprintf(&b, " #%s", n.ID)
			}
			fmt.Fprintf(&b, ": %s\n", dumpInlines(n.Inlines))
		case *wiki.Paragraph:
			kind := "paragraph"
			if n.Bare {
				kind = "text"
			}
			fmt.Fprintf(&b, "%s: %s\n", kind, dumpInlines(n.Inlines))
		case *wiki.List:
			kind := "bullets"
			if n.Ordered {
				kind = "numbers"
			}
			fmt.Fprintf(&b, "%s%s\n", kind, suffix(n.Style, n.Start))
			for _, item := range n.Items {
				b.WriteString(in + "item\n" + dumpBlocks(item.Blocks, in+"  "))
			}
		case *wiki.DefinitionList:
			b.WriteString("definitions\n")
			for _, item := range n.Items {
				b.WriteString(in + "term: " + dumpInlines(item.Term) + "\n" + dumpBlocks(item.Blocks, in+"  "))
			}
		case *wiki.Quote:
			kind := "quote"
			if n.Citation {
				kind = "citation"
			}
			b.WriteString(kind + "\n" + dumpBlocks(n.Blocks, in))
		case *wiki.Table:
			b.WriteString("table\n" + dumpRows(n, in))
		case *wiki.Rule:
			b.WriteString("rule\n")
		case *wiki.Processor:
			fmt.Fprintf(&b, "processor %q %v %q\n", n.Name, n.Args, n.Text)
		default:
			fmt.Fprintf(&b, "%T\n", n)
		}
	}
	return b.String()
}

func dumpRows(t *wiki.Table, indent string) string {
	var b strings.Builder
	for _, row := range t.Rows {
		b.WriteString(indent + "row\n")
		for _, c := range row.Cells {
			kind := "cell"
			if c.Header {
				kind = "header"
			}
			if c.Colspan > 1 {
				kind += fmt.Sprintf(" span=%d", c.Colspan)
			}
			if c.Align != "" {
				kind += " " + c.Align
			}
			b.WriteString(indent + "  " + kind + "\n" + dumpBlocks(c.Blocks, indent+"    "))
		}
	}
	return b.String()
}

func suffix(style string, start int) string {
	if style != "" {
		style = " " + style
	}
	if start > 1 {
		style += fmt.Sprintf(" from %d", start)
	}
	return style
}

func dumpInlines(list []wiki.Inline) string {
	var parts []string
	text := ""
	flush := func() {
		if text != "" {
			parts = append(parts, fmt.Sprintf("%q", text))
		}
		text = ""
	}
	for _, n := range list {
		if t, ok := n.(*wiki.Text); ok {
			text += t.Value
			continue
		}
		flush()
		switch n := n.(type) {
		case *wiki.Mark:
			parts = append(parts, string(n.Kind)+"("+dumpInlines(n.Inlines)+")")
		case *wiki.Code:
			parts = append(parts, fmt.Sprintf("code(%q)", n.Value))
		case *wiki.Break:
			parts = append(parts, strings.TrimSpace("break "+n.Clear))
		case *wiki.Link:
			parts = append(parts, fmt.Sprintf("link(%s %q %q %q)", formNames[n.Form], n.Scheme, n.Target, n.Label))
		case *wiki.Anchor:
			parts = append(parts, "anchor("+n.ID+" "+dumpInlines(n.Inlines)+")")
		case *wiki.Macro:
			parts = append(parts, fmt.Sprintf("macro(%s %q)", n.Name, n.Args))
		}
	}
	flush()
	return strings.Join(parts, " ")
}

var formNames = []string{"camel", "camel-labelled", "free", "short", "bracket", "angle", "relative", "creole", "email",
	"ticket", "report", "changeset", "log"}
