package serve

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// files is a Site of constant files.
type files map[string]string

func (f files) Has(p string) bool { _, ok := f[p]; return ok }

func (f files) Render(p string) ([]byte, source.List) {
	if strings.HasPrefix(f[p], "error:") {
		return nil, source.List{source.FileErrorf("content/x.md", "%s", f[p])}
	}
	return []byte(f[p]), nil
}

var pages = files{
	"index.html": "<html><body>home</body></html>", "404.html": "<body>not here</body>", "dir/index.html": "<body>dir</body>",
	"page.html": "<body>page</body>", "both.html": "<body>file</body>", "both/index.html": "<body>folder</body>", "a b/index.html": "<body>space</body>",
	"x.atom": "<feed/>", "f.py": "print()", "noext": "bytes", "old/index.html": `<meta http-equiv="refresh" content="0; url=/">`, "bad/index.html": "error: broken",
	"feed.css": "a{}",
}

func serve(t *testing.T, base string) (*Server, *httptest.Server) {
	t.Helper()
	s := New()
	s.Show(base, pages, nil)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, server
}

// ask asks without following redirects.
func ask(t *testing.T, url string) (*http.Response, string) {
	t.Helper()
	c := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var b strings.Builder
	bufio.NewReader(res.Body).WriteTo(&b)
	return res, b.String()
}

// The answers are those of GitHub Pages.
func TestAnswersAsGitHubPages(t *testing.T) {
	_, server := serve(t, "")
	tests := []struct {
		path           string
		status         int
		kind, contains string
	}{
		{"/", 200, "text/html; charset=utf-8", "home"},
		{"/dir/", 200, "text/html; charset=utf-8", "dir"},
		{"/dir?q=1", 301, "", "/dir/?q=1"},
		{"/page", 200, "text/html; charset=utf-8", "page"},
		{"/page/", 404, "text/html; charset=utf-8", "not here"},
		{"/both", 200, "text/html; charset=utf-8", "file"},
		{"/both/", 200, "text/html; charset=utf-8", "folder"},
		{"/Dir/", 404, "text/html; charset=utf-8", "not here"},
		{"/nope", 404, "text/html; charset=utf-8", "not here"},
		{"/a%20b/", 200, "text/html; charset=utf-8", "space"},
		{"/x.atom", 200, "application/atom+xml", "<feed/>"},
		{"/f.py", 200, "application/octet-stream", "print"},
		{"/noext", 200, "application/octet-stream", "bytes"},
		{"/feed.css", 200, "text/css; charset=utf-8", "a{}"},
		{"/old/", 200, "text/html; charset=utf-8", "refresh"},
	}
	for _, tt := range tests {
		res, body := ask(t, server.URL+tt.path)
		if tt.status == 301 {
			body = res.Header.Get("Location")
		}
		if res.StatusCode != tt.status || tt.kind != "" && res.Header.Get("Content-Type") != tt.kind || !strings.Contains(body, tt.contains) {
			t.Errorf("%s: %d %s %q, want %+v", tt.path, res.StatusCode, res.Header.Get("Content-Type"), body, tt)
		}
	}
	if _, body := ask(t, server.URL+"/"); !strings.Contains(body, "EventSource") {
		t.Error("a page has no live reload")
	}
	if _, body := ask(t, server.URL+"/old/"); strings.Contains(body, "EventSource") {
		t.Error("a stub reloads")
	}
}

// The preview answers what asks for a page, and no browser keeps what it answers.
func TestThePreviewIsNotKept(t *testing.T) {
	t.Parallel()
	_, server := serve(t, "")
	for _, path := range []string{"/", "/feed.css", "/nope"} {
		if res, _ := ask(t, server.URL+path); res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %v", path, res.Header)
		}
	}
	res, err := http.Post(server.URL+"/", "text/plain", nil)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST is answered with %d", res.StatusCode)
	}
}

func TestBase(t *testing.T) {
	_, server := serve(t, "/proj")
	for path, want := range map[string]int{"/proj/": 200, "/proj/dir/": 200, "/": 301, "/proj": 301, "/dir/": 404} {
		if res, _ := ask(t, server.URL+path); res.StatusCode != want {
			t.Errorf("%s: %d, want %d", path, res.StatusCode, want)
		}
	}
}

// Errors are shown over the page, with what was last good below, and go.
func TestProblemsAreShown(t *testing.T) {
	s, server := serve(t, "")
	s.ShowProblems(source.List{source.FileErrorf("site.toml", "unknown key <b>")})
	_, body := ask(t, server.URL+"/")
	if !strings.Contains(body, "home") || !strings.Contains(body, "unknown key &lt;b&gt;") {
		t.Errorf("body = %s", body)
	}
	s.Show("", pages, nil)
	if _, body = ask(t, server.URL+"/"); strings.Contains(body, "unknown key") {
		t.Error("an error that was mended is still shown")
	}
	res, body := ask(t, server.URL+"/bad/")
	if res.StatusCode != 500 || !strings.Contains(body, "error: broken") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}

