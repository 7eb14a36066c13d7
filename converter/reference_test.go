package converter

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/goldentest"
	"github.com/twisted/sitegen/internal/wikitest"
)

// wikiPage is a page's source and what Trac made of it.
type wikiPage struct{ text, html string }

// wikiOf lays pages, name to source, out as a snapshot; html is what Trac made of
// each.
func wikiOf(t testing.TB, html string, pages map[string]string) *trac.Snapshot {
	t.Helper()
	with := map[string]wikiPage{}
	for name, text := range pages {
		with[name] = wikiPage{text, html}
	}
	return wikiWith(t, with)
}

// wikiWith lays pages out as a snapshot.
func wikiWith(t testing.TB, pages map[string]wikiPage) *trac.Snapshot {
	t.Helper()
	dir := t.TempDir()
	var names []string
	for name, p := range pages {
		names = append(names, fmt.Sprintf("%q", name))
		file := filepath.Join(dir, "pages", strings.NewReplacer("/", "%2F", ":", "%3A").Replace(name))
		for suffix, data := range map[string]string{".txt": p.text, ".html": `<div id="wikipage">` + p.html + "</div>"} {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file+suffix, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	slices.Sort(names)
	info := "url = \"http://trac.invalid/trac\"\nbase = \"/trac\"\ncomplete = true\nfetched = 2020-01-01T00:00:00Z\n" +
		"names = [" + strings.Join(names, ", ") + "]\n"
	if err := os.WriteFile(filepath.Join(dir, "snapshot.toml"), []byte(info), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := trac.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// body returns a converted page's Markdown.
func body(t testing.TB, c Conversion, name string) *source.File {
	t.Helper()
	return bodyIn(contents(t, c), name)
}

// bodyIn returns a page's Markdown, of files by path.
func bodyIn(files map[string][]byte, name string) *source.File {
	file := "content/" + links.ContentFiles([]string{name}, "wiki")[name]
	_, text, ok := strings.Cut(string(files[file]), "+++\n\n")
	if !ok {
		text = ""
	}
	return &source.File{Path: file, Data: []byte(text)}
}

// htmlOf renders Markdown as the generator does. Headings come without the link to
// themselves.
func htmlOf(t testing.TB, f *source.File) string {
	t.Helper()
	rendered, list := markdown.New(markdown.Settings{}).Render(f, 0, markdown.Options{
		Anchors: page.TracAnchors,
		Link: func(to string) (string, error) {
			if file, fragment, _ := strings.Cut(to, "#"); strings.HasSuffix(file, ".md") {
				to = page.Permalink(path.Join(path.Dir(strings.TrimPrefix(f.Path, "content/")), file), "")
				if fragment != "" {
					to += "#" + fragment
				}
			}
			return to, nil
		},
		Shortcode: func(c *markdown.Shortcode) ([]byte, source.List) {
			return []byte("<!-- " + c.Name + " -->\n"),
				nil
		},
	})
	if len(list) > 0 {
		t.Error(list)
	}
	return headingAnchor.ReplaceAllString(string(rendered.HTML), "")
}

var headingAnchor = regexp.MustCompile(`<a class="heading-anchor"[^>]*>#</a>`)

// What would run in a reader's browser, or leave the attribute that it was written in, arrives
// nowhere, not even in the Markdown.
func TestNothingRunsAfterAConversion(t *testing.T) {
	t.Parallel()
	for source, forbidden := range map[string]string{
		"{{{#!table onclick=\"x()\"\n{{{#!td onmouseover=\"x()\"\ncell\n}}}\n}}}": "x()",
		"{{{#!div onclick=\"x()\"\ntext\n}}}":                                     "x()",
		"[[Image(data:text/html;base64,AA)]]":                                     "data:text",
		"{{{#!python lineno=x() marks=x() id=\"a}x()\"\npass\n}}}":                "x()",
	} {
		c, err := Convert(wikiOf(t, "", map[string]string{"P": source}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(body(t, c, "P").Data); strings.Contains(got, forbidden) {
			t.Errorf("%s becomes %s", source, got)
		}
	}
}

// The snippets that other converters get wrong, and what surprises in Trac, with all
// steps in sight: "name.wiki" is a page of that name, "name.tree" its tree, "name.md"
// its Markdown, "name.html" what the site shows.
func TestReference(t *testing.T) {
	goldentest.Run(t, "testdata/reference/*.txtar", func(t *testing.T, name, text string) []txtar.File {
		pages := map[string]string{name: text}
		for _, other := range []string{"WikiStart", "A", "A/B", "A/B/D", "A/X", "CodeReview", "Free Link"} {
			if other != name {
				pages[other] = ""
			}
		}
		c, err := Convert(wikiOf(t, "", pages), Options{})
		if err != nil {
			t.Fatal(err)
		}
		tree := wiki.Parse(text, macro.Options(nil))
		wikitest.CheckSpans(t, name, text, tree)
		md := body(t, c, name)
		return []txtar.File{
			{Name: ".tree", Data: []byte(wikitest.Dump(tree))}, {Name: ".md", Data: md.Data}, {Name: ".html",
				Data: []byte(htmlOf(t, md))},
		}
	})
}

// What is taken from Trac's own rendering.
func TestFrozen(t *testing.T) { runWithHTML(t, "testdata/frozen/*.txtar") }

// What becomes of each macro and processor.
func TestMacros(t *testing.T) { runWithHTML(t, "testdata/macro/*.txtar") }

// runWithHTML runs golden cases whose page is wiki text and, behind a line of three percent
// signs, what Trac made of it.
func runWithHTML(t *testing.T, pattern string) {
	goldentest.Run(t, pattern, func(t *testing.T, _, text string) []txtar.File {
		text, html, _ := strings.Cut(text, "\n%%%\n")
		c, err := Convert(wikiOf(t, html, map[string]string{"A": "", "Page": text}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		md := body(t, c, "Page")
		var report strings.Builder
		for _, n := range c.Report.Notes {
			if n.Page == "Page" {
				fmt.Fprintf(&report, "%d: %s: %s\n", n.Line, n.Kind, n.Message)
			}
		}
		return []txtar.File{
			{Name: ".md", Data: md.Data}, {Name: ".html", Data: []byte(htmlOf(t, md))}, {Name: ".report",
				Data: []byte(report.String())},
		}
	})
}

// What site.toml says of a macro goes before all else; arguments are text.
func TestMappedMacros(t *testing.T) {
	macros := map[string]string{
		"Gone": macro.UseNothing, "Code": macro.UseSource, "Video": "[video](https://x.org/$1)",
		"Box": `{{< box id="$1" of="$2" >}}`, "All": "*$**", "Image": "**$1**",
	}
	text := "a [[Gone]] [[Code(x)]] [[Video(y) <script>(b)]] [[All(1\\, 2,3)]] [[Image(p.png)]]\n\n[[Box(a\" >}},b)]]"
	c, err := Convert(wikiOf(t, "", map[string]string{"Page": text}), Options{Macros: macros})
	if err != nil {
		t.Fatal(err)
	}
	want := "a  `[[Code(x)]]` [video](https://x.org/y\\) &lt;script>\\(b) *1, 2,3* **p.png**\n\n" +
		"{{< box id=\"a' }}\" of=\"b\" >}}\n"
	if got := string(body(t, c, "Page").Data); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// A huge page and one of a hundred thousand openers convert like any other. The
// bounds are far off: what grows faster than the page breaks them.
func TestHugePages(t *testing.T) {
	paragraph := "Some ''text'' with [wiki:A a link], `code` and #12, CamelCase and more words.\n" +
		" * an item\n   1. another\n\n|| a || b ||\n== Heading ==\n"
	for name, text := range map[string]string{
		"five megabytes":       strings.Repeat(paragraph, 5<<20/len(paragraph)),
		"one line":             strings.Repeat("word ''it'' `c` [wiki:A a] ", 1<<20/27),
		"openers":              strings.Repeat("{{{\n", 100_000),
		"div openers":          strings.Repeat("{{{#!div\n", 100_000),
		"table openers":        strings.Repeat("{{{#!table\n{{{#!td\n", 50_000),
		"openers with text":    strings.Repeat("{{{#!div\ntext\n", 50_000) + strings.Repeat("}}}\n", 50_000),
		"citations":            strings.Repeat("> ", 100_000) + "deep",
		"citation in citation": strings.Repeat("> > > > > > > > a\n", 20_000),
		"nested lists":         nestedLists(2_000),
		"quotes":               strings.Repeat("'''''", 200_000),
		"html":                 "{{{\n#!html\n" + strings.Repeat("<div>", 100_000) + "\n}}}",
		"unsafe html":          "{{{\n#!html\n" + strings.Repeat("<x>", 100_000) + "\n}}}",
		"macros":               strings.Repeat("a [[NoMacro(x)]] b\n", 20_000),
		"images":               strings.Repeat("[[Image(x.png,1,2,3)]] ", 20_000),
		"one row":              strings.Repeat("|| cell ", 100_000) + "||",
	} {
		if testing.Short() {
			text = text[:len(text)/10]
		}
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			done := make(chan Conversion)
			go func() {
				c, err := Convert(wikiOf(t, "", map[string]string{"A": "", "Page": text}), Options{})
				if err != nil {
					t.Error(err)
				}
				done <- c
			}()
			select {
			case c := <-done:
				runtime.ReadMemStats(&after)
				if grown := after.TotalAlloc - before.TotalAlloc; grown > 4<<30 {
					t.Errorf("%d bytes were allocated for %d", grown, len(text))
				}
				if len(body(t, c, "Page").Data) > 20*len(text)+1<<20 {
					t.Errorf("%d bytes of Markdown for %d", len(body(t, c, "Page").Data), len(text))
				}
			case <-time.After(2 * time.Minute):
				t.Fatal("it takes more than two minutes")
			}
		})
	}
}

// So does one whose rendering is as huge.
func TestHugeRenderings(t *testing.T) {
	const n = 4_000
	for name, page := range map[string]struct{ text, html string }{
		"macros": {strings.Repeat("a [[My(x)]] b\n\n", n), strings.Repeat("<p>a <i>result</i> b</p>", n)},
		"code": {strings.Repeat("{{{#!python\nx = 1\n}}}\ntext\n", n),
			strings.Repeat("<pre>x = 1</pre><p>text</p>", n)},
		"unknown": {strings.Repeat("{{{#!nosuch\nx\n}}}\n", n),
			strings.Repeat(`<div class="system-message">nosuch</div>`, n)},
		"queries": {strings.Repeat("[[TicketQuery(x)]]\n{{{#!html\nx\n}}}\n", n),
			strings.Repeat(`<dl class="wiki compact"><dt>1</dt></dl>x`, n)},
		"wrappers": {strings.Repeat("{{{#!html\n<div>\n}}}\na\n", n), strings.Repeat("<div>a", 200)},
		"end tags": {"{{{#!html\n" + strings.Repeat("<b>", 10*n) + strings.Repeat("</i>", 10*n) + "\n}}}", ""},
		"too deep": {"text [[My(x)]]", strings.Repeat("<div>", 10*n) + "text"},
		"documents": {strings.Repeat("{{{#!rst\nx\n}}}\n", n),
			strings.Repeat(`<div class="document"><p>x</p></div>`, n)},
		"headers": {strings.Repeat("||= a =", 10*n) + "||", ""},
	} {
		t.Run(name, func(t *testing.T) {
			done := make(chan error)
			go func() {
				_, err := Convert(wikiOf(t, page.html, map[string]string{"Page": page.text}), Options{})
				done <- err
			}()
			select {
			case err := <-done:
				if err != nil {
					t.Error(err)
				}
			case <-time.After(2 * time.Minute):
				t.Fatal("it takes more than two minutes")
			}
		})
	}
}

func nestedLists(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "* item\n")
	}
	return b.String()
}

// FuzzConvert holds the whole conversion of a page to its laws: it never fails, the
// same page gives the same bytes, and plain words survive.
func FuzzConvert(f *testing.F) {
	for _, page := range goldentest.Pages(f, "testdata/reference/*.txtar") {
		f.Add(page, "<p>frozen <b>x</b></p>")
	}
	f.Add("[[Foo(x)]] a [[TicketQuery(x)]]", "<p>a <a href='/trac/wiki/A'>b</a><table><tr><td>x</td></tr></table></p>")
	f.Fuzz(func(t *testing.T, text, html string) {
		s := wikiOf(t, html, map[string]string{"A": "", "Page": text})
		first, err := Convert(s, Options{})
		if err != nil {
			return // not a page of Trac's
		}
		second, err := Convert(s, Options{})
		if err != nil || string(contents(t, first)["content/wiki/Page.md"]) != string(contents(t,
			second)["content/wiki/Page.md"]) {
			t.Errorf("two conversions differ (%v)", err)
		}
		md := body(t, first, "Page")
		_, list := markdown.New(markdown.Settings{}).Render(md, 0, markdown.Options{
			Anchors: "trac", Link: func(to string) (string, error) { return to, nil },
			Shortcode: func(*markdown.Shortcode) ([]byte, source.List) { return nil, nil },
		})
		if list.HasErrors() {
			t.Errorf("the site would not build: %v\n%s", list, md.Data)
		}
		if plain := strings.TrimSpace(text); plain != "" && strings.Trim(strings.ToLower(plain),
			"abcdefghijklmnopqrstuvwxyz") == "" && !strings.Contains(string(md.Data), plain) {
			t.Errorf("%q is lost:\n%s", plain, md.Data)
		}
	})
}
