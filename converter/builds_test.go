package converter

import (
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/internal/sitetest"
)

// What converts builds without a diagnostic and shows what Trac showed.

// pieces are what FuzzBuilds makes pages of: constructs of the wiki, and what is markup to
// Markdown, to shortcodes, to HTML or to style sheets, whole and cut off.
var pieces = []string{
	"x", " ", "\n", "\n\n", "  ", "{{", "{{%", "{{% ", " %}}", "{{<", "{{< ", ">}}", "{{< toc >}}", "{{</", "{", "}",
	"`", "`a`", "{{{a}}}", "{{{a", "\n{{{\n", "\n{{{#!html\n", "\n{{{#!div\n", "\n{{{#!markdown\n", "\n{{{#!c\n",
	"\n{{{#!rst\n", "\n{{{#!td\n", "\n{{{#!table\n", "\n{{{#!tr\n", "\n{{{#!span\n", "\n{{{#!comment\n", "\n{{{#!wiki\n",
	"\n{{{#!nosuch\n", "\n{{{#!python lineno=3 marks=4 id=\"i\"\n", "\n}}}\n", "''", "'''", "**", "//", "__", "~~", ",,", "^",
	"\n * ", "\n  * ", "\n 1. ", "\n a. ", "\n  ", "\n> ", "\n>> ", "\n t:: ", "\n::", "||", "\n||", "||=", "=||", "|| ||",
	"\n= ", " =\n", "\n== h ==\n", "\n----\n", "[[Image(x.png)]]", "[[Image(http://x.org/a.png, 50%, title=\"t\")]]",
	"[[span(a, class=b)]]", "[[span(*a*, style=width:expression(1))]]", "[[html(<b>*a*</b>)]]", "[[html(<div>a</div>)]]",
	"[[html(<b>{{< x >}}</b>)]]", "[[BR]]", "\\\\", "[=#a]", "[=#a b]", "[wiki:A b]", "[wiki:A@1#b `c`]",
	"http://x.org/a_b", "<http://x.org>", "#1", "{1}", "[1]", "r1", "[/a b]", "[./a b]", "[#a b]", "[[A|b]]", "!WikiPage",
	"WikiStart", "<b>", "</b>", "<div>", "</div>", "<table><tr><td>", "</td></tr></table>", "<p>", "<br>", "<li>", "<ul>",
	"<div style=\"width:expression(1)\">", "<div style=\"background:url(x)\">", "<a href=\"javascript:x\">a</a>",
	"<a href=\"http:x\">a</a>", "<a href=\"\">a</a>", "<a href=\"x.md\">a</a>", "<img src=\"\">", "<img src=x.md>", "<!--",
	"-->", "<pre>", "</pre>", "<textarea>", "<script>", "</script>", "<form action=\"\">", "&amp;", "&copy;", "&", "<", ">",
	"\\", "*", "_", "~", "[", "]", "(", ")", "!", "#", "|", "-", "+", "=", ":", "1.", "1)", "[!NOTE]", "[!x]", "[ ] ", "[^1]",
	"[^1]: ", "[a]: b", "[a](b)", "![a](b)", "{.lower-alpha}", "{#id}", "{.c}", "\t", "é", "日本", "\u200b", "\u00a0", "\r", "\f",
	"[[TicketQuery(a=b)]]", "[[Foo(x)]]", "[[TitleIndex]]", "[[RecentChanges]]", "[[PageOutline]]", "\n|= a\n|--\n",
	"[[PageOutline(2,x,inline)]]", "[[comment(x)]]", "www.x.org", "a@b.org", "mailto:a@b.org", "htdocs:x", "$1", "\"", "'",
	"attachment:x", "javascript:x", "[javascript:x y]", "[http:x y]", "[http:// y]", "[htp://x y]", "style=\"color: red\"",
	"\n+++\n", "<!--more-->", "\n```\n", "\n~~~\n", "</section>", "<details>", "<h2 id=\"a\">", "</h2>",
}

// pageOf makes a page of pieces, one for each byte.
func pageOf(seed []byte) string {
	var b strings.Builder
	for _, c := range seed {
		b.WriteString(pieces[int(c)%len(pieces)])
	}
	return b.String()
}

// builds converts a page, with what Trac made of it, and holds that the site of it is built
// without a word, and that what it shows is the text of the tree that was to be written.
func builds(t *testing.T, g *generator.Generator, text, html string) {
	t.Helper()
	snapshot := wikiOf(t, html, map[string]string{"A": "", "Page": text})
	c, err := Convert(snapshot, Options{})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range c.Files {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		r.Close()
		if err != nil {
			t.Fatal(err)
		}
		files[f.Path] = string(data)
	}
	md := body(t, c, "Page")
	site, list := g.Load(sitetest.Options(files))
	if _, errs := site.Render("wiki/Page/index.html"); len(list)+len(errs) > 0 {
		t.Fatalf("the site of %q is not built: %v%v\n%s", text, list, errs, md.Data)
	}
	want := textOfPage(t, snapshot)
	if got := squeezed(textOfHTML(t, htmlOf(t, md))); got != want {
		t.Errorf("%q shows\n%q, not\n%q, by way of\n%s", text, got, want, md.Data)
	}
}

