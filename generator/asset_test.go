package generator

import (
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"
)

// A style sheet or script is published as its integrity says, under the name that pages call it
// by, made small or not.
func TestAssetsKeepTheirPromise(t *testing.T) {
	names := map[string]bool{}
	for _, minify := range []bool{false, true} {
		s := good(t, small, func(o *Options) { o.Minify = minify })
		for _, name := range []string{"style.css", "highlight.css", "site.js", "search.js"} {
			a := s.assets[name]
			data := render(t, s, a.path)
			sum := sha512.Sum384([]byte(data))
			if want := "sha384-" + base64.StdEncoding.EncodeToString(sum[:]); a.integrity != want {
				t.Errorf("%s, minify %v: integrity %s, the file has %s", name, minify, a.integrity, want)
			}
			if names[a.path] {
				t.Errorf("%s has its name whatever it holds", a.path)
			}
			names[a.path] = true
			if page := render(t, s, "search/index.html"); !strings.Contains(page, "/"+a.path) {
				t.Errorf("no page calls %s", a.path)
			}
		}
	}
}
