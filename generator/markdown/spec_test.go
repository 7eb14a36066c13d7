package markdown

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/twisted/sitegen/generator/source"
)

// commonMark are the examples of CommonMark's specification, which goldmark has among its
// own tests.
func commonMark(tb testing.TB) []string {
	tb.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		tb.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "_test", "spec.json"))
	if err != nil {
		tb.Fatal(err)
	}
	var examples []struct{ Markdown string }
	if err := json.Unmarshal(data, &examples); err != nil {
		tb.Fatal(err)
	}
	var list []string
	for _, e := range examples {
		list = append(list, e.Markdown)
	}
	return list
}

// gfm are examples of what GFM adds. SITEGEN_GFM_SPEC may name GFM's own specification, whose
// examples are tried as well.
func gfm(tb testing.TB) []string {
	tb.Helper()
	list := []string{
		"| a | b |\n| - | - |\n| 1 | 2 |\n", "| a | bc |\n| :-: | ----------: |\nx | y\n", "| f\\|oo |\n| ------ |\n| b `\\|` z |\n| b **\\|** i |\n",
		"| a |\n| --- |\n| b |\n> quote\n", "| a |\n| --- |\n| b |\nc\n\nd\n", "| a | b |\n| --- |\n| c |\n", "| a | b |\n| --- | --- |\n| c |\n| c | d | e |\n", "| a |\n| --- |\n",
		"- [ ] one\n- [x] two\n", "- [x] a\n  - [ ] b\n  - [X] c\n- [ ] d\n", "~~one~~ two, ~three~\n", "This ~~has a\n\nnew paragraph~~.\n", "Not ~~~three~~~ tildes\n",
		"www.example.org\n", "Visit www.example.org/help for more.\n", "www.example.org/a.b.\n", "www.example.org/s?q=(x)\n\nwww.example.org/s?q=(x))\n\n(www.example.org/s?q=x)\n",
		"www.example.org/s?q=a&hl=en\n\nwww.example.org/s?q=a&hl;\n", "www.example.org/he<lp\n", "http://example.org\n\n(Visit https://example.org/a?q=b%20c (x))\n",
		"foo@bar.baz\n", "hello@mail+xyz.example isn't valid, but hello+xyz@mail.example is.\n", "a.b-c_d@a.b\n\na.b-c_d@a.b.\n\na.b-c_d@a.b-\n\na.b-c_d@a.b_\n",
		"<strong> <title> <style> <em>\n\n<blockquote>\n  <xmp> is not allowed.\n</blockquote>\n", "mailto:foo@bar.baz\n", "# A `b` ~~c~~ www.example.org\n",
	}
	if file := os.Getenv("SITEGEN_GFM_SPEC"); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for _, m := range specExample.FindAllStringSubmatch(string(data), -1) {
			list = append(list, strings.ReplaceAll(m[1], "→", "\t"))
		}
	}
	return list
}

var specExample = regexp.MustCompile("(?ms)^`{32} example[^\n]*\n(.*?)^\\.\n.*?^`{32}$")

// What is ours in the HTML: ids and links of headings, colours of code, how images load.
var ours = []struct {
	pattern *regexp.Regexp
	plain   string
}{
	{regexp.MustCompile(`<a class="heading-anchor"[^>]*>#</a>`), ""},
	{regexp.MustCompile(`<(h[1-6]) id="[^"]*"`), "<$1"},
	{regexp.MustCompile(`<pre class="chroma" tabindex="0">`), "<pre>"},
	{regexp.MustCompile(` loading="lazy" decoding="async"`), ""},
	{regexp.MustCompile(`<span class="[a-z0-9]*">|</span>`), ""}, // of code; goldmark's examples have their own as raw HTML, on both sides
	{regexp.MustCompile(`&#34;`), "&quot;"},
	{regexp.MustCompile(`&#39;`), "'"},
	{regexp.MustCompile(`\n+</code>`), "</code>"}, // a lexer's last line
}

// The examples of CommonMark and GFM are rendered as goldmark renders them: what is added
// here changes nothing else.
func TestSpecifications(t *testing.T) {
	t.Parallel()
	plain := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(parser.WithAttribute()), goldmark.WithRendererOptions(html.WithUnsafe()))
	r := New(Settings{Unsafe: true})
	examples := append(commonMark(t), gfm(t)...)
	t.Logf("%d examples", len(examples))
	if len(examples) < 670 {
		t.Fatalf("only %d examples", len(examples))
	}
	for n, text := range examples {
		var want bytes.Buffer
		if err := plain.Convert([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		body, _ := r.Render(&source.File{Path: "p.md", Data: []byte(text)}, 0, Options{
			Link:      func(d string) (string, error) { return d, nil },
			Shortcode: func(*Shortcode) ([]byte, source.List) { return nil, nil },
		})
		got, wanted := string(body.HTML), want.String()
		for _, o := range ours {
			got, wanted = o.pattern.ReplaceAllString(got, o.plain), o.pattern.ReplaceAllString(wanted, o.plain)
		}
		if got != wanted {
			t.Errorf("example %d:\n%s\ngot\n%s\nwant\n%s", n+1, text, got, wanted)
		}
	}
}
