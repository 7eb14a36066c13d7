package output_test

import (
	"crypto/sha512"
	"encoding/base64"
	"html"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/internal/sitetest"
)

var assetLink = regexp.MustCompile(`(?:href|src)="/(assets/(\w+)\.[0-9a-f]{8}\.(\w+))"[^>]*?integrity="([^"]*)"`)

// A style sheet or script is published as its integrity says, under the name that pages call it
// by, minified or not.
func TestAssetsKeepTheirPromise(t *testing.T) {
	t.Parallel()
	names := map[string]bool{}
	for _, minify := range []bool{false, true} {
		s := sitetest.Good(t, sitetest.Small, func(o *generator.Options) { o.Minify = minify })
		page := sitetest.Render(t, s, "search/index.html")
		links := assetLink.FindAllStringSubmatch(page, -1)
		found := ""
		for _, m := range links {
			path, integrity := m[1], html.UnescapeString(m[4])
			found += m[2] + "." + m[3] + " "
			sum := sha512.Sum384([]byte(sitetest.Render(t, s, path)))
			if want := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); integrity != want {
				t.Errorf("%s, minify %v: integrity %s, the file has %s", path, minify, integrity, want)
			}
			if names[path] {
				t.Errorf("%s has its name whatever it holds", path)
			}
			names[path] = true
		}
		for _, name := range []string{"style.css", "highlight.css", "site.js", "search.js"} {
			if !strings.Contains(found, name) {
				t.Errorf("no page calls %s: %s", name, found)
			}
		}
	}
}

// An asset that is edited is published anew, by an engine that remembers those of before.
func TestAnEditedAssetIsPublished(t *testing.T) {
	t.Parallel()
	o := sitetest.Options(map[string]string{"content/_index.md": home})
	files := o.Dir.(fstest.MapFS)
	g := generator.New()
	for _, css := range []string{"a{}", "b{}"} {
		files["theme/assets/own.css"] = &fstest.MapFile{Data: []byte(css)}
		s, list := g.Load(o)
		if list.HasErrors() {
			t.Fatal(list)
		}
		if got := string(s.Asset("own.css")); got != css {
			t.Errorf("own.css is %q, want %q", got, css)
		}
	}
}
