package markdown

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// What could run a script, or swallow or end what is around the text, is an error, and is not
// written.
func TestHostileHTML(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"<details open ontoggle=alert(1) \n\nText\n", "<iframe src=\"javascript:x\" \n\nText\n", "<body onload=alert(1) \n\nx\n", "<base href=\"https://evil.example/\" \n\nx\n",
		"<p onclick=alert(1)\n\n> hello\n", "> <details open ontoggle=alert(1) \n\nx\n", "- <div onclick=alert(1)\n\nx\n", "<div title=\"\n\nText\n",
		"<textarea>\n\ntext\n", "x <textarea> y\n", "<select>\n\nx\n", "x <b>unclosed\n", "</div></div></article></main>\n", "x </section> y\n", "<div>\n\n<section>\n\n</div>\n",
		"<!-- unclosed\n\ntext\n", "<p style=\"background:red;background:url(https://evil.example/x.png)\">x</p>\n", "# H {style=\"position:fixed;top:0\"}\n", "# H {onclick=\"x()\"}\n",
		"# H {id=[1,\"x\"]}\n", "<svg onload=x>\n\n</svg>\n", "<math><mi onclick=x></mi></math>\n", "<meta http-equiv=refresh content=0>\n", "<object data=x></object>\n", "<link rel=stylesheet href=x>\n",
	} {
		body, list := render(t, text, "")
		if !list.HasErrors() {
			t.Errorf("%q is no error:\n%s", text, body.HTML)
		}
		for _, bad := range []string{"onerror=", "ontoggle=", "onload=", "onclick=", "<iframe", "<base", "evil.example", "</main>", "</article>", "<svg", "<meta", "<object", "<link"} {
			if strings.Contains(string(body.HTML), bad) {
				t.Errorf("%q: %s is written:\n%s", text, bad, body.HTML)
			}
		}
	}
	for _, text := range []string{ // and what is right is none
		"<div>\n\n*x*\n\n</div>\n", "<p>one<p>two\n", "<ul><li>a<li>b</ul>\n", "<table><tr><td>a<td>b</table>\n", "<details><summary>s</summary>\n\ntext\n\n</details>\n",
		"a <b>b</b> <i>c</i><br> d<hr>\n", "<textarea>x < y</textarea>\n", "<!-- a comment -->\n", "1 < 2 and a <b>c</b>\n", "a<wbr>b </p> c\n", "<dl><dt>t<dd>d</dl>\n",
		"<ul><li><div></li></div></ul>\n", // an end that may be left out does not reach beyond its box
	} {
		if body, list := render(t, text, ""); list != nil {
			t.Errorf("%q: %v\n%s", text, list, body.HTML)
		}
	}
}

// What a forbidden element holds goes with it where it is no text; the end of a paragraph that
// Markdown has opened is written.
func TestWhatTheFilterLeaves(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"<script>secret</script>\n":        "",
		"<div>a<svg>secret</svg>b</div>\n": "<div>ab</div>",
		"a </p> b\n":                       "<p>a </p> b</p>\n",
	} {
		body, _ := render(t, text, "")
		if got := string(body.HTML); strings.Contains(got, "secret") || !strings.Contains(got, want) {
			t.Errorf("%q:\n%s", text, got)
		}
	}
}

// What becomes of a heading elsewhere has no ids, and nothing of its attributes becomes markup.
func TestOutlineIsBare(t *testing.T) {
	t.Parallel()
	body, _ := render(t, "## <a title=\"><img src=x onerror=alert(1)>\" href=\"https://a.b/\">t</a> <span id=\"q\">q</span>[^1]\n\n[^1]: note\n", "")
	if got := body.Headings[0].HTML; strings.Contains(got, "<img") || strings.Contains(got, "id=") || strings.Contains(got, "fnref") || !strings.Contains(got, "<span>q</span>") {
		t.Errorf("outline: %s", got)
	}
	got := New(Settings{}).Summary(&source.File{Data: []byte("Hi <b title=' id=\"' class='see id=\"a\"'>x</b>\n")}, 0, Options{Link: func(d string) (string, error) { return d, nil }})
	if !strings.Contains(got, `title=' id="'`) || !strings.Contains(got, `class='see id="a"'`) {
		t.Errorf("summary: %s", got)
	}
	body, list := render(t, "~~~text {linenos=true id=\"x\\\"><img src=x onerror=alert(1)>\"}\nhi\n~~~\n", "")
	if strings.Contains(string(body.HTML), "<img") {
		t.Errorf("%v\n%s", list, body.HTML)
	}
	body, list = render(t, "# H {data-x=1 id=1000000}\n\n```text {linenos=true linenostart=1000000}\nx\n```\n", "")
	if list != nil || !strings.Contains(string(body.HTML), `data-x="1"`) || !strings.Contains(string(body.HTML), `id="1000000"`) || !strings.Contains(string(body.HTML), ">1000000<") {
		t.Errorf("%v\n%s", list, body.HTML)
	}
}

// Shortcodes that are not ended, or too deep in one another, are told in time.
func TestShortcodesInTime(t *testing.T) {
	t.Parallel()
	o := Options{Paired: func(string) bool { return true }, Shortcode: func(c *Shortcode) ([]byte, source.List) { return []byte(fmt.Sprintf("<div>%s</div>", c.Inner)), nil }}
	for _, text := range []string{strings.Repeat("{{< x >}}\n", 1500), strings.Repeat("{{< x >}}\n", 800) + strings.Repeat("{{< /x >}}\n", 800), strings.Repeat("{{< /x >}}\n", 1500)} {
		began := time.Now()
		_, list := New(Settings{}).Render(&source.File{Path: "p.md", Data: []byte(text)}, 0, o)
		if !list.HasErrors() || time.Since(began) > 20*time.Second {
			t.Errorf("%d errors in %s", len(list), time.Since(began))
		}
	}
}
