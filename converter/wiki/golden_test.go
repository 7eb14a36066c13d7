package wiki

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/internal/goldentest"
)

// The golden cases are in testdata, a construct a file: "name.wiki" is a page,
// "name.tree" what the parser makes of it. What Trac 1.6 makes of each was
// looked up before it was written down.
func TestGolden(t *testing.T) {
	goldentest.Run(t, func(t *testing.T, name, page string) []txtar.File {
		tree := Parse(page, Options{})
		checkSpans(t, name, page, tree)
		return []txtar.File{{Name: ".tree", Data: []byte(dumpBlocks(tree, ""))}}
	})
}

// checkSpans holds every node's offsets to the law: within the source, not
// backwards.
func checkSpans(t testing.TB, name, src string, tree []Block) {
	t.Helper()
	Walk(tree, func(n Node) {
		s := n.Pos()
		if s.Start < 0 || s.End > len(src) || s.Start > s.End {
			t.Errorf("%s: %T has offsets %d to %d of %d bytes", name, n, s.Start, s.End, len(src))
		}
	})
}

// dumpBlocks writes a tree, a block a line, what it holds below it.
func dumpBlocks(list []Block, indent string) string {
	var b strings.Builder
	in := indent + "  "
	for _, n := range list {
		b.WriteString(indent)
		switch n := n.(type) {
		case *Heading:
			fmt.Fprintf(&b, "heading %d", n.Level)
			if n.ID != "" {
				fmt.Fprintf(&b, " #%s", n.ID)
			}
			fmt.Fprintf(&b, ": %s\n", dumpInlines(n.Inlines))
		case *Paragraph:
			kind := "paragraph"
			if n.Bare {
				kind = "text"
			}
			fmt.Fprintf(&b, "%s: %s\n", kind, dumpInlines(n.Inlines))
		case *List:
			kind := "bullets"
			if n.Ordered {
				kind = "numbers"
			}
			fmt.Fprintf(&b, "%s%s\n", kind, suffix(n.Style, n.Start))
			for _, item := range n.Items {
				b.WriteString(in + "item\n" + dumpBlocks(item.Blocks, in+"  "))
			}
		case *DefinitionList:
			b.WriteString("definitions\n")
			for _, item := range n.Items {
				b.WriteString(in + "term: " + dumpInlines(item.Term) + "\n" + dumpBlocks(item.Blocks, in+"  "))
			}
		case *Quote:
			kind := "quote"
			if n.Citation {
				kind = "citation"
			}
			b.WriteString(kind + "\n" + dumpBlocks(n.Blocks, in))
		case *Table:
			b.WriteString("table\n")
			for _, row := range n.Rows {
				b.WriteString(in + "row\n")
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
					b.WriteString(in + "  " + kind + "\n" + dumpBlocks(c.Blocks, in+"    "))
				}
			}
		case *Rule:
			b.WriteString("rule\n")
		case *Processor:
			fmt.Fprintf(&b, "processor %q %v %q\n", n.Name, n.Args, n.Text)
		default:
			fmt.Fprintf(&b, "%T\n", n)
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

func dumpInlines(list []Inline) string {
	var parts []string
	text := ""
	flush := func() {
		if text != "" {
			parts = append(parts, fmt.Sprintf("%q", text))
		}
		text = ""
	}
	for _, n := range list {
		if t, ok := n.(*Text); ok {
			text += t.Value
			continue
		}
		flush()
		switch n := n.(type) {
		case *Mark:
			parts = append(parts, string(n.Kind)+"("+dumpInlines(n.Inlines)+")")
		case *Code:
			parts = append(parts, fmt.Sprintf("code(%q)", n.Value))
		case *Break:
			parts = append(parts, strings.TrimSpace("break "+n.Clear))
		case *Link:
			parts = append(parts, fmt.Sprintf("link(%s %q %q %q)", formNames[n.Form], n.Scheme, n.Target, n.Label))
		case *Anchor:
			parts = append(parts, "anchor("+n.ID+" "+dumpInlines(n.Inlines)+")")
		case *Macro:
			parts = append(parts, fmt.Sprintf("macro(%s %q)", n.Name, n.Args))
		}
	}
	flush()
	return strings.Join(parts, " ")
}

var formNames = []string{"camel", "camel-labelled", "free", "short", "bracket", "angle", "relative", "creole", "email", "ticket",
	"report", "changeset", "log"}
