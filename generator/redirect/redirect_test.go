package redirect

import (
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/browsertest"
)

// vector is one old URL and what answers it.
type vector struct {
	Old  string `json:"old"`
	To   string `json:"to"`
	Gone string `json:"gone"`
	None bool   `json:"none"`
	Stub bool   `json:"stub"`
}

func vectors(t *testing.T) ([]vector, *Map) {
	t.Helper()
	var list []vector
	data, err := os.ReadFile("testdata/vectors.json")
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	var files []*source.File
	for _, name := range []string{"rules.toml", "tickets.csv"} {
		f, err := source.ReadFile(os.DirFS("testdata"), name)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	rules, errs := Parse(files)
	m, more := Compile(rules, nil)
	if errs = append(errs, more...); len(errs) > 0 {
		t.Fatal(errs)
	}
	return list, m
}

func TestLookup(t *testing.T) {
	list, m := vectors(t)
	for _, v := range list {
		got := m.Lookup(v.Old)
		if got.To != v.To || got.Gone != v.Gone || got.Stub != v.Stub || got.Known() == v.None {
			t.Errorf("%s: %+v, want %+v", v.Old, got, v)
		}
	}
}

// The resolver of 404.html and of the stubs answers in a browser as Lookup does.
func TestResolverInABrowser(t *testing.T) {
	list, m := vectors(t)
	type question struct {
		Vector   vector            `json:"vector"`
		To       string            `json:"to,omitempty"` // of a stub
		Query    map[string]string `json:"query,omitempty"`
		Fragment map[string]string `json:"fragment,omitempty"`
	}
	var questions []question
	for _, v := range list {
		q := question{Vector: v}
		u, _ := url.Parse(v.Old)
		if s := m.Stub(u.Path); s != nil {
			q.To, q.Query, q.Fragment = s.To, s.Query, s.Fragment
		}
		questions = append(questions, q)
	}
	page := `<!doctype html><meta charset="utf-8"><pre id="out"></pre><script>
	var rules = ` + m.Patterns() + `, questions = ` + mustJSON(questions) + `;
	window.sitegenTest = function (r) {
		document.getElementById("out").textContent = questions.map(function (q) {
			var u = new URL(q.vector.old, "http://x"), query = u.search.slice(1), fragment = u.hash.slice(1), a;
			if (q.to) a = {to: r.arrive(q.to, q.query, q.fragment, query, decodeURIComponent(fragment))};
			else a = r.lookup(rules, u.pathname, query, fragment) || {};
			return JSON.stringify([q.vector.old, a.to || "", a.gone || ""]);
		}).join("\n");
	};</script><script>` + string(Script) + `</script>`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(page))
	}))
	defer server.Close()
	dom := browsertest.DOM(t, server.URL)
	_, out, _ := strings.Cut(dom, `<pre id="out">`)
	out, _, _ = strings.Cut(out, "</pre>")
	lines := strings.Split(strings.TrimSpace(html.UnescapeString(out)), "\n")
	if len(lines) != len(list) {
		t.Fatalf("%d answers to %d questions:\n%s", len(lines), len(list), dom)
	}
	for i, line := range lines {
		var got [3]string
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if got[1] != list[i].To || got[2] != list[i].Gone {
			t.Errorf("%s: %q %q, want %+v", got[0], got[1], got[2], list[i])
		}
	}
}

// A map that cannot be right is refused, with the place.
func TestBadRules(t *testing.T) {
	tests := map[string]string{
		"[[rule]]\nfrom = \"/a\"\n":                                                          `r.toml:2:1: error: the rule has neither to nor gone`,
		"[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\ngone = \"x\"\n":                              `r.toml:2:1: error: the rule has both to and gone`,
		"[[rule]]\nfrom = \"a\"\nto = \"/b/\"\n":                                             `r.toml:2:1: error: from "a" is not a path`,
		"[[rule]]\nfrom = \"/a?b\"\nto = \"/b/\"\n":                                          `r.toml:2:1: error: from "/a?b" is not a path`,
		"[[rule]]\nfrom = \"/{a\"\nto = \"/b/\"\n":                                           `r.toml:2:1: error: from "/{a": "{a" is neither text nor`,
		"[[rule]]\nfrom = \"/{a...}/b\"\nto = \"/b/\"\n":                                     `r.toml:2:1: error: from "/{a...}/b": {a...} takes the rest`,
		"[[rule]]\nfrom = \"/a\"\nto = \"javascript:alert(1)\"\n":                            `r.toml:2:1: error: to "javascript:alert(1)" is neither`,
		"[[rule]]\nfrom = \"/a\"\nto = \"//evil.example\"\n":                                 `r.toml:2:1: error: to "//evil.example" is neither`,
		"[[rule]]\nfrom = \"/a\"\nto = \"https://x/\\\"><script>\"\n":                        `r.toml:2:1: error: to "https://x/\"><script>" is neither`,
		"[[rule]]\nfrom = \"/{a}\"\nto = \"https://{a}/\"\n":                                 `r.toml:2:1: error: to "https://{a}/" is neither`,
		"[[rule]]\nfrom = \"/{a}\"\nto = \"https://x.org{a}/\"\n":                            `r.toml:2:1: error: to "https://x.org{a}/" is neither`,
		"[[rule]]\nfrom = \"/{a}\"\ntable = \"t.csv\"\nto = \"/b/\"\nmissing = \"/{c}/\"\n":  `r.toml:2:1: error: {c} is no capture`,
		"[[rule]]\nfrom = \"/{a}\"\nto = \"/b/\"\nquery = { q = \"/{r}\" }\n":                `r.toml:2:1: error: {r} is no capture`,
		"[[rule]]\nfrom = \"/{a}\"\nto = \"/{b}\"\n":                                         `r.toml:2:1: error: {b} is no capture`,
		"[[rule]]\nfrom = \"/{a}\"\ntable = \"no.csv\"\nto = \"/b/\"\n":                      `r.toml:2:1: error: no table redirects/no.csv`,
		"[[rule]]\nfrom = \"/{z}\"\ntable = \"t.csv\"\nto = \"/b/\"\n":                       `r.toml:2:1: error: table t.csv has no column "z"`,
		"[[rule]]\nfrom = \"/{a}\"\nmissing = \"/x/\"\nto = \"/b/\"\n":                       `r.toml:2:1: error: missing and range go with a table`,
		"[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\nfrm = 1\n":                                   `r.toml:4:1: error: unknown key "rule.frm"`,
		"[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/a/\"\nto = \"/c/\"\n":    `r.toml:5:1: error: /a is claimed by r.toml:2:1 as well`,
		"[[rule]]\nfrom = \"/{a}\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/{b}\"\nto = \"/c/\"\n": `r.toml:5:1: error: /{b} is claimed by r.toml:2:1 as well`,
	}
	for text, want := range tests {
		rules, list := Parse([]*source.File{{Path: "r.toml", Data: []byte(text)}, {Path: "t.csv", Data: []byte("a,b\n1,2\n")}})
		_, more := Compile(rules, nil)
		list = append(list, more...)
		if len(list) != 1 || !strings.HasPrefix(list[0].Error(), want) {
			t.Errorf("%s\ngot %v\nwant %s", text, list, want)
		}
	}
}

