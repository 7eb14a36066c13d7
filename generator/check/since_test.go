package check_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/internal/sitetest"
)

// titled is a page with more front matter.
func titled(title, more string) string {
	return fmt.Sprintf("+++\ntitle = %q\n%s+++\n", title, more)
}

var siteBefore = map[string]string{
	"content/_index.md":      titled("Home", ""),
	"content/a.md":           titled("A", "aliases = [\"/older/a\"]\n") + "## Part\n\n## Other\n",
	"content/b?c.md":         titled("B", ""),
	"content/pic.png":        "PNG",
	"content/news/_index.md": titled("News", "paginate = 1\n"),
	"content/news/one.md":    titled("One", "date = 2019-01-01\ntags = [\"x\"]\n"),
	"content/news/two.md":    titled("Two", "date = 2019-01-02\n"),
	"content/draft.md":       titled("Draft", "draft = true\n"),
	"content/went.md":        titled("Went", "expires = 2019-01-01\n"),
	"redirects/r.toml": `
[[rule]]
from = "/t/{id:int}"
range = "1-3"
to = "https://example.com/{id}"
[[rule]]
from = "/p/{x}"
to = "https://example.com/p/{x}"
[[rule]]
from = "/nowhere/{x}"
to = "/nothing/{x}"
[[rule]]
hosts = ["short.example.net"]
from = "/{id:int}"
to = "/t/{id}"
[[rule]]
from = "/g/{x...}"
gone = "It went."
[[rule]]
from = "/m/{name}"
table = "m.csv"
to = "/{to}/"
missing = "/"
[[rule]]
from = "/g/old/{x}"
to = "https://example.com/old/{x}"
`,
	"redirects/m.csv": "name,to\none,news\ntwo,news\n",
	"content/g/a.md":  titled("G", ""),
	"content/p/y.md":  titled("PY", ""),
}

