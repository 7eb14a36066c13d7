package check_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/internal/sitetest"
)

func TestCheck(t *testing.T) {
	files := map[string]string{
		"content/bad.md": "+++\ntitle = \"Bad\"\n+++\n[a](/nope/) and [b](docs/Page.md#part-tow)\n\n<a href=\"/nope2\">x</a> [c](https://example.org/docs/) [d](https://other.org/)\n" +
			"[e](/p/anything) [f](/old/Page/#part-two) [g](/trac/wiki/Old#nowhere) [h](/docs) ![i](no.png)\n",
	}
	for k, v := range sitetest.Small {
		files[k] = v
	}
	c := checked(t, sitetest.Good(t, files))
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

// What a program loads by itself must be there: it runs no script of 404.html, and a stub is no image.
// What a reader follows may be redirected.
func TestARedirectIsNoPartOfAPage(t *testing.T) {
	t.Parallel()
	const rule = "[[rule]]\nfrom = \"/%s\"\nto = \"/new.png\"\nstub = %s\n\n"
	files := map[string]string{"content/new.png": "PNG", "content/_index.md": titled("Home", ""),
		"redirects/r.toml": fmt.Sprintf(rule, "old.png", "false") + fmt.Sprintf(rule, "stub.png", "true")}
	for text, isLost := range map[string]bool{
		"<img src=\"/old.png#x\" alt=\"a\">":                                            true,
		"<img src=\"/stub.png\" alt=\"a\">":                                             true,
		"<img src=\"/new.png#x\" alt=\"a\">":                                            false,
		"<img src=\"/new.png\" srcset=\"/old.png 2x\" alt=\"a\">":                       true,
		"<video poster=\"/old.png\"></video>":                                           true,
		"<video><source src=\"/old.png\"></video>":                                      true,
		"<script src=\"/old.png\"></script>":                                            true,
		"<link rel=\"Stylesheet\" href=\"/old.png\">":                                   true,
		"<link rel=\"shortcut icon\" href=\"/old.png\">":                                true,
		"<link rel=\"alternate\" type=\"application/atom+xml\" href=\"/old.png\">":      true,
		"<link rel=\"alternate\" type=\"application/feed+json\" href=\"/old.png\">":     true,
		"<link rel=\"alternate\" hreflang=\"de\" type=\"text/html\" href=\"/old.png\">": false,
		"<link rel=\"canonical\" href=\"/old.png\">":                                    false,
		"<a href=\"/old.png\">a</a> <a href=\"/stub.png\">a</a>":                        false,
	} {
		theme := maps.Clone(files)
		theme["theme/partials/footer.html"] = text
		result := checked(t, sitetest.Good(t, theme))
		if got := strings.Contains(result.Problems.Error(), "is only redirected"); got != isLost {
			t.Errorf("%s: it says %v", text, result.Problems)
		}
	}
}

// checked checks a site.
func checked(t *testing.T, files *output.Files) check.Result {
	t.Helper()
	result, err := check.Site(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// A check that is stopped has no result, which would be of a part of the pages.
func TestAStoppedCheckHasNoResult(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	result, err := check.Site(ctx, sitetest.Good(t, sitetest.Small))
	if !errors.Is(err, context.Canceled) || result.Links != 0 || len(result.Problems) > 0 {
		t.Errorf("%+v, %v", result, err)
	}
}

// The top of a page is always there, another site of the same host is not this one's to prove, and
// a converted page keeps the levels of headings that it had.
func TestCheckLetsBe(t *testing.T) {
	t.Parallel()
	s := sitetest.Good(t, map[string]string{
		"content/_index.md": "+++\ntitle = \"Home\"\n+++\n[a](#top) [b](https://example.org/project/x)\n",
		"content/old.md":    "+++\ntitle = \"Old\"\n[trac]\npage = \"Old\"\n+++\n## A\n\n#### B\n",
	}, func(o *generator.Options) { o.Site.Mount = sitetest.Mount("https://example.org/proj") })
	if list := checked(t, s).Problems; len(list) > 0 {
		t.Error(list)
	}
}

// A fault of the theme, which each page would tell, is told once.
func TestAFaultOfTheThemeIsToldOnce(t *testing.T) {
	t.Parallel()
	s, list := sitetest.Load(t, map[string]string{
		"content/_index.md": "", "content/a.md": "", "theme/layouts/page.html": "{{define \"main\"}}{{.Nope}}{{end}}",
		"redirects/r.toml": "[[rule]]\nfrom = 1\n",
	})
	if !list.HasErrors() {
		t.Fatal("the site is good")
	}
	if faults := check.Faults(t.Context(), s, list); len(faults) > 0 {
		t.Error(faults)
	}
}

// A mistake in the menu is told once, where it is to be mended.
func TestCheckOfTheMenu(t *testing.T) {
	s := sitetest.Good(t, sitetest.Small, func(o *generator.Options) {
		o.Site.Menu = []site.MenuEntry{{Name: "Dox", URL: "/dox/"}, {Name: "Docs", URL: "/docs/"}}
	})
	list := checked(t, s).Problems
	if len(list) != 1 || list[0].Error() != `site.toml: error: /dox/, to which the menu entry "Dox" leads, is not there` || list[0].Hint != `did you mean "/docs/"?` {
		t.Errorf("%v", list)
	}
}

// A loop of redirects is found, and ends the check no less than a link into it.
func TestCheckFindsLoopsAndChains(t *testing.T) {
	s := sitetest.Good(t, map[string]string{
		"content/_index.md": "+++\ntitle = \"Home\"\n+++\n[x](/a/#f) [y](/c)\n",
		"redirects/r.toml":  "[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/b\"\nto = \"/a/\"\n[[rule]]\nfrom = \"/c\"\nto = \"/p/x\"\n[[rule]]\nfrom = \"/p/{x}\"\nto = \"/\"\n",
	})
	got := checked(t, s).Problems.Error()
	want := "redirects/r.toml:3:1: error: /a redirects in a loop: /b/ → /a/ → /b/\n" +
		"redirects/r.toml:6:1: error: /b redirects in a loop: /a/ → /b/ → /a/\n" +
		"redirects/r.toml:9:1: error: /c redirects to /p/x, which is redirected in turn (redirects/r.toml:11:1)"
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
