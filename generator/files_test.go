package generator_test

import (
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/publish"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/sitetest"
)

func TestOutputs(t *testing.T) {
	s := sitetest.Good(t, sitetest.Small, func(o *generator.Options) { o.Site.Domain = "example.org" })
	asset := func(name string) string {
		base, ext, _ := strings.Cut(name, ".")
		i := slices.IndexFunc(s.Paths(), func(p string) bool {
			return strings.HasPrefix(p, "assets/"+base+".") && strings.HasSuffix(p, "."+ext)
		})
		return s.Paths()[i]
	}
	want := []string{".nojekyll", "404.html", "CNAME", "assets/attachment.png", "assets/favicon.svg", asset("highlight.css"), "assets/redirect.js", asset("search.js"), asset("site.js"), asset("style.css"),
		"docs/Page/index.html", "docs/index.html", "docs/pic.png", "gone/x/index.html", "index.html", "news/feed.atom", "news/feed.json", "news/index.html",
		"news/one/index.html", "news/two/index.html", "old/Page/index.html", "robots.txt", "search.json", "search/index.html", "sitemap.xml", "trac/wiki/Old/index.html",
		"wiki/Deep/Er/Page/index.html", "wiki/Old/index.html", "wiki/index.html"}
	if !slices.Equal(s.Paths(), want) {
		t.Errorf("paths = %q\nwant    %q", s.Paths(), want)
	}
	if len(s.Site.Skipped) != 2 {
		t.Errorf("skipped = %v", s.Site.Skipped)
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
		html := sitetest.Render(t, s, path)
		for _, part := range parts {
			if !strings.Contains(html, part) {
				t.Errorf("%s has no %s:\n%s", path, part, html)
			}
		}
	}
	if strings.Contains(sitetest.Render(t, s, "sitemap.xml"), "/old/") || strings.Contains(sitetest.Render(t, s, "wiki/Old/index.html"), "<h1>Old</h1>") {
		t.Error("a stub is in the sitemap, or a title is there twice")
	}
	body := sitetest.Render(t, s, "docs/Page/index.html")
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
		s := sitetest.Good(t, files, func(o *generator.Options) { o.Site.Mount = sitetest.Mount("https://example.org/proj") })
		got := strings.Join(strings.Fields(sitetest.Render(t, s, "wiki/index.html")), " ")
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
		s := sitetest.Good(t, files)
		if _, list := s.Render("wiki/index.html"); len(list) != 1 || list[0].Error() != want {
			t.Errorf("%s: %v", code, list)
		}
	}
}

func TestBasePath(t *testing.T) {
	s := sitetest.Good(t, sitetest.Small, func(o *generator.Options) { o.Site.Mount = sitetest.Mount("https://example.org/proj/") })
	for path, parts := range map[string][]string{
		"docs/Page/index.html": {`<a href="/proj/docs/">up</a>`, `<a href="/proj/">home</a>`, `href="/proj/assets/style.`, `href="https://example.org/proj/docs/Page/"`},
		"old/Page/index.html":  {`url=/proj/docs/Page/`, `src="/proj/assets/redirect.js"`},
		"404.html":             {`data-base="/proj"`},
	} {
		html := sitetest.Render(t, s, path)
		for _, part := range parts {
			if !strings.Contains(html, part) {
				t.Errorf("%s has no %s:\n%s", path, part, html)
			}
		}
	}
	if c, err := check.Site(t.Context(), s); len(c.Problems) > 0 || err != nil {
		t.Error(c.Problems, err)
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
		for k, v := range sitetest.Small {
			if files[k] == "" {
				files[k] = v
			}
		}
		s, list := sitetest.Load(t, files)
		dir := filepath.Join(t.TempDir(), "public")
		if !list.HasErrors() {
			list = published(t, s, dir)
		}
		if !strings.Contains(list.Error(), tt.want) {
			t.Errorf("%s: got %v\nwant %s", name, list, tt.want)
		}
		if entries, _ := os.ReadDir(dir); len(entries) > 0 {
			t.Errorf("%s: something was written: %v", name, entries)
		}
	}
}

// What is written in links, attachments and old URLs is no page's mistake.
func TestOldNamesAreTakenAsTheyAre(t *testing.T) {
	s, list := sitetest.Load(t, map[string]string{
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
		if got := sitetest.Render(t, s, path); !strings.Contains(got, want) {
			t.Errorf("%s: %s", path, got)
		}
	}
	if c, err := check.Site(t.Context(), s); len(c.Problems) > 0 || err != nil {
		t.Error(c.Problems, err)
	}
}

// published writes a site into a folder.
func published(tb testing.TB, files *output.Files, dir string) source.List {
	tb.Helper()
	folder, err := publish.Open(dir)
	if err != nil {
		tb.Fatal(err)
	}
	defer folder.Close()
	_, list, err := folder.Write(tb.Context(), files)
	if err != nil {
		tb.Fatal(err)
	}
	return list
}

// The same input gives the same bytes, whatever GOMAXPROCS.
func TestDeterminism(t *testing.T) {
	all := func(procs int) map[string]string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		dir := t.TempDir()
		if list := published(t, sitetest.Good(t, sitetest.Small), dir); len(list) > 0 {
			t.Fatal(list)
		}
		return sitetest.ReadAll(t, dir)
	}
	a, b := all(1), all(4)
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s differs", name)
		}
	}
}
