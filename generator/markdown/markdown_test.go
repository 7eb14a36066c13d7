package markdown

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

func render(t *testing.T, text string, anchors page.Anchors) (*Body, source.List) {
	t.Helper()
	return New(Settings{}).Render(&source.File{Path: "p.md", Data: []byte(text)}, 0, Options{
		Anchors: anchors,
		Link: func(d string) (string, error) {
			if d == "bad" {
				return "", errors.New("bad link")
			}
			return "/to/" + d, nil
		},
	})
}

func TestHeadingIDs(t *testing.T) {
	t.Parallel()
	text := "# Café & *Crème*\n\n## See [docs](x) `a_b` \\*\n\n## Given {#own.Id}\n\n## Given\n"
	tests := map[page.Anchors][]string{
		page.GitHubAnchors: {`<h1 id="café--crème">`, `<h2 id="see-docs-a_b-">`, `<h2 id="own.Id">`, `<h2 id="given">`},
		page.TracAnchors:   {`<h1 id="CaféCrème">`, `<h2 id="Seedocsa_b">`, `<h2 id="own.Id">`, `<h2 id="Given">`},
	}
	for anchors, want := range tests {
		body, _ := render(t, text, anchors)
		for _, w := range want {
			if !strings.Contains(string(body.HTML), w) {
				t.Errorf("%s: no %s in\n%s", anchors, w, body.HTML)
			}
		}
		if !body.HasTitle || len(body.Headings) != 4 || body.Headings[1].HTML != "See docs <code>a_b</code> *" || body.Headings[1].Level != 2 {
			t.Errorf("headings = %+v", body.Headings)
		}
	}
}

func TestLinksTellTheirPlace(t *testing.T) {
	t.Parallel()
	body, list := render(t, "one\n\nsee [a](b) and\n[c](bad)\n", "")
	if len(body.Links) != 1 || body.Links[0].URL != "/to/b" {
		t.Errorf("links = %+v", body.Links)
	}
	if len(list) != 1 || list[0].Error() != "p.md:4:1: error: bad link" {
		t.Errorf("list = %v", list)
	}
}

func TestCode(t *testing.T) {
	t.Parallel()
	body, list := render(t, "```python\ndef f(): pass\n```\n\n```\nplain <b>\n```\n", "")
	for _, w := range []string{`<pre class="chroma" tabindex="0"><code class="language-python"><span class="`, "<code>plain &lt;b&gt;\n</code>"} {
		if !strings.Contains(string(body.HTML), w) {
			t.Errorf("no %s in\n%s", w, body.HTML)
		}
	}
	if list != nil {
		t.Error(list)
	}
	_, list = render(t, "x\n\n```pyhton\n```\n", "")
	if len(list) != 1 || list[0].Line != 3 || list[0].Hint != `did you mean "python"?` {
		t.Errorf("list = %+v", list)
	}
}

// A heading within raw HTML is no part of the page's outline, but may be its title.
func TestHeadingsWithinBoxes(t *testing.T) {
	t.Parallel()
	body, _ := render(t, "<div class=\"a\">\n\n# Title\n\n</div>\n\n## Part\n", "")
	if !body.HasTitle || len(body.Headings) != 1 || body.Headings[0].ID != "part" {
		t.Errorf("%v %+v", body.HasTitle, body.Headings)
	}
}

func TestShortcodes(t *testing.T) {
	t.Parallel()
	var calls []Shortcode
	o := Options{Shortcode: func(c *Shortcode) ([]byte, source.List) {
		calls = append(calls, *c)
		return []byte("<made>\n"), source.List{source.Errorf("no")}
	}}
	f := &source.File{Path: "p.md", Data: []byte("text\n{{< list a=\"b c\" flag >}}\n\n- x\n\n  {{< toc >}}\n\n      {{< code >}}\n\n\\{{< no >}} {{\\< no >}}\n\n{{< Bad >}}\n\n## H\n")}
	body, list := New(Settings{}).Render(f, 0, o)
	if len(calls) != 2 || calls[0].Args["a"] != "b c" || calls[0].Args["flag"] != "true" || len(calls[1].Headings) != 1 {
		t.Errorf("calls = %+v", calls)
	}
	if strings.Count(string(body.HTML), "<made>") != 2 || !strings.Contains(string(body.HTML), "<p>{{&lt; no &gt;}} {{&lt; no &gt;}}</p>") {
		t.Errorf("html = %s", body.HTML)
	}
	if len(list) != 3 || list[0].Error() != "p.md:12:1: error: this is no shortcode" || list[1].Line != 2 {
		t.Errorf("list = %v", list)
	}
}

