package writer

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/benchtest"
	"github.com/twisted/sitegen/internal/goldentest"
)

// markdown reads as the generator does.
var markdown = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
	goldmark.WithParserOptions(parser.WithAttribute()), goldmark.WithRendererOptions(html.WithUnsafe()))

func toHTML(t testing.TB, md string) string {
	t.Helper()
	var b bytes.Buffer
	if err := markdown.Convert([]byte(md), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// lowered makes plain nodes of what the golden cases hold: the converter's own
// stages are tested there.
func lowered(src string) []wiki.Block {
	return wiki.Rewriter{
		Block: func(b wiki.Block) []wiki.Block {
			if p, ok := b.(*wiki.Processor); ok {
				if p.Name == "div" {
					return []wiki.Block{&wiki.Container{Attrs: p.Args,
						Blocks: lowered(strings.TrimSuffix(p.Text, "\n"))}}
				}
				return []wiki.Block{&wiki.CodeBlock{Lang: p.Name, Text: p.Text}}
			}
			return []wiki.Block{b}
		},
		Inline: func(n wiki.Inline) []wiki.Inline {
			switch n := n.(type) {
			case *wiki.Link:
				label := n.Label
				if label == "" {
					label = n.Raw
				}
				u := n.Target
				if n.Scheme != "" {
					u = n.Scheme + ":" + n.Target
				}
				return []wiki.Inline{&wiki.Hyperlink{URL: u, Inlines: []wiki.Inline{&wiki.Text{Value: label}}}}
			case *wiki.Macro:
				return []wiki.Inline{&wiki.Image{URL: n.Args, Alt: "alt"}}
			}
			return []wiki.Inline{n}
		},
	}.Blocks(wiki.Parse(src, macro.Options(nil)))
}

// The golden cases: "name.wiki" is a page, "name.md" its Markdown, "name.html"
// what the generator's Markdown makes of it.
func TestGolden(t *testing.T) {
	goldentest.Run(t, "testdata/*.txtar", func(t *testing.T, _, page string) []txtar.File {
		md := Write(lowered(page), Options{}) + "\n"
		return []txtar.File{{Name: ".md", Data: []byte(md)}, {Name: ".html", Data: []byte(toHTML(t, md))}}
	})
}

// text is the visible text of HTML.
func text(t testing.TB, page string) string {
	t.Helper()
	doc, err := xhtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*xhtml.Node)
	walk = func(n *xhtml.Node) {
		if n.Type == xhtml.TextNode {
			b.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return strings.Join(strings.Fields(b.String()), " ")
}

// places are where text can stand.
var places = map[string]func(s string) []wiki.Block{
	"paragraph": func(s string) []wiki.Block { return []wiki.Block{&wiki.Paragraph{Inlines: words(s)}} },
	"heading":   func(s string) []wiki.Block { return []wiki.Block{&wiki.Heading{Level: 2, Inlines: words(s)}} },
	"item": func(s string) []wiki.Block {
		return []wiki.Block{&wiki.List{Items: []*wiki.Item{{Blocks: []wiki.Block{&wiki.Paragraph{Bare: true,
			Inlines: words(s)}}}}}}
	},
	"cell": func(s string) []wiki.Block {
		return []wiki.Block{&wiki.Table{Rows: []*wiki.Row{{Cells: []*wiki.Cell{{Colspan: 1,
			Blocks: []wiki.Block{&wiki.Paragraph{Inlines: words(s)}}}}}}}}
	},
	"definition": func(s string) []wiki.Block {
		return []wiki.Block{&wiki.DefinitionList{Items: []*wiki.Definition{{Term: words("t"),
			Blocks: []wiki.Block{&wiki.Paragraph{Inlines: words(s)}}}}}}
	},
	"label": func(s string) []wiki.Block {
		return []wiki.Block{&wiki.Paragraph{Inlines: []wiki.Inline{&wiki.Hyperlink{URL: "/x", Inlines: words(s)}}}}
	},
	"bold": func(s string) []wiki.Block {
		return []wiki.Block{&wiki.Paragraph{Inlines: []wiki.Inline{&wiki.Text{Value: "a"},
			&wiki.Mark{Kind: wiki.Bold, Inlines: words(s)}, &wiki.Text{Value: "b"}}}}
	},
	"code": func(s string) []wiki.Block {
		return []wiki.Block{&wiki.Paragraph{Inlines: []wiki.Inline{&wiki.Code{Value: s}}}}
	},
	"block": func(s string) []wiki.Block { return []wiki.Block{&wiki.CodeBlock{Text: s + "\n"}} },
}

func words(s string) []wiki.Inline { return []wiki.Inline{&wiki.Text{Value: s}} }

func survives(t testing.TB, s string) {
	t.Helper()
	want := strings.Join(strings.Fields(strings.Map(visible, s)), " ")
	for name, place := range places {
		md := Write(place(s), Options{})
		got := text(t, toHTML(t, md))
		switch name {
		case "bold":
			got = strings.TrimSuffix(strings.TrimPrefix(got, "a"), "b")
			got = strings.Join(strings.Fields(got), " ")
		case "definition":
			got = strings.TrimSpace(strings.TrimPrefix(got, "t"))
		}
		if got != want {
			t.Errorf("in a %s %q becomes %q by way of\n%s", name, want, got, md)
		}
	}
}

// Text that Markdown would read as markup is shown as it is.
func TestTextSurvives(t *testing.T) {
	for _, s := range []string{
		"plain", "1. a", "1) a", "# x", "#", "a_b_c", "_x_", "__init__", "*x*", "**", "* a", "+ a", "- a", "-", "---",
		"===", "<b>", "a < b", "</p>", "<!-- x -->",
		"&amp;", "&copy", "AT&T", "www.x.org", "x@y.org", "http://x.org/a_b", "https://x", "mailto:a@b.org", ":smile:",
		"[x](y)", "[x]", "![x](y)", "[ ] a", "[x] a",
		"~~s~~", "~", "~~~", "```", "``", "`", "a`b", "|", "| a | b |", "a | b", "\\", "\\*", "a\\", "$x$", "> q",
		": d", "term\n: d", "a\n# b", "<#@0>", "<0@0>", "0\n-|", "a\n:-|-:", "a\n- | -", "a\n- b", "a\n1. b",
		"a\n===", "a\n---", "a\n> b", "[^1]", "[^1]: x", "[a]: b", "{#id}", "a {.b}", "a #", "a ##", "é*é*", "**a**b",
		"\"q\"", "'", "!", "!a", "a  b", "日本*語*", "*\"x\"*y",
		"#hash", "a*b*c", "2 * 3 * 4", "snake_case_name", "a ** b", "{{< toc >}}", "{.lower-alpha}", "ftp://x.y",
		"<http://x.org>", "xmpp:a@b.c", "a:b", "-x", "1.", "1986\\. x", "\t",
	} {
		if strings.TrimSpace(s) == "" {
			continue
		}
		survives(t, s)
	}
}

func FuzzTextSurvives(f *testing.F) {
	for _, s := range []string{"a_b*c", "[x](y) <b> &amp; `c`", "[a][b] [c]: d", "![a [b](c)", "[[a]](b) [^1]",
		"- [x] a", "1. a\n- b", "\\*", "a  \nb", "~~|~~"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool {
			return r == 0xfffd || r != '\n' && r != ' ' && !unicode.IsGraphic(r) || unicode.IsSpace(r) && r != ' ' &&
				r != '\n'
		}) ||
			strings.TrimSpace(s) == "" || strings.Contains(s, "\n\n") {
			return
		}
		if strings.Contains(s, "\n") { // wiki text comes a line at a time
			md := Write(places["paragraph"](s), Options{})
			if got, want := text(t, toHTML(t, md)), strings.Join(strings.Fields(s), " "); got != want {
				t.Errorf("%q becomes %q by way of\n%s", want, got, md)
			}
			return
		}
		survives(t, s)
	})
}

// BenchmarkParseAndWrite makes Markdown of a real wiki's text, where its recording
// lies beside the checkout, else of the golden cases.
func BenchmarkParseAndWrite(b *testing.B) {
	benchtest.Wiki(b, "testdata", func(page string) { Write(lowered(page), Options{}) })
}

// An address arrives as it is, though what stands in it looks like an entity: a page may be called so.
func TestAddressesHoldWhatLooksLikeAnEntity(t *testing.T) {
	t.Parallel()
	for _, u := range []string{"/x/&amp;/y", "/x?a=1&copy;=2", "/x/&lt;", "/x/&#35;", "/a(b)/&quot;"} {
		link := &wiki.Hyperlink{URL: u, Inlines: []wiki.Inline{&wiki.Text{Value: "label"}}}
		md := Write([]wiki.Block{&wiki.Paragraph{Inlines: []wiki.Inline{link}}}, Options{})
		if got, want := toHTML(t, md), `<a href="`+xhtml.EscapeString(u)+`">`; !strings.Contains(got, want) {
			t.Errorf("%s: %s", md, got)
		}
	}
}
