package generator

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
	"github.com/twisted/sitegen/theme"
)

// site makes a site of files, "path" to text; the default theme.
func site(t testing.TB, files map[string]string, change ...func(*Options)) (*Site, source.List) {
	t.Helper()
	dir := fstest.MapFS{}
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	o := Options{Dir: dir, Theme: theme.FS, Title: "T", BaseURL: "https://example.org", Now: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
	for _, c := range change {
		c(&o)
	}
	return New().Load(o)
}

// good is site for a site without faults.
func good(t testing.TB, files map[string]string, change ...func(*Options)) *Site {
	t.Helper()
	s, list := site(t, files, change...)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return s
}

func render(t testing.TB, s *Site, path string) string {
	t.Helper()
	data, list := s.Render(path)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return string(data)
}

var small = map[string]string{
	"content/_index.md":            "+++\ntitle = \"Home\"\n+++\nSee [docs](docs/_index.md), [a page](docs/Page.md#part-two) and ![p](docs/pic.png).\n",
	"content/docs/_index.md":       "+++\ntitle = \"Docs\"\n+++\n",
	"content/docs/Page.md":         "+++\ntitle = \"A page\"\naliases = [\"/old/Page\"]\ntoc = true\n+++\n## Part two\n\n[up](_index.md) [home](/) [pic](pic.png)\n\n```python\nprint(1)\n```\n",
	"content/docs/pic.png":         "PNG",
	"content/news/_index.md":       "+++\ntitle = \"News\"\n+++\n",
	"content/news/one.md":          "+++\ntitle = \"One\"\ndate = 2019-05-06\n+++\nFirst [docs](../docs/_index.md).\n",
	"content/news/two.md":          "+++\ntitle = \"Two\"\ndate = 2019-07-08\n+++\nSecond.\n",
	"content/draft.md":             "+++\ntitle = \"Draft\"\ndraft = true\n+++\n",
	"content/news/future.md":       "+++\ntitle = \"Later\"\ndate = 2030-01-01\n+++\n",
	"redirects/r.toml":             "[[rule]]\nfrom = \"/gone/x\"\ngone = \"It went.\"\n[[rule]]\nfrom = \"/p/{x}\"\nto = \"/docs/\"\n",
	"content/wiki/Old.md":          "+++\ntitle = \"Old\"\naliases = [\"/trac/wiki/Old\"]\nanchors = \"trac\"\n[trac]\npage = \"Old\"\nbroken = [\"#nowhere\"]\n+++\n# Old title\n\n## Some Part\n\n[x](#SomePart) [y](#nowhere)\n",
	"content/wiki/_index.md":       "+++\ntitle = \"Wiki\"\n+++\n",
	"content/wiki/Deep/Er/Page.md": "+++\ntitle = \"Deep\"\n+++\n",
}

func TestOutputs(t *testing.T) {
	s := good(t, small, func(o *Options) { o.Domain = "example.org" })
	want := []string{".nojekyll", "404.html", "CNAME", "assets/attachment.png", "assets/favicon.svg", s.assets["highlight.css"].path, "assets/redirect.js", s.assets["search.js"].path, s.assets["site.js"].path, s.assets["style.css"].path,
		"docs/Page/index.html", "docs/index.html", "docs/pic.png", "gone/x/index.html", "index.html", "news/feed.atom", "news/feed.json", "news/index.html",
		"news/one/index.html", "news/two/index.html", "old/Page/index.html", "robots.txt", "search.json", "search/index.html", "sitemap.xml", "trac/wiki/Old/index.html",
		"wiki/Deep/Er/Page/index.html", "wiki/Old/index.html", "wiki/index.html"}
	if !slices.Equal(s.Paths(), want) {
		t.Errorf("paths = %q\nwant    %q", s.Paths(), want)
	}
	if len(s.Skipped) != 2 {
		t.Errorf("skipped = %v", s.Skipped)
	}
	for path, parts := range map[string][]string{
		"index.html":           {`<a href="/docs/">docs</a>`, `<a href="/docs/Page/#part-two">`, `<img src="/docs/pic.png" alt="p"`, "<h1>Home</h1>"},
		"docs/Page/index.html": {`<h2 id="part-two">Part two<a class="heading-anchor" aria-hidden="true"`, `<nav class="toc"`, `class="chroma"`, `<a href="/docs/">up</a>`, `rel="canonical" href="https://example.org/docs/Page/"`},
		"wiki/Old/index.html":  {`<h2 id="SomePart">`, `<h1 id="Oldtitle">Old title</h1>`},
		"old/Page/index.html":  {`content="0; url=/docs/Page/"`, `rel="canonical" href="https://example.org/docs/Page/"`},
		"gone/x/index.html":    {"It went.", `content="noindex"`},
		"404.html":             {"data-rules=", "/p/{x}"},
		"sitemap.xml":          {"<loc>https://example.org/docs/Page/</loc>", "<lastmod>2019-05-06</lastmod>"},
		"news/feed.atom":       {"<title>Two</title>", `&lt;a href=&#34;https://example.org/docs/&#34;&gt;`, "<updated>2019-07-08T00:00:00Z</updated>"},
		"CNAME":                {"example.org\n"},
		"robots.txt":           {"Sitemap: https://example.org/sitemap.xml"},
		"wiki/index.html":      {`<a href="/wiki/Old/">Old</a>`, "Deep"},
	} {
		html := render(t, s, path)
		for _, part := range parts {
			if !strings.Contains(html, part) {
				t.Errorf("%s has no %s:\n%s", path, part, html)
			}
		}
	}
	if strings.Contains(render(t, s, "sitemap.xml"), "/old/") || strings.Contains(render(t, s, "wiki/Old/index.html"), "<h1>Old</h1>") {
		t.Error("a stub is in the sitemap, or a title is there twice")
	}
	body := render(t, s, "docs/Page/index.html")
	_, article, _ := strings.Cut(body, "<article>")
	article, _, _ = strings.Cut(article, "</article>")
	if strings.Contains(article, "toc") || strings.Contains(article, "Edit") {
		t.Errorf("the article holds more than title and body:\n%s", article)
	}
}

func TestShortcodes(t *testing.T) {
	wiki := func(name, updated string) string {
		return "+++\ntitle = \"A title\"\nupdated = " + updated + "\n[trac]\npage = \"" + name + "\"\n+++\n"
	}
	files := map[string]string{
		"content/_index.md":      "+++\ntitle = \"Home\"\n+++\n",
		"content/wiki/A.md":      wiki("A", "2019-01-01"),
		"content/wiki/A/B.md":    wiki("A/B", "2019-01-03"),
		"content/wiki/A/B/C.md":  wiki("A/B/C", "2019-01-02"),
		"content/wiki/_index.md": "+++\ntitle = \"Wiki\"\n+++\n# Wiki\n\n### Deep *one*\n\n## Next\n\nCODE\n",
	}
	link := func(page string) string { return `<a href="/proj/wiki/` + page + `/">` + page + "</a>" }
	for code, want := range map[string]string{
		`{{< toc >}}`: `<nav class="toc in-text" aria-label="On this page"> <ul> <li><a href="#deep-one">Deep <em>one</em></a></li> <li><a href="#next">Next</a></li> </ul> </nav>`,
		`{{< toc depth="2-3" inline title="T" >}}`:         `<div class="outline"> <h4>T</h4> <ol> <li> <ol> <li><a href="#deep-one">Deep <em>one</em></a></li> </ol> </li> <li><a href="#next">Next</a></li> </ol> </div>`,
		`{{< pages prefix="/wiki/A/" >}}`:                  "<ul> <li>" + link("A/B") + "</li> <li>" + link("A/B/C") + "</li> </ul>",
		`{{< pages prefix="/wiki/A/" depth="0" >}}`:        "<ul> <li>" + link("A/B") + "</li> </ul>",
		`{{< pages prefix="/wiki/A" format="compact" >}}`:  "<p>" + link("A") + ", " + link("A/B") + ", " + link("A/B/C") + "</p>",
		`{{< pages prefix="/wiki/A/B" hide="A/" >}}`:       `<ul> <li><a href="/proj/wiki/A/B/">B</a></li> <li><a href="/proj/wiki/A/B/C/">B/C</a></li> </ul>`,
		`{{< pages prefix="/wiki/" format="hierarchy" >}}`: `<ul> <li><a href="/proj/wiki/A/">A</a> <ul> <li><a href="/proj/wiki/A/B/">B</a> <ul> <li><a href="/proj/wiki/A/B/C/">C</a></li> </ul> </li> </ul> </li> </ul>`,
		`{{< recent prefix="/wiki/" limit="2" >}}`: `<p class="day"><time datetime="2019-01-03">2019-01-03</time></p> <ul> <li>` + link("A/B") +
			`</li> </ul> <p class="day"><time datetime="2019-01-02">2019-01-02</time></p> <ul> <li>` + link("A/B/C") + `</li> </ul>`,
	} {
		files := maps.Clone(files)
		files["content/wiki/_index.md"] = strings.Replace(files["content/wiki/_index.md"], "CODE", code, 1)
		s := good(t, files, func(o *Options) { o.BaseURL = "https://example.org/proj" })
		got := strings.Join(strings.Fields(render(t, s, "wiki/index.html")), " ")
		if !strings.Contains(got, want) {
			t.Errorf("%s\nwant %s\ngot %s", code, want, got)
		}
	}
	for code, want := range map[string]string{
		`{{< tco >}}`:                      `content/wiki/_index.md:10:1: error: the theme has no shortcode "tco"`,
		`{{< toc depth="x" >}}`:            `content/wiki/_index.md:10:1: error: depth="x" is no level and no range of levels`,
		`{{< pages format="hierarchi" >}}`: `content/wiki/_index.md:10:1: error: format="hierarchi" is none of compact and hierarchy`,
	} {
		files := maps.Clone(files)
		files["content/wiki/_index.md"] = strings.Replace(files["content/wiki/_index.md"], "CODE", code, 1)
		s := good(t, files)
		if _, list := s.Render("wiki/index.html"); len(list) != 1 || list[0].Error() != want {
			t.Errorf("%s: %v", code, list)
		}
	}
}

func TestBasePath(t *testing.T) {
	s := good(t, small, func(o *Options) { o.BaseURL = "https://example.org/proj/" })
	for path, parts := range map[string][]string{
		"docs/Page/index.html": {`<a href="/proj/docs/">up</a>`, `<a href="/proj/">home</a>`, `href="/proj/assets/style.`, `href="https://example.org/proj/docs/Page/"`},
		"old/Page/index.html":  {`url=/proj/docs/Page/`, `src="/proj/assets/redirect.js"`},
		"404.html":             {`data-base="/proj"`},
	} {
		html := render(t, s, path)
		for _, part := range parts {
			if !strings.Contains(html, part) {
				t.Errorf("%s has no %s:\n%s", path, part, html)
			}
		}
	}
	if c := s.Check(t.Context()); len(c.Problems) > 0 {
		t.Error(c.Problems)
	}
}

// Each fault is told with its place, and a site with faults is not written.
func TestFaults(t *testing.T) {
	tests := map[string]struct{ file, text, want string }{
		"front matter":  {"content/a.md", "+++\ntitel = \"x\"\n+++\n", `content/a.md:2:1: error: unknown key "titel"`},
		"collision":     {"content/Docs/_index.md", "x", `/docs/index.html differs only in case from /Docs/index.html, which is made of content/Docs/_index.md`},
		"alias on page": {"content/a.md", "+++\naliases = [\"/docs\"]\n+++\n", `content/a.md:2:12: error: /docs/index.html is made of content/docs/_index.md as well`},
		"two aliases":   {"content/a.md", "+++\naliases = [\"/old/Page\"]\n+++\n", `error: /old/Page is claimed by content/a.md:2:12 as well`},
		"file, folder":  {"content/old", "x", `/old/Page/index.html lies in what is a file, /old, made of content/old`},
		"template":      {"theme/layouts/page.html", "{{define \"main\"}}\n{{.Nope}}{{end}}", `theme/layouts/page.html:2:3: error: executing "main" at <.Nope>`},
		"template text": {"theme/layouts/page.html", "{{define \"main\"}}\n{{if}}{{end}}", `theme/layouts/page.html:2:`},
		"layout":        {"content/a.md", "+++\nlayout = \"pag\"\n+++\n", `content/a.md:2:1: error: the theme has no layout "pag"`},
		"link":          {"content/a.md", "see\n[x](docs/Pag.md)", `content/a.md:2:1: error: no page content/docs/Pag.md`},
		"script link":   {"content/a.md", "[x](javascript:alert(1))", `content/a.md:1:1: error: a link may not run or hold anything`},
		"language":      {"content/a.md", "```pyhton\n```", `content/a.md:1:4: error: no colours for the language "pyhton"`},
		"upwards":       {"content/a.md", "+++\naliases = [\"/../../evil\"]\n+++\n", `content/a.md:2:12: error: /../../evil/index.html is no path within the site`},
		"slug upwards":  {"content/a.md", "+++\nslug = \"..\"\n+++\n", `content/a.md: error: /../index.html is no path within the site`},
		"script again":  {"content/a.md", "<javascript:alert(1)>", `content/a.md:1:1: error: a link may not run or hold anything`},
		"BOM":           {"content/a.md", "\ufeff+++\ntitel = 1\n+++\n", `content/a.md:2:1: error: unknown key "titel"`},
		"rule":          {"redirects/s.toml", "[[rule]]\nfrom = \"/p/{y}\"\nto = \"/docs/\"\n", `/p/{y} is claimed by redirects/r.toml`},
	}
	for name, tt := range tests {
		files := map[string]string{tt.file: tt.text}
		for k, v := range small {
			if files[k] == "" {
				files[k] = v
			}
		}
		s, list := site(t, files)
		dir := filepath.Join(t.TempDir(), "public")
		if !list.HasErrors() {
			_, list = s.Write(t.Context(), dir)
		}
		if !strings.Contains(list.Error(), tt.want) {
			t.Errorf("%s: got %v\nwant %s", name, list, tt.want)
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			t.Errorf("%s: something was written: %v", name, entries)
		}
	}
}

func TestCheck(t *testing.T) {
	files := map[string]string{
		"content/bad.md": "+++\ntitle = \"Bad\"\n+++\n[a](/nope/) and [b](docs/Page.md#part-tow)\n\n<a href=\"/nope2\">x</a> [c](https://example.org/docs/) [d](https://other.org/)\n" +
			"[e](/p/anything) [f](/old/Page/#part-two) [g](/trac/wiki/Old#nowhere) [h](/docs) ![i](no.png)\n",
	}
	for k, v := range small {
		files[k] = v
	}
	c := good(t, files).Check(t.Context())
	var got []string
	for _, d := range c.Problems {
		got = append(got, d.Error()+" "+d.Hint)
	}
	want := []string{
		`content/bad.md:4:1: error: /nope/ is not there `,
		`content/bad.md:4:17: error: /docs/Page/#part-tow has no #part-tow did you mean "/docs/Page/#part-two"?`,
		`content/bad.md:6:10: error: /nope2 is not there `,
		`content/bad.md:7:43: error: /trac/wiki/Old#nowhere has no #nowhere `,
		`content/bad.md:7:82: error: /no.png is not there `,
	}
	for i := range got {
		if !strings.Contains(want[i], "did you") {
			got[i], _, _ = strings.Cut(got[i], "did you")
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(c.Known) != 1 || !strings.Contains(c.Known[0].Error(), "content/wiki/Old.md:13:16: warning: /wiki/Old/#nowhere has no #nowhere") {
		t.Errorf("known = %v", c.Known)
	}
}

// A loop of redirects is found, and ends the check no less than a link into it.
// A mistake in the menu is told once, where it is to be mended.
func TestCheckOfTheMenu(t *testing.T) {
	s := good(t, small, func(o *Options) { o.Menu = []template.Link{{Name: "Dox", URL: "/dox/"}, {Name: "Docs", URL: "/docs/"}} })
	list := s.Check(context.Background()).Problems
	if len(list) != 1 || list[0].Error() != `site.toml: error: /dox/, to which the menu entry "Dox" leads, is not there` || list[0].Hint != `did you mean "/docs/"?` {
		t.Errorf("%v", list)
	}
}

func TestCheckFindsLoopsAndChains(t *testing.T) {
	s := good(t, map[string]string{
		"content/_index.md": "+++\ntitle = \"Home\"\n+++\n[x](/a/#f) [y](/c)\n",
		"redirects/r.toml":  "[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/b\"\nto = \"/a/\"\n[[rule]]\nfrom = \"/c\"\nto = \"/p/x\"\n[[rule]]\nfrom = \"/p/{x}\"\nto = \"/\"\n",
	})
	got := s.Check(t.Context()).Problems.Error()
	want := "redirects/r.toml:3:1: error: /a redirects in a loop: /b/ → /a/ → /b/\n" +
		"redirects/r.toml:6:1: error: /b redirects in a loop: /a/ → /b/ → /a/\n" +
		"redirects/r.toml:9:1: error: /c redirects to /p/x, which is redirected in turn (redirects/r.toml:11:1)"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What is written in links, attachments and old URLs is no page's mistake.
func TestOldNamesAreTakenAsTheyAre(t *testing.T) {
	s, list := site(t, map[string]string{
		"content/_index.md":                         "+++\ntitle = \"Home\"\n+++\n## A {id=5}\n\n[x](/trac/browser/README.md) [y](a\\_b.md) [z](a&amp;b.md) ![i](data:image/png;base64,AA)\n",
		"content/a_b.md":                            "",
		"content/a&b.md":                            "",
		"content/trac/raw-attachment/wiki/P/n.md":   "no front matter",
		"content/trac/raw-attachment/wiki/P/.hid":   "x",
		"content/trac/raw-attachment/wiki/P/N.MD":   "x",
		"content/trac/raw-attachment/wiki/P/r.html": "<a href=\"gone.html\">x</a>",
		"redirects/r.toml":                          "[[rule]]\nfrom = \"/trac/browser/{path...}\"\nto = \"https://example.com/{path}\"\n",
	})
	if list.HasErrors() || len(list) != 1 || !strings.Contains(list[0].Message, "differs only in case") {
		t.Errorf("got %v", list)
	}
	for path, want := range map[string]string{
		"trac/raw-attachment/wiki/P/n.md": "no front matter", "trac/raw-attachment/wiki/P/.hid": "x",
		"index.html": `<a href="/trac/browser/README.md">x</a> <a href="/a_b/">y</a> <a href="/a&amp;b/">z</a>`,
	} {
		if got := render(t, s, path); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	if c := s.Check(t.Context()); len(c.Problems) > 0 {
		t.Error(c.Problems)
	}
}

// The same input gives the same bytes, whatever GOMAXPROCS.
func TestDeterminism(t *testing.T) {
	all := func(procs int) map[string]string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		dir := t.TempDir()
		if _, list := good(t, small).Write(t.Context(), dir); len(list) > 0 {
			t.Fatal(list)
		}
		return readAll(t, dir)
	}
	a, b := all(1), all(4)
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
}

func readAll(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			t.Fatal(err)
		}
		if !d.IsDir() {
			data, _ := os.ReadFile(p)
			rel, _ := filepath.Rel(dir, p)
			out[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	return out
}

// A build writes what changed, removes what it wrote before, and touches nothing
// else; after an edit its bytes are those of a clean build.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	write := func(files map[string]string) Written {
		t.Helper()
		w, list := good(t, files).Write(t.Context(), dir)
		if len(list) > 0 {
			t.Fatal(list)
		}
		return w
	}
	if w := write(small); w.Changed != w.Files {
		t.Errorf("a first build: %+v", w)
	}
	if w := write(small); w.Changed != 0 || w.Removed != 0 {
		t.Errorf("the same again: %+v", w)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	edited := map[string]string{}
	for k, v := range small {
		if k != "content/news/two.md" {
			edited[k] = v
		}
	}
	edited["content/news/one.md"] += "More.\n"
	edited["content/news/three.md"] = "+++\ndate = 2019-01-01\n+++\n"
	w := write(edited)
	if w.Removed != 1 || w.Changed == 0 || w.Changed == w.Files {
		t.Errorf("after an edit: %+v", w)
	}
	got := readAll(t, dir)
	if got["mine.txt"] != "x" {
		t.Error("a file that is not ours is gone")
	}
	delete(got, "mine.txt")
	clean := t.TempDir()
	if _, list := good(t, edited).Write(t.Context(), clean); len(list) > 0 {
		t.Fatal(list)
	}
	want := readAll(t, clean)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s is not that of a clean build", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, a clean build has %d", len(got), len(want))
	}
}

func TestWriteRefusesAForeignFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, list := good(t, small).Write(t.Context(), dir); !strings.Contains(list.Error(), "files that no build wrote") {
		t.Errorf("got %v", list)
	}
	if got := readAll(t, dir); len(got) != 1 {
		t.Errorf("the folder was touched: %v", got)
	}
}

// A manifest that names what no build can have written deletes nothing.
func TestWriteTrustsNoManifest(t *testing.T) {
	dir := t.TempDir()
	precious := filepath.Join(dir, "precious.txt")
	public := filepath.Join(dir, "public")
	for file, text := range map[string]string{precious: "x", filepath.Join(public, manifestName): "../precious.txt\n"} {
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, list := good(t, small).Write(t.Context(), public)
	if _, err := os.Stat(precious); err != nil || !strings.Contains(list.Error(), "no path within the folder") {
		t.Errorf("%v, %v", err, list)
	}
}

// A build that was cut off before its first file does not stop the next.
func TestWriteAfterAnInterrupt(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, stagingName, "docs"), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, list := good(t, small).Write(t.Context(), dir); len(list) > 0 {
		t.Error(list)
	}
}

func TestWriteStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if _, list := good(t, small).Write(ctx, dir); !list.HasErrors() {
		t.Error("a stopped build tells nothing")
	}
	if got := readAll(t, dir); len(got) != 0 {
		t.Errorf("something is half written: %v", got)
	}
}
