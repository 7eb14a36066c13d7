package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/internal/browsertest"
	"github.com/twisted/sitegen/internal/sharedtest"
)

// own is the repository's own site.
const own = "../.."

// ownSite is loaded once, for all tests.
func ownSite(t *testing.T) *output.Files {
	t.Helper()
	ownLoaded.Do(func() { ownLoaded.site = loadSite(t, own) })
	if ownLoaded.site == nil {
		t.Fatal("the repository's site has faults, which another test tells")
	}
	return ownLoaded.site
}

var ownLoaded struct {
	sync.Once
	site *output.Files
}

// needsBrowser skips a test of a browser's where tests shall be short.
func needsBrowser(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs a browser")
	}
}

// loadSite loads a site without faults.
func loadSite(t *testing.T, dir string) *output.Files {
	t.Helper()
	a := &app{dir: dir}
	o, err := a.options(context.Background(), &siteFlags{})
	if err != nil {
		t.Fatal(err)
	}
	o.Minify = true // as it is published
	site, list := generator.New().Load(o)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return site
}

// The repository's own site has no broken link and no redirect that is lost.
func TestOwnSiteIsClean(t *testing.T) {
	t.Parallel()
	result, err := check.Site(t.Context(), ownSite(t))
	if len(result.Problems) > 0 || len(result.Known) > 0 || err != nil {
		t.Errorf("%v\n%v\n%v", result.Problems, result.Known, err)
	}
}

// The table is the whole of the one that the issues' importer kept.
func TestTicketTable(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(sharedtest.Path(t, "twisted/tickets.csv"))
	if err != nil {
		t.Fatal(err)
	}
	m := ownSite(t).Site.Redirects
	rows := strings.Fields(string(data))[1:]
	if len(rows) != 9820 {
		t.Fatalf("%d rows", len(rows))
	}
	moved := 0
	for _, s := range m.Stubs() {
		if strings.HasPrefix(s.Path, "/trac/ticket/") && s.To != "/tickets/" {
			moved++
		}
	}
	if moved != len(rows) {
		t.Errorf("%d tickets are mapped, of %d", moved, len(rows))
	}
	for _, row := range rows {
		id, issue, _ := strings.Cut(row, ",")
		if s := m.Stub("/trac/ticket/" + id); s == nil || s.To != "https://github.com/twisted/twisted/issues/"+issue {
			t.Fatalf("ticket %s: %+v, want issue %s", id, s, issue)
		}
	}
}

// The home page's examples are whole programs.
func TestHomePageHasFiveExamples(t *testing.T) {
	t.Parallel()
	data, list := ownSite(t).Render("index.html")
	if n := len(regexp.MustCompile(`class="language-python"`).FindAll(data, -1)); n != 5 || len(list) > 0 {
		t.Errorf("%d examples, %v", n, list)
	}
}

// A page and a stub in a real browser: the text is there, the stub arrives, and
// what the old URL carried is kept, or mapped as the rule says.
func TestInABrowser(t *testing.T) {
	needsBrowser(t)
	t.Parallel()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"site.toml":         "title = \"T\"\nunsafe = true\n", // for the script below
		"content/_index.md": "+++\ntitle = \"Home\"\n+++\nHello.\n",
		"content/new.md": "+++\ntitle = \"New place\"\naliases = [\"/trac/wiki/Old\"]\n+++\n## Part\n\nThe text is here.\n\n" +
			"<p id=\"at\"></p>\n<script>document.getElementById('at').textContent = 'at ' + location.pathname + location.search + location.hash;</script>\n",
		"redirects/r.toml": "[[rule]]\nfrom = \"/t/{id:int}\"\nto = \"/new/\"\nfragment = { \"comment:{n:int}\" = \"note_{n}\" }\n" +
			"[[rule]]\nfrom = \"/g/{x...}\"\ngone = \"This went away.\"\n",
	})
	server := httptest.NewServer(pages(loadSite(t, dir), ""))
	t.Cleanup(server.Close)
	for old, want := range map[string]string{
		"/":                             "Hello.",
		"/new/#part":                    "at /new/#part",
		"/trac/wiki/Old?version=3#part": "at /new/?version=3#part",
		"/trac/wiki/Old/#part":          "at /new/#part",
		"/t/12?replyto=1#comment%3A5":   "at /new/?replyto=1#note_5",
		"/g/any/thing":                  "This went away.",
		"/nowhere":                      "Page not found",
	} {
		t.Run(old, func(t *testing.T) {
			t.Parallel()
			if dom := browsertest.DOM(t, server.URL+old); !strings.Contains(dom, want) {
				t.Errorf("no %q in\n%s", want, dom)
			}
		})
	}
}

// pages serves a site as GitHub Pages does, without the preview's live reload, for
// which a browser would wait. more is added to every page but stubs.
func pages(site *output.Files, more string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file, redirected := page.Find(site.Has, strings.TrimPrefix(r.URL.Path, "/"))
		if redirected {
			to := url.URL{Path: "./" + path.Base(r.URL.Path) + "/", RawQuery: r.URL.RawQuery} // wherever the site is mounted
			w.Header().Set("Location", to.String())
			w.WriteHeader(http.StatusMovedPermanently)
			return
		}
		if strings.HasSuffix(file, ".js") {
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		}
		if file == "" {
			file = "404.html"
			w.WriteHeader(http.StatusNotFound)
		}
		data, _ := site.Render(file)
		w.Write(data)
		if strings.HasSuffix(file, ".html") && !strings.Contains(string(data), `http-equiv="refresh"`) {
			w.Write([]byte(more))
		}
	})
}
