package redirect

import (
	"strings"
	"testing"
)

// What no file answers has its query and fragment mapped as other stubs have: resolver.js is told
// by which rule.
func TestUnfiledStubsHaveTheirMaps(t *testing.T) {
	t.Parallel()
	m := compileText(t, "[[rule]]\nfrom = \"/t/wiki/{page...}\"\nquery = { \"version={n:int}\" = \"/v/{n}/{page}/\" }\n",
		Alias{From: "/t/wiki/a%0Ab", To: "/x/"})
	if got := m.Lookup("/t/wiki/a%0Ab?version=3"); got.To != "/v/3/a%0Ab/" {
		t.Errorf("%+v", got)
	}
	if got, want := m.Unfiled(), `{"/t/wiki/a\nb":{"to":"/x/","from":"/t/wiki/{page...}"}}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// Each stub has a file of its own that can be one, or is answered by 404.html; a file is never where
// another's folder must be.
func TestStubFiles(t *testing.T) {
	t.Parallel()
	long, longer := strings.Repeat("日", 85), strings.Repeat("日", 86)
	deep := strings.Repeat("/0123456789", 80)
	want := map[string]string{
		"/a": "a/index.html", "/a/b": "a/b/index.html", "/": "index.html",
		"/" + long: long + "/index.html", "/" + longer: "", deep: "",
		"/c/index.html": "c/index.html/index.html", // alone it is in nobody's way
		"/d":            "d.html", "/d/Index.html": "d/Index.html/index.html",
		"/e": "e.html", "/e/index.html/x": "e/index.html/x/index.html",
		"/f": "", "/f.html": "f.html/index.html", "/f/index.html": "f/index.html/index.html",
		"/g": "", "/g.html/x": "g.html/x/index.html", "/g/index.html": "g/index.html/index.html",
		"/h": "h.html", "/h/index": "h/index/index.html", "/i": "i/index.html", "/i/index/x": "i/index/x/index.html",
		"/tab\t": "", `/back\slash`: "",
	}
	var aliases []Alias
	for p := range want {
		aliases = append(aliases, Alias{From: escapePath(p), To: "/x/"})
	}
	m, list := Compile(nil, aliases)
	if len(list) > 0 {
		t.Fatal(list)
	}
	for p, file := range want {
		s := m.Stub(p)
		if s.File != file {
			t.Errorf("%q is %q, want %q", p, s.File, file)
		}
		isKnown := strings.Contains(m.Unfiled(), mustJSON(p)+":")
		if needsResolver := file == "" || !strings.HasSuffix(file, "/index.html") && p != "/"; isKnown != needsResolver {
			t.Errorf("404.html knows %q: %t", p, isKnown)
		}
		if got := m.Lookup(escapePath(p)); got.To != "/x/" || got.Stub != (file != "") {
			t.Errorf("%q: %+v", p, got)
		}
	}
}