func TestRanks(t *testing.T) {
	rules, list := Parse([]*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/{id:int}\"\ntable = \"t.csv\"\nto = \"/table/{id}\"\n[[rule]]\nfrom = \"/2\"\nto = \"/exact\"\n[[rule]]\nfrom = \"/{x}\"\nto = \"/pattern\"\n")},
		{Path: "t.csv", Data: []byte("id\n1\n2\n3\n")},
	})
	m, more := Compile(rules, []Alias{{From: "/3", To: "/alias/"}, {From: "/caf%C3%A9/", To: "/c/"}})
	if list = append(list, more...); len(list) > 0 {
		t.Fatal(list)
	}
	for old, want := range map[string]string{"/1": "/table/1", "/2": "/exact", "/3/": "/alias/", "/4": "/pattern", "/café": "/c/", "/caf%C3%A9": "/c/"} {
		if got := m.Lookup(old); got.To != want {
			t.Errorf("%s: %q, want %q", old, got.To, want)
		}
	}
}

func TestCheckFindsWhatDoesNotArrive(t *testing.T) {
	rules, _ := Parse([]*source.File{{Path: "r.toml", Data: []byte(`
[[rule]]
from = "/loop"
to = "/loop/"
[[rule]]
from = "/chain"
to = "/end/"
[[rule]]
from = "/end"
to = "/page/"
[[rule]]
from = "/lost"
to = "/pag/"
[[rule]]
from = "/anchor"
to = "/page/#nowhere"
[[rule]]
from = "/fine"
to = "/page/#here"
`)}})
	m, _ := Compile(rules, nil)
	list := m.Check(func(p string) bool { return p == "/page/" || p == "/page/#here" }, func(string) string { return "/page/" })
	var got []string
	for _, d := range list {
		got = append(got, d.Error())
	}
	want := []string{
		"r.toml:3:1: error: /loop redirects to itself",
		"r.toml:6:1: error: /chain redirects to /end/, which is redirected in turn (r.toml:9:1)",
		"r.toml:12:1: error: /lost redirects to /pag/, which is not there",
		"r.toml:15:1: error: /anchor redirects to /page/#nowhere, which is not there",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestStubIsSmallAndEscaped(t *testing.T) {
	s := &Stub{Path: "/trac/ticket/926", To: "https://github.com/twisted/twisted/issues/10625", Fragment: map[string]string{"comment:{n:int}": "note_{n}"}}
	out := s.HTML(Site{ScriptURL: "/assets/redirect.js"})
	if len(out) > 500 {
		t.Errorf("%d bytes", len(out))
	}
	for _, w := range []string{`<meta http-equiv="refresh" content="0; url=https://github.com/twisted/twisted/issues/10625">`, `<link rel="canonical" href="https://github.com/twisted/twisted/issues/10625">`} {
		if !strings.Contains(string(out), w) {
			t.Errorf("no %s in %s", w, out)
		}
	}
	hostile := (&Stub{To: `/a"><script>x</script>`, Query: map[string]string{"a": "/'><script>x"}}).HTML(Site{Base: "/b"})
	if strings.Contains(string(hostile), "<script>x") || strings.Contains(string(hostile), "'>\\u003c") {
		t.Errorf("not escaped: %s", hostile)
	}
}

func BenchmarkCompile(b *testing.B) {
	files := []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/t/{id:int}\"\ntable = \"t.csv\"\nto = \"https://x.org/{to}\"\n")},
		{Path: "t.csv", Data: []byte("id,to\n1-60000,5-60004\n")},
	}
	for b.Loop() {
		rules, _ := Parse(files)
		m, _ := Compile(rules, nil)
		if len(m.Stubs()) != 60000 {
			b.Fatal("stubs are missing")
		}
	}
}