// The end of a shortcode is that of the innermost one of its name, and what looks like one
// within code is text.
func TestShortcodeEnds(t *testing.T) {
	t.Parallel()
	o := Options{
		Paired:    func(string) bool { return true },
		Shortcode: func(c *Shortcode) ([]byte, source.List) { return fmt.Appendf(nil, "<div>%s</div>", c.Inner), nil },
	}
	for text, want := range map[string]string{
		"{{< a >}}\n{{< a >}}\nx\n{{< /a >}}\ny\n{{< /a >}}\n": "<div><div><p>x</p></div><p>y</p></div>",
		"{{< a >}}\n{{< b >}}\nx\n{{< /b >}}\ny\n{{< /a >}}\n": "<div><div><p>x</p></div><p>y</p></div>",
		"{{< a >}}\n<pre>\n{{< /a >}}\n</pre>\n\n{{< /a >}}\n": "<div><pre>{{< /a >}}</pre></div>",
		"{{< a >}}\n```\n{{< /a >}}\n```\n{{< /a >}}\n": `<div><pre class="chroma" tabindex="0"><code>{{&lt; /a &gt;}}` +
			"</code></pre></div>",
	} {
		body, list := New(Settings{}).Render(&source.File{Path: "p.md", Data: []byte(text)}, 0, o)
		if got := strings.ReplaceAll(string(body.HTML), "\n", ""); got != want || list != nil {
			t.Errorf("%q: %v\n%s", text, list, got)
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	r := New(Settings{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			body, _ := r.Render(&source.File{Data: []byte("# A\n\n```go\nvar x = 1\n```\n")}, 0, Options{})
			if !strings.Contains(string(body.HTML), "language-go") {
				t.Error("no code")
			}
		})
	}
	wg.Wait()
}

func TestHighlightCSSHasBothSchemes(t *testing.T) {
	t.Parallel()
	css := string(HighlightCSS())
	if !strings.Contains(css, ".chroma .k") || !strings.Contains(css, "prefers-color-scheme: dark") {
		t.Error("a scheme is missing")
	}
}

func TestLinesOfCode(t *testing.T) {
	t.Parallel()
	body, list := render(t, "```python {linenos=true linenostart=7 hl_lines=\"8\" id=\"x\" .note}\na = 1\nb = 2\n```\n\n```text {hl_lines=\"1\"}\nplain\n```\n", "")
	for _, w := range []string{`<pre class="chroma note" tabindex="0" id="x">`, `<span class="ln" id="x-L7"><a class="lnlinks" href="#x-L7">7</a>`, `<span class="line hl">`, "plain\n"} {
		if !strings.Contains(string(body.HTML), w) {
			t.Errorf("no %s in\n%s", w, body.HTML)
		}
	}
	if list != nil {
		t.Error(list)
	}
	for braces, want := range map[string]string{
		`{hl_lines="x"}`: `p.md:1:4: error: hl_lines="x" is no list of lines`, "{size=1}": `p.md:1:4: error: a code block has no attribute "size"`,
		"{linenos": "p.md:1:4: error: {linenos is no list of attributes",
	} {
		if _, list := render(t, "```text "+braces+"\n```\n", ""); len(list) != 1 || list[0].Error() != want {
			t.Errorf("%s: %v", braces, list)
		}
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	text := "| a | b |\n| --- | ---: |\n|= x | 1 |\n|= *y* |\n| = | \\= z |\n"
	for anchors, want := range map[page.Anchors]string{
		page.TracAnchors: "<tr> <th scope=\"row\">x</th> <td style=\"text-align:right\">1</td> </tr> <tr> <th scope=\"row\"><em>y</em></th> </tr> <tr> <td>=</td> <td style=\"text-align:right\">= z</td> </tr>",
		"":               "<tr> <th scope=\"row\"><em>y</em></th> <td></td> </tr>",
	} {
		body, _ := render(t, text, anchors)
		if got := strings.Join(strings.Fields(string(body.HTML)), " "); !strings.Contains(got, want) {
			t.Errorf("%s: want %s in\n%s", anchors, want, got)
		}
	}
}

func TestListStyles(t *testing.T) {
	t.Parallel()
	body, list := render(t, "text\n{.lower-alpha}\n1. a\n2. b\n   {.upper-roman}\n   3. c\n\n- x\n\n\\{.lower-alpha}\n", "")
	got := strings.Join(strings.Fields(string(body.HTML)), " ")
	want := `<p>text</p> <ol type="a"> <li>a</li> <li>b <ol start="3" type="I"> <li>c</li> </ol> </li> </ol> <ul> <li>x</li> </ul> <p>{.lower-alpha}</p>`
	if got != want || list != nil {
		t.Errorf("%v\ngot  %s\nwant %s", list, got, want)
	}
	if _, list := render(t, "{.lower-roman}\n\ntext\n", ""); len(list) != 1 || list[0].Error() != "p.md:1:1: error: no numbered list follows" {
		t.Error(list)
	}
}
