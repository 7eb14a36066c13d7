package fidelity

import (
	"fmt"
	"maps"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

func read(t *testing.T, text string) *bags {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return collect(article(doc), func(h string) string { return h }, func(string) bool { return true })
}

func TestFeatures(t *testing.T) {
	b := read(t, `<h2 id="A">A <a class="heading-anchor" aria-hidden="true" href="#A">#</a></h2><h4>B</h4>
		<p>some <b>bold</b>`+"\u200b"+` <i><u>x</u></i> <a href="/x"><span class="icon">`+"\u200b"+`</span>link</a>
		<a href="/0.10"><span class="icon">its label</span></a>
		<a class="missing" href="/y">no</a><br>next</p>
		<nav class="toc">toc</nav><div class="system-message">error</div><span class="unconverted">[[X]]</span>
		<ul><li>one<ul><li>two</li></ul></li></ul><ol><li>three</li></ol>
		<blockquote><p>q</p><p> </p><blockquote><p>qq</p></blockquote></blockquote>
		<dl><dt>t</dt><dd>d<pre>c</pre></dd></dl>
		<pre>

	a
  b  
</pre><table class="lntable"><tr><td class="lntd-no"><pre>1</pre></td><td><pre>numbered</pre></td></tr></table>
		<table class="code"><tr><th class="lineno">Line</th><th> </th></tr>
			<tr><th>1</th><td>if x:</td></tr><tr><th>2</th><td>	y </td></tr></table>
		<table><tr><th></th><th>h</th></tr><tr><td></td><td>c</td></tr></table>
		<img src="/a/b%20c.png?x=1" alt=" alt "><hr>`)
	for f, want := range map[Feature][]string{
		Headings:    {"level 1: A", "level 3: B"},
		Anchors:     {"A"},
		Links:       {"link → /x", "its label → /0.10"},
		Images:      {"b c.png: alt"},
		Code:        {"c", "        a\n  b", "numbered", "if x:\n        y"},
		Cells:       {"header: h", "", "c"},
		Items:       {"ul 1: one", "ul 2: two", "ol 1: three"},
		Definitions: {"dt: t", "dd: d"},
		Quotes:      {"1: q", "2: qq"},
		Marks:       {"bold: bold", "italic: x", "underlined: x"},
		Breaks:      {"br", "hr"},
		Words:       strings.Fields("A B some bold x link its label no next [[X]] one two three q qq t d c a b numbered Line 1 if x: 2 y h c"),
	} {
		if !slices.Equal(b.of[f], want) {
			t.Errorf("%s: %q, want %q", f, b.of[f], want)
		}
	}
}

func TestScores(t *testing.T) {
	words := strings.Fields
	for _, tt := range []struct {
		a, b      string
		bag, list float64 // as fidelity.py computes them
	}{
		{"a b c", "a b c", 1, 1},
		{"a b c d", "b c a d", 1, 0.75},
		{"a b", "c d", 0, 0},
		{"a a b", "a b b", 2. / 3, 2. / 3},
		{"a", "", 0, 0},
		{"x y z x y", "x y x y z", 1, 0.6},
	} {
		bag, _ := bagScore(words(tt.a), words(tt.b))
		list, _ := wordScore(words(tt.a), words(tt.b))
		if math.Abs(bag-tt.bag) > 1e-9 || math.Abs(list-tt.list) > 1e-9 {
			t.Errorf("%q and %q: %v, %v", tt.a, tt.b, bag, list)
		}
	}
	if _, ok := bagScore(nil, nil); ok {
		t.Error("what neither side has is scored")
	}
	got := hunks(words("one two three four five six"), words("one two 3 four five six seven"))
	if len(got) != 2 || !slices.Equal(got[0].Trac, []string{"three"}) || !slices.Equal(got[0].Site,
		[]string{"3"}) || !slices.Equal(got[1].Site, []string{"seven"}) {
		t.Errorf("hunks = %+v", got)
	}
}

// outputs is a built site: path to bytes.
type outputs map[string]string

func (o outputs) Has(p string) bool { _, ok := o[p]; return ok }

func (o outputs) Render(p string) ([]byte, source.List) { return []byte(o[p]), nil }

func TestFollow(t *testing.T) {
	stub := func(to string) string { return `<meta http-equiv="refresh" content="0; url=` + to + `">` }
	r := &reader{base: "/proj", hosts: map[string]bool{"": true, "example.org": true}, stubs: map[string]string{},
		site: outputs{
			"wiki/A B/index.html": "page", "trac/wiki/A B/index.html": stub("/proj/wiki/A%20B/"),
			"trac/ticket/1/index.html": stub("https://github.com/x/1"),
		}}
	for href, want := range map[string]string{
		"/proj/trac/wiki/A%20B":                          "/wiki/A B",
		"/trac/wiki/A%20B/#x%20y":                        "/wiki/A B#x y",
		"https://example.org/proj/wiki/A%20B/index.html": "/wiki/A B",
		"#here":                        "/wiki/A B#here",
		"/trac/ticket/1":               "https://github.com/x/1",
		"/trac/query?a=b":              "/trac/query?a=b",
		"http://other.org/x/":          "https://other.org/x",
		"mailto:a@b.org":               "mailto:a@b.org",
		"http://[bad":                  "http://[bad",
		"https://other.org/100%zz/%41": "https://other.org/100%zz/%41",
	} {
		if got := r.follow(href, "/wiki/A%20B/"); got != want {
			t.Errorf("%s arrives at %q, want %q", href, got, want)
		}
	}
}

// snapshot is a Trac that shows its pages, by their names, so.
func snapshot(t *testing.T, pages map[string]string) *trac.Snapshot {
	t.Helper()
	dir := t.TempDir()
	names := slices.Sorted(maps.Keys(pages))
	files := map[string]string{"snapshot.toml": fmt.Sprintf(
		"url = 'http://trac.example.org/trac'\nbase = '/trac'\n"+
			"fetched = 2020-01-01T00:00:00Z\ncomplete = true\nnames = [\"%s\"]\n",
		strings.Join(names, `", "`))}
	for name, text := range pages {
		files["pages/"+name+".txt"], files["pages/"+name+".html"] = "", `<div id="wikipage">`+text+"</div>"
	}
	for name, text := range files {
		if _, err := source.Write(filepath.Join(dir, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	s, err := trac.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsUnconvertedDiffersUnlessTracShowsAnError(t *testing.T) {
	t.Parallel()
	const ours = `<article><p>before <code class="unconverted">[[X]]</code> after</p></article>`
	s := snapshot(t, map[string]string{
		"Shown":    "<p>before after</p>",
		"Error":    `<p>before <div class="system-message">no macro X</div> after</p>`,
		"NoScript": `<p>before <noscript><div class="system-message">scripts!</div></noscript> after</p>`,
	})
	site := outputs{}
	for _, name := range s.Names() {
		site["trac/wiki/"+name+"/index.html"] = ours
	}
	r, err := Compare(t.Context(), s, site, Options{TracBase: "/trac"})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range r.Pages {
		if words := p.Scores[Words]; (words == 1) != (p.Name != "Shown") {
			t.Errorf("%s: words %v", p.Name, words)
		}
		if !strings.Contains(p.siteHTML, "[[X]]") {
			t.Errorf("%s: the report shows %s", p.Name, p.siteHTML)
		}
	}
}

// failing is a built site of which some outputs have errors.
type failing struct {
	outputs
	errors map[string]source.List
}

func (f failing) Render(p string) ([]byte, source.List) { return []byte(f.outputs[p]), f.errors[p] }

func TestAPageThatNobodyCanReadScoresNothing(t *testing.T) {
	t.Parallel()
	const text = "<p>text</p>"
	s := snapshot(t, map[string]string{"Fine": text, "Gone": text, "Broken": text, "Warned": text, "Left": text})
	site := failing{outputs{
		"trac/wiki/Fine/index.html": text, "trac/wiki/Broken/index.html": text, "trac/wiki/Warned/index.html": text,
		"trac/wiki/Left/index.html": `<meta http-equiv="refresh" content="0; url=https://trac.edgewall.org/wiki/Left">`,
	}, map[string]source.List{
		"trac/wiki/Broken/index.html": {source.Errorf("no shortcode x")},
		"trac/wiki/Warned/index.html": {source.Errorf("odd").WithSeverity(source.Warning)},
	}}
	r, err := Compare(t.Context(), s, site, Options{TracBase: "/trac"})
	if err != nil {
		t.Fatal(err)
	}
	want := "fidelity 0.5000: 2 of 4 pages are perfect, 1 missing, 1 not built, 1 more left to another site"
	if got := r.Summary(); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if !r.HasFailed() || !strings.Contains(r.Problems.Error(), "no shortcode x") {
		t.Errorf("failed: %v, problems: %v", r.HasFailed(), r.Problems)
	}
	var table, page strings.Builder
	if err := r.WriteText(&table, 10, false); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteHTML(&page, HTMLOptions{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"missing     Gone\n", "not built   Broken\n"} {
		if !strings.Contains(table.String(), want) {
			t.Errorf("no %q in\n%s", want, table.String())
		}
	}
	if !strings.Contains(page.String(), ">not built</span> Broken") {
		t.Errorf("the page does not say what was not built:\n%s", page.String())
	}
}

func TestReportShowsBothSides(t *testing.T) {
	p := &Page{Name: "A<b>", Output: "wiki/A/index.html", Scores: map[Feature]float64{}, tracHTML: "<p>one two</p>",
		siteHTML: "<p>one 2 <em>x</em></p>"}
	p.trac, p.site = read(t, p.tracHTML), read(t, p.siteHTML)
	p.score()
	r := &Report{Pages: []*Page{p}}
	r.sum()
	var b strings.Builder
	if err := r.WriteHTML(&b, HTMLOptions{TracURL: "https://trac.example.org", SiteURL: "https://example.org",
		CSS: "a{}</style>"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"A&lt;b&gt;", "<del>two</del> <ins>2 x</ins>", "italic: x",
		`srcdoc="&lt;!doctype html&gt;`, "<td>words</td><td>40.00 %</td>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}
