package serve_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/publish"
	"github.com/twisted/sitegen/generator/serve"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/sitetest"
)

// preview serves a site that does not change.
func preview(t *testing.T, o generator.Options) *httptest.Server {
	t.Helper()
	p := &serve.Preview{
		Options: func(context.Context) (generator.Options, error) { return o, nil },
		Tell:    func(source.List) {},
		Log:     func(string) {},
	}
	p.Start(t.Context())
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return server
}

func get(t *testing.T, url string) (status int, body string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(data)
}

// reloadScript is what the preview adds to pages.
var reloadScript = regexp.MustCompile(`(?s)<script>\(function\(\)\{var s=new EventSource.*?</script>`)

// What the preview shows at each path of a site are the bytes that a build writes there, wherever
// the site is mounted.
func TestThePreviewShowsTheBytesOfTheBuild(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "https://example.org", "https://example.org/proj", "/proj"} {
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			o := sitetest.Options(sitetest.Small)
			o.Minify, o.Site.Mount = true, sitetest.Mount(base)
			server := preview(t, o)
			files, list := generator.New().Load(o)
			dir := filepath.Join(t.TempDir(), "public")
			folder, err := publish.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer folder.Close()
			if _, errs, err := folder.Write(t.Context(), files); len(list)+len(errs) > 0 || err != nil {
				t.Fatal(list, errs, err)
			}
			written := sitetest.ReadAll(t, dir)
			if len(written) < 20 {
				t.Fatalf("only %d files", len(written))
			}
			delete(written, ".sitegen.manifest")
			delete(written, source.LockName)
			for p, want := range written {
				at := server.URL + o.Site.Mount.Path + "/" + strings.TrimSuffix(p, "index.html")
				if _, got := get(t, at); reloadScript.ReplaceAllString(got, "") != want {
					t.Errorf("%s is shown as\n%s\nwant\n%s", p, got, want)
				}
			}
		})
	}
}

// The pages of a preview that is mounted below a path have their style sheets.
func TestAPreviewBelowAPathHasItsStyleSheets(t *testing.T) {
	t.Parallel()
	o := sitetest.Options(sitetest.Small)
	o.Minify, o.Site.Mount = true, sitetest.Mount("/foo")
	server := preview(t, o)
	_, home := get(t, server.URL+"/foo/")
	links := regexp.MustCompile(`<link rel="stylesheet" href="([^"]+)"`).FindAllStringSubmatch(home, -1)
	if len(links) == 0 {
		t.Fatalf("the page has no style sheet:\n%s", home)
	}
	for _, m := range links {
		if status, _ := get(t, server.URL+m[1]); status != http.StatusOK {
			t.Errorf("%s: status %d", m[1], status)
		}
	}
}