// Each way in which a URL goes is told, with what mends it; each that keeps it is not.
func TestSince(t *testing.T) {
	t.Parallel()
	const rules = "redirects/r.toml"
	for name, test := range map[string]struct {
		delete  string            // names
		write   map[string]string // files
		renamed string            // "old new"
		want    string            // diagnostics, a line each: file, severity, message, hint
		change  func(*generator.Options)
	}{
		"nothing changed": {},
		"a page deleted": {delete: "content/b?c.md", want: `
content/b?c.md error nothing answers /b%3Fc/ any more, which was made of this at then | add "/b%3Fc/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/b%3Fc/", gone = "…"`},
		"a page renamed": {delete: "content/a.md", renamed: "content/a.md content/z.md",
			write: map[string]string{"content/z.md": titled("A", "")}, want: `
content/z.md error nothing answers /a/ any more: at then it was content/a.md | add "/a/" to its aliases: aliases = ["/a/"]
content/z.md error nothing answers /older/a any more, as content/a.md:3:12 did at then | add "/older/a" to its aliases again`},
		"a page renamed, with aliases": {delete: "content/a.md", renamed: "content/a.md content/z.md",
			write: map[string]string{"content/z.md": titled("A", "aliases = [\"/a\", \"/older/a/\"]\n")}},
		"another page has the aliases": {delete: "content/a.md content/b?c.md",
			write: map[string]string{"content/_index.md": titled("H", "aliases = [\"/a\", \"/older/a/\", \"/b%3Fc/\"]\n")}},
		"a rule says that it is gone": {delete: "content/b?c.md",
			write: map[string]string{"redirects/s.toml": "[[rule]]\nfrom = \"/b%3Fc\"\ngone = \"It went.\"\n"}},
		"a slug": {write: map[string]string{"content/b?c.md": titled("B", "slug = \"bc\"\n")}, want: `
content/b?c.md error nothing answers /b%3Fc/ any more, as this did at then | add "/b%3Fc/" to its aliases: aliases = ["/b%3Fc/"]`},
		"a draft": {write: map[string]string{"content/b?c.md": titled("B", "draft = true\n")}, want: `
content/b?c.md error nothing answers /b%3Fc/ any more, as this did at then | the page is left out: it is a draft; it appears once its front matter has no draft = true (--drafts shows it)`},
		"what was no page of the site": {delete: "content/draft.md content/went.md"},
		"a file deleted": {delete: "content/pic.png", want: `
content/pic.png error nothing answers /pic.png any more, which was made of this at then | put it back, or add a rule to redirects/: from = "/pic.png", stub = false, and to = "…" or gone = "…"`},
		"a file renamed": {delete: "content/pic.png", renamed: "content/pic.png content/i/p.png",
			write: map[string]string{"content/i/p.png": "PNG"}, want: `
content/i/p.png error nothing answers /pic.png any more: at then it was content/pic.png | add a rule to redirects/: from = "/pic.png", to = "/i/p.png", stub = false`},
		"a file renamed, with a rule": {delete: "content/pic.png", write: map[string]string{"content/i/p.png": "PNG",
			"redirects/s.toml": "[[rule]]\nfrom = \"/pic.png\"\nto = \"/i/p.png\"\nstub = false\n"}},
		"a list, its feed and a term": {delete: "content/news/one.md",
			write: map[string]string{"content/news/two.md": titled("Two", "")}, want: `
content/news/_index.md error nothing answers /news/feed.atom any more, as this did at then | put it back, or add a rule to redirects/: from = "/news/feed.atom", stub = false, and to = "…" or gone = "…"
content/news/_index.md error nothing answers /news/feed.json any more, as this did at then | put it back, or add a rule to redirects/: from = "/news/feed.json", stub = false, and to = "…" or gone = "…"
content/news/_index.md error nothing answers /news/page/2/ any more, as this did at then | add "/news/page/2/" to its aliases: aliases = ["/news/page/2/"]
content/news/one.md error nothing answers /news/one/ any more, which was made of this at then | add "/news/one/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/news/one/", gone = "…"
content/news/one.md error nothing answers /tags/x/ any more, which was made of this at then | add "/tags/x/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/tags/x/", gone = "…"
content/news/one.md error nothing answers /tags/x/feed.atom any more, which was made of this at then | put it back, or add a rule to redirects/: from = "/tags/x/feed.atom", stub = false, and to = "…" or gone = "…"
content/news/one.md error nothing answers /tags/x/feed.json any more, which was made of this at then | put it back, or add a rule to redirects/: from = "/tags/x/feed.json", stub = false, and to = "…" or gone = "…"
site.toml error nothing answers /tags/ any more, which was made of this at then | add "/tags/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/tags/", gone = "…"`},
		"a rule deleted": {delete: rules, want: `
redirects/r.toml error nothing answers //short.example.net/{id:int} any more, as redirects/r.toml:14:1 did at then | keep its rule, or let it say what is gone: gone = "…"; of a pattern one example was tried
redirects/r.toml error nothing answers /g/old/{x} any more, as redirects/r.toml:25:1 did at then | keep its rule, or let it say what is gone: gone = "…"; of a pattern one example was tried
redirects/r.toml error nothing answers /g/{x...} any more, as redirects/r.toml:17:1 did at then | keep its rule, or let it say what is gone: gone = "…"; of a pattern one example was tried
redirects/r.toml error nothing answers /m/one any more, as redirects/r.toml:20:1 did at then, nor 2 others of the same rule | keep its rule, or let it say what is gone: gone = "…"
redirects/r.toml error nothing answers /p/{x} any more, as redirects/r.toml:7:1 did at then | keep its rule, or let it say what is gone: gone = "…"; of a pattern one example was tried
redirects/r.toml error nothing answers /t/1 any more, as redirects/r.toml:3:1 did at then, nor 2 others of the same rule | keep its rule, or let it say what is gone: gone = "…"`},
		"a range made shorter": {write: map[string]string{rules: strings.Replace(siteBefore[rules], "1-3", "1-2", 1)}, want: `
redirects/r.toml error nothing answers /t/3 any more, as redirects/r.toml:3:1 did at then | keep its rule, or let it say what is gone: gone = "…"`},
		"a page that only a pattern of then answers": {delete: "content/p/y.md", want: `
content/p/y.md error nothing but redirects/r.toml:7:1 answers /p/y/ any more, which was made of this at then | add "/p/y/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/p/y/", gone = "…"`},
		"a page that a pattern written since answers": {delete: "content/p/y.md", write: map[string]string{
			rules: strings.Replace(siteBefore[rules], "com/p/", "com/q/", 1)}},
		"a page below what is gone": {delete: "content/g/a.md", want: `
content/g/a.md error nothing but redirects/r.toml:17:1 answers /g/a/ any more, which was made of this at then | add "/g/a/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/g/a/", gone = "…"`},
		"a page below what a new text says is gone": {delete: "content/g/a.md", write: map[string]string{
			"redirects/s.toml": "[[rule]]\nfrom = \"/g/a/\"\ngone = \"All went.\"\n"}},
		"a row deleted, which missing answers": {write: map[string]string{"redirects/m.csv": "name,to\none,news\n"}, want: `
redirects/r.toml error nothing but redirects/r.toml:20:1 answers /m/two any more, as redirects/r.toml:20:1 did at then | keep its rule, or let it say what is gone: gone = "…"`},
		"a page and a pattern deleted whose paths another answers": {delete: "content/g/a.md", write: map[string]string{
			rules: strings.Replace(siteBefore[rules], "from = \"/g/old/{x}\"", "from = \"/h/{x}\"", 1)}, want: `
content/g/a.md error nothing but redirects/r.toml:17:1 answers /g/a/ any more, which was made of this at then | add "/g/a/" to the aliases of the page that has taken its place, or a rule to redirects/: from = "/g/a/", gone = "…"
redirects/r.toml error nothing but redirects/r.toml:17:1 answers /g/old/{x} any more, as redirects/r.toml:25:1 did at then | keep its rule, or let it say what is gone: gone = "…"; of a pattern one example was tried`},
		"an id": {write: map[string]string{"content/a.md": titled("A", "aliases = [\"/older/a\"]\n") +
			"## Part, renamed\n\n## More {#other}\n"}, want: `
content/a.md:5:1 warning /a/#part is no place of the page any more, as at then | {#part} behind a heading gives it that id`},
		"another place": {change: func(o *generator.Options) { o.Site.Mount = sitetest.Mount("https://example.net/p") }, want: `
site.toml warning the site was at https://example.org/ at then, and is at https://example.net/p/ now | see to it that the old place forwards every path to the new one`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := maps.Clone(siteBefore)
			for _, f := range strings.Fields(test.delete) {
				delete(now, f)
			}
			maps.Copy(now, test.write)
			before := check.Before{Commit: "then", Files: sitetest.Good(t, siteBefore), Renamed: map[string]string{}}
			if old, to, ok := strings.Cut(test.renamed, " "); ok {
				before.Renamed[old] = to
			}
			change := test.change
			if change == nil {
				change = func(*generator.Options) {}
			}
			report, list := check.Since(before, sitetest.Good(t, now, change))
			got := ""
			for _, d := range list {
				got += fmt.Sprintf("\n%s %s %s | %s", d.Position, d.Severity, d.Message, d.Hint)
			}
			if got != test.want {
				t.Errorf("got%s\nwant%s", got, test.want)
			}
			if report.URLs != 27 || report.Patterns != 6 || (report.Lost > 0) != list.HasErrors() {
				t.Errorf("%+v", report)
			}
		})
	}
}

// An alias where a further page of a list was waits while the list is as long again.
func TestAnAliasOfAFurtherPageWaits(t *testing.T) {
	t.Parallel()
	files := maps.Clone(siteBefore)
	files["content/news/_index.md"] = titled("News", "paginate = 1\naliases = [\"/news/page/2/\", \"/news/page/3/\"]\n")
	f := sitetest.Good(t, files)
	if f.At("news/page/2/index.html").Stub != nil || f.At("news/page/3/index.html").Stub == nil {
		t.Error("the alias hides the list's page, or answers nowhere")
	}
}
