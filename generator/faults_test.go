package generator_test

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/sitetest"
)

// What would lead out of the site, or run in a reader's browser, is refused however it is written.
func TestWhatLeadsOutIsRefused(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"[x](java&#10;script:alert(1))":                 "may not run or hold anything",
		"[x](&#1;javascript:alert(1))":                  "may not run or hold anything",
		`{{< include file="../../site.toml" >}}`:        "is not below content/",
		"+++\ntags = [\"..\"]\n+++\n":                   "it makes no address",
		"+++\nslug = \"x/y\"\n+++\n":                    "holds a slash",
		"+++\n[data]\nx = \"../../secret.toml\"\n+++\n": "is not below content/",
		"+++\nlayout = \"section/../../x\"\n+++\n":      "the theme has no layout",
		"![x](data:text/html;base64,AA)":                "may not run or hold anything",
	} {
		files, list := sitetest.Load(t, map[string]string{
			"content/_index.md": "+++\ntitle = \"Home\"\n+++\n", "content/docs/a.md": text,
			"site.toml": "secret", "secret.toml": "x = 1",
		})
		for _, o := range files.Pages {
			_, errs := files.RenderOutput(o)
			list = append(list, errs...)
		}
		if !strings.Contains(list.Error(), want) {
			t.Errorf("%s: %v, want %s", text, list, want)
		}
	}
}

// A page that names a term twice is listed once.
func TestATermListsAPageOnce(t *testing.T) {
	t.Parallel()
	s, _ := sitetest.Load(t, map[string]string{
		"content/_index.md": "+++\ntitle = \"Home\"\n+++\n", "content/a.md": "+++\ntags = [\"x\", \"x\"]\n+++\n",
	})
	if got := s.Site.PageAt("/tags/x/").Members; len(got) != 1 {
		t.Errorf("%d members", len(got))
	}
}