// textOfPage returns what the page "Page" of a snapshot is to show.
func textOfPage(t *testing.T, s *trac.Snapshot) string {
	in, err := read(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	articles := parse(in, Options{})
	site := newSite(in, articles, Options{})
	for _, a := range articles {
		if a.page.Name == "Page" {
			a.blocks, _ = lower(a, site, Options{})
			a.blocks = resolve(a, site)
			return squeezed(textOfBlocks(t, a.blocks))
		}
	}
	return ""
}

// textOfBlocks returns the text of a tree as a reader should see it.
func textOfBlocks(t *testing.T, blocks []wiki.Block) string {
	var b strings.Builder
	wiki.Rewriter{
		Block: func(n wiki.Block) []wiki.Block {
			switch n := n.(type) {
			case *wiki.CodeBlock:
				b.WriteString(n.Text)
			case *wiki.HTMLBlock:
				b.WriteString(textOfHTML(t, n.HTML))
			}
			return []wiki.Block{n}
		},
		Inline: func(n wiki.Inline) []wiki.Inline {
			switch n := n.(type) {
			case *wiki.Text:
				b.WriteString(n.Value)
			case *wiki.Code:
				b.WriteString(n.Value)
			case *wiki.Unconverted:
				b.WriteString(n.Source)
			case *wiki.HTMLInline:
				b.WriteString(textOfHTML(t, n.HTML))
			}
			return []wiki.Inline{n}
		},
	}.Blocks(blocks)
	return b.String()
}

var lineNumber = regexp.MustCompile(`<span class="ln"[^>]*>(?:<a [^>]*>)?[ 0-9]*`)

// textOfHTML returns the text of HTML, without the numbers of lines of code.
func textOfHTML(t *testing.T, page string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(lineNumber.ReplaceAllString(page, "")))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// squeezed drops what is no visible character.
func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}

// Each of these did not build once, or showed something else.
func TestBuilds(t *testing.T) {
	t.Parallel()
	g := generator.New()
	for _, text := range []string{
		"a {{% x %}} b {{%", "{{< toc >}} {{</ {{<x", "x `a``{{`", "x {{`a`", "__x{{__", "'''x{{'''", "{{%''' x'''", "x{{[wiki:A b]",
		"x{{%`a`", "`a``*b* &amp; \\`", "{{{#!div style=\"width:expression(1)\"\na\n}}}",
		"[[span(a, style=margin:expression(1))]]", "{{{#!html\n<p style=\"color: EXPRESSION(1)\">a</p>\n}}}",
		"{{{#!html\n<a href=\"http:x\">a</a> <img src=\"https:\">\n}}}", "{{{#!html\nhalf a tag <b\n}}}", "> [!NOTE]",
		"> [!x]\n> y", "a\n[!NOTE]", "[[html(<b >*a* {{< x >}} &amp;amp;</b>)]]", "~~a\n[[html(<div>*a*</div>)]]~~",
		"'''[[BR]]''' \n", "\f1. a\n\x01# b", "[[Foo(*x* {{< y)]]",
		"{{{#!markdown\n[x](javascript:alert(1)) ![](javascript:x) <http:x> [y](<>)\n}}}",
		"{{{#!markdown\n<div>\n\nopen\n}}}\nafter", "{{{#!markdown\n```nosuch\nopen {{< x\n}}}\nafter",
		"{{{#!markdown\nhello {{< include file=\"x\" >}} there\n}}}",
		"{{{#!markdown\n# a {onclick=x}\n\n> [!x]\n\n[a](x.md) <img src=\"\" alt=\"b\">\n}}}",
		"{{{#!td\n\\\na[[BR]]\nb\n}}}", "a[[BR]],,[[comment(x)]]", "[mailto:a@b.org[[comment(x)]] c",
		"{{{#!html\na\n\f\nb\n}}}",
		"{{{#!markdown\na<br>\n\n!<a href=\"/x\">a</a>\n}}}", "{{{#!markdown\n</div></b>\n}}}",
	} {
		builds(t, g, text, "")
	}
}

// FuzzBuilds holds the law of what converts. Its seeds are part of the ordinary tests.
func FuzzBuilds(f *testing.F) {
	for i := range pieces { // each beside some others
		f.Add([]byte{byte(i), byte(7*i + 1), byte(3*i + 2), byte(i + 40)}, "")
	}
	g := generator.New()
	f.Fuzz(func(t *testing.T, seed []byte, text string) {
		if len(seed) > 40 || len(text) > 200 || !utf8.ValidString(text) {
			return
		}
		builds(t, g, pageOf(seed)+text, "")
	})
}
