package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// preview is serve without its watcher: load shows the site as it is on disk.
func preview(t *testing.T, files map[string]string) (dir string, load func(), get func(path string) string) {
	t.Helper()
	dir = t.TempDir()
	writeFiles(t, dir, files)
	a := &app{dir: dir, format: "text", out: io.Discard, err: io.Discard}
	server := a.preview(&siteFlags{}, false)
	load = func() { server.Reload(t.Context()) }
	server.Start(t.Context())
	return dir, load, func(path string) string {
		t.Helper()
		w := httptest.NewRecorder()
		server.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Body.String()
	}
}

// Asked for as 7 (pelican#2219): the preview is not slow. Of what was edited only the page that is
// asked for is rendered, and another's faults are not in its way: the terminal tells them later. How long it
// takes is measured by BenchmarkEdit and BenchmarkSave.
func TestAskedPreviewRendersOnePage(t *testing.T) {
	t.Parallel()
	files := map[string]string{"site.toml": "title = \"T\"\n", "content/_index.md": "Home.\n", "content/a.md": "Before.\n"}
	for i := range 50 {
		files[fmt.Sprintf("content/bad-%d.md", i)] = "[x](nowhere.md)\n"
	}
	dir, load, get := preview(t, files)
	writeFiles(t, dir, map[string]string{"content/a.md": "After.\n"})
	load()
	if page := get("/a/"); !strings.Contains(page, "After.") || strings.Contains(page, "nowhere.md") {
		t.Errorf("the page of another's faults:\n%s", page)
	}
	if page := get("/bad-7/"); !strings.Contains(page, "no page content/nowhere.md") {
		t.Errorf("a page's own faults are not shown:\n%s", page)
	}
}

// Asked for as 8 (buildawesome#542, hugo#6203, hugo#6964, hugo#6926, hugo#14469): errors are shown in the browser, all
// at once, with their place, excerpt and hint, over the page as it last was; and they go by themselves.
func TestAskedErrorsAreSeen(t *testing.T) {
	t.Parallel()
	dir, load, get := preview(t, map[string]string{"site.toml": "title = \"T\"\n", "content/_index.md": "Home.\n", "content/a.md": "Good.\n"})
	writeFiles(t, dir, map[string]string{
		"content/a.md": "+++\ntitel = \"A\"\n+++\n[x](nowhere.md)\n", "theme/layouts/page.html": "{{define \"main\"}}{{.Content}}{{end}}",
	})
	load()
	page := get("/a/")
	for _, part := range []string{"2 to mend", "content/a.md:2:1: error: unknown key &#34;titel&#34;", "titel = &#34;A&#34;", "did you mean &#34;title&#34;?", "content/a.md:4:1: error: no page content/nowhere.md"} {
		if !strings.Contains(page, part) {
			t.Errorf("no %q in\n%s", part, page)
		}
	}
	writeFiles(t, dir, map[string]string{"theme/layouts/page.html": "{{define \"main\"}}{{.Contents}}{{end}}"})
	load()
	if page := get("/a/"); !strings.Contains(page, "theme/layouts/page.html:1:20: error") || !strings.Contains(page, "seen while rendering content/a.md") || !strings.Contains(page, "</html>") {
		t.Errorf("a template's fault is not told with its place and page, over the page as it was:\n%s", page)
	}
	writeFiles(t, dir, map[string]string{"site.toml": "titel = \"T\"\n"})
	load()
	if page := get("/"); !strings.Contains(page, "Home.") || !strings.Contains(page, "site.toml:1:1: error: unknown key") {
		t.Errorf("the last good page is not below the fault:\n%s", page)
	}
	os.Remove(filepath.Join(dir, "theme/layouts/page.html"))
	writeFiles(t, dir, map[string]string{"site.toml": "title = \"T\"\n", "content/a.md": "Good again.\n"})
	load()
	if page := get("/a/"); !strings.Contains(page, "Good again.") || strings.Contains(page, "sitegen-problems") {
		t.Errorf("the faults did not go:\n%s", page)
	}
}

// Asked for as well (McShelby/hugo-theme-relearn#1014): the place that one has scrolled to is not lost. A
// browser keeps it for location.reload, for nothing else.
func TestAskedScrollIsKept(t *testing.T) {
	t.Parallel()
	_, _, get := preview(t, map[string]string{"site.toml": "title = \"T\"\n", "content/_index.md": "Home.\n"})
	script := previewScript.FindString(get("/"))
	if !strings.Contains(script, "location.reload()") || strings.Contains(script, "location.href") || strings.Contains(script, "location.replace") {
		t.Errorf("the page is reloaded by %q", script)
	}
}