// What a page last was is shown below the faults of what it is now, as long as the site has it.
func TestTheLastGoodPageIsShown(t *testing.T) {
	t.Parallel()
	s, server := serve(t, "")
	ask(t, server.URL+"/dir/")
	s.Show("", files{"dir/index.html": "error: broken"}, nil)
	if res, body := ask(t, server.URL+"/dir/"); res.StatusCode != 200 || !strings.Contains(body, "<body>dir") ||
		!strings.Contains(body, "error: broken") {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	s.Show("", nil, source.List{source.FileErrorf("site.toml", "nothing could be loaded")})
	if _, body := ask(t, server.URL+"/dir/"); !strings.Contains(body, "<body>dir") {
		t.Errorf("without a new site the last one is gone: %s", body)
	}
	s.Show("", files{}, nil)
	s.Show("", files{"dir/index.html": "error: broken"}, nil)
	if _, body := ask(t, server.URL+"/dir/"); strings.Contains(body, "<body>dir") {
		t.Errorf("a page that had gone came back: %s", body)
	}
}

// renewed is a site that is replaced by another while it renders a page.
type renewed struct {
	files
	server *Server
}

func (r renewed) Render(p string) ([]byte, source.List) {
	r.server.Show("", pages, nil)
	return r.files.Render(p)
}

// A page has the version of the site that it was rendered from, so that it reloads when that was
// replaced meanwhile.
func TestAPageHasTheVersionItWasRenderedFrom(t *testing.T) {
	t.Parallel()
	s, server := serve(t, "")
	s.Show("", renewed{pages, s}, nil)
	_, _, _, version, _ := s.now()
	if _, body := ask(t, server.URL+"/"); !strings.Contains(body, fmt.Sprintf(`e.data!=="%d"`, version)) {
		t.Errorf("version %d is not in %s", version, body)
	}
}

// slow is a site that renders no page before it is let.
type slow struct {
	files
	began, let chan struct{}
}

func (s slow) Render(p string) ([]byte, source.List) {
	s.began <- struct{}{}
	<-s.let
	return s.files.Render(p)
}

// What an older site shows late is not what a page last was, neither of a page that a newer site
// has shown since nor of one that it does not have.
func TestAnOlderSiteIsNotTheLastGood(t *testing.T) {
	t.Parallel()
	for name, newer := range map[string]files{"shown since": {"p.html": "<body>newer"}, "gone since": {}} {
		s, server := serve(t, "")
		older := slow{files{"p.html": "<body>older"}, make(chan struct{}), make(chan struct{})}
		s.Show("", older, nil)
		answer := make(chan string)
		go func() {
			_, body := ask(t, server.URL+"/p")
			answer <- body
		}()
		<-older.began
		s.Show("", newer, nil)
		ask(t, server.URL+"/p")
		close(older.let)
		if body := <-answer; !strings.Contains(body, "<body>older") {
			t.Errorf("%s: who asked the older site got %s", name, body)
		}
		s.Show("", files{"p.html": "error: broken"}, nil)
		if _, body := ask(t, server.URL+"/p"); strings.Contains(body, "<body>older") || len(newer) > 0 && !strings.Contains(body, "<body>newer") {
			t.Errorf("%s: the last good page is %s", name, body)
		}
	}
}

// The faults of one page are not shown on another, whose list begins with the same problems.
func TestProblemsOfAPageStayWithIt(t *testing.T) {
	t.Parallel()
	s, server := serve(t, "")
	problems := append(make(source.List, 0, 8), source.FileErrorf("site.toml", "of all"))
	s.Show("", pages, problems)
	ask(t, server.URL+"/bad/")
	if extra := problems[:2][1]; extra.Message != "" {
		t.Errorf("the list of all pages now holds %v", extra)
	}
}

func TestEventsTellOfANewSite(t *testing.T) {
	s, server := serve(t, "")
	res, err := http.Get(server.URL + eventsPath)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	next := func() string {
		for lines.Scan() {
			if lines.Text() != "" {
				return lines.Text()
			}
		}
		return ""
	}
	first := next()
	s.Show("", pages, nil)
	if second := next(); first == second || second == "" {
		t.Errorf("events: %q, then %q", first, second)
	}
}

// Every way of saving is seen: in place, atomic, in a new folder, deleted.
func TestWatch(t *testing.T) {
	for name, watch := range map[string]func(context.Context, string, func()) error{
		"events": func(ctx context.Context, dir string, f func()) error {
			return Watch(ctx, dir, []string{"content", "theme", "site.toml"}, f)
		},
		"poll": func(ctx context.Context, dir string, f func()) error {
			return Poll(ctx, dir, []string{"content", "theme", "site.toml"}, 20*time.Millisecond, f)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir, "content/a.md", "1")
			write(t, dir, "site.toml", "")
			ctx, cancel := context.WithCancel(t.Context())
			changed := make(chan struct{}, 100)
			done := make(chan error, 1)
			go func() { done <- watch(ctx, dir, func() { changed <- struct{}{} }) }()
			time.Sleep(100 * time.Millisecond)
			for i, save := range []func(){
				func() { write(t, dir, "content/a.md", "22") },
				func() { atomic(t, dir, "content/a.md", "333") },
				func() { atomic(t, dir, "content/a.md", "4444") },
				func() { write(t, dir, "content/new/deep/b.md", "1") },
				func() { write(t, dir, "content/new/deep/b.md", "55555") },
				func() { os.Remove(filepath.Join(dir, "content/a.md")) },
				func() { atomic(t, dir, "site.toml", "x = 1") },
				func() { write(t, dir, "theme/layouts/page.html", "x") },
			} {
				save()
				select {
				case <-changed:
				case err := <-done:
					t.Fatal(err)
				case <-time.After(5 * time.Second):
					t.Fatalf("save %d was not seen", i)
				}
				time.Sleep(60 * time.Millisecond)
				for len(changed) > 0 {
					<-changed
				}
			}
			write(t, dir, "public/index.html", "x")
			write(t, dir, "content/.b.md.swp", "x")
			select {
			case <-changed:
				t.Error("what is not watched was reported")
			case <-time.After(150 * time.Millisecond):
			}
			cancel()
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func atomic(t *testing.T, dir, name, text string) {
	t.Helper()
	tmp := fmt.Sprintf("%s~", name)
	write(t, dir, tmp, text)
	if err := os.Rename(filepath.Join(dir, tmp), filepath.Join(dir, name)); err != nil {
		t.Fatal(err)
	}
}
