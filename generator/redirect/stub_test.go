package redirect

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

func TestStubIsSmallAndEscaped(t *testing.T) {
	t.Parallel()
	m := compileText(t, "[[rule]]\nfrom = \"/trac/ticket/{id:int}\"\nrange = \"926-926\"\nto = \"https://github.com/twisted/twisted/issues/{id}\"\nfragment = { \"comment:{n:int}\" = \"note_{n}\" }\n")
	out := string(m.Stub("/trac/ticket/926").HTML(page.Mount{}, "/assets/redirect.js"))
	if len(out) > 500 {
		t.Errorf("%d bytes", len(out))
	}
	for _, w := range []string{
		`<meta http-equiv="refresh" content="0; url=https://github.com/twisted/twisted/issues/926">`,
		`<link rel="canonical" href="https://github.com/twisted/twisted/issues/926">`,
		`<a href="https://github.com/twisted/twisted/issues/926">`,
		`<script src="/assets/redirect.js" data-stub="/trac/ticket/{id:int}"></script>`,
	} {
		if !strings.Contains(out, w) {
			t.Errorf("no %s in %s", w, out)
		}
	}
	if strings.Contains(out, "noindex") {
		t.Errorf("one to one, yet not to be indexed: %s", out)
	}
	hostile := string((&Stub{To: `/a"><script>x</script>`}).HTML(page.Mount{Path: `/b"`}, `/"><script>x`))
	if strings.Contains(hostile, "<script>x") {
		t.Errorf("not escaped: %s", hostile)
	}
}

// What many old paths lead to is not what search engines should keep for each.
func TestNoIndexWhereManyLead(t *testing.T) {
	t.Parallel()
	m := mustCompile(t, []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/report/{n:int}\"\nrange = \"1-2\"\nto = \"https://x.org/issues\"\n[[rule]]\nfrom = \"/t/{n:int}\"\ntable = \"t.csv\"\nto = \"https://x.org/{m}\"\nmissing = \"/lost/\"\nrange = \"1-2\"\n")},
		{Path: "t.csv", Data: []byte("n,m\n1,5\n")},
	})
	for path, want := range map[string]bool{"/report/1": true, "/t/1": false, "/t/2": true} {
		if got := strings.Contains(string(m.Stub(path).HTML(page.Mount{}, "")), "noindex"); got != want {
			t.Errorf("%s: noindex %v, want %v", path, got, want)
		}
	}
}

// A table's columns that the maps use are in the stub, for the script.
func TestStubCarriesItsRow(t *testing.T) {
	t.Parallel()
	m := mustCompile(t, []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/w/{page}\"\ntable = \"t.csv\"\nto = \"/p/{page}/\"\nquery = { v = \"/old/{file}/{v}\" }\n")},
		{Path: "t.csv", Data: []byte("page,file,more\nA,\"a'b\"\"\",x\n")},
	})
	out := string(m.Stub("/w/A").HTML(page.Mount{}, ""))
	if want := `data-row="{&#34;file&#34;:&#34;a&#39;b\&#34;&#34;}"`; !strings.Contains(out, want) {
		t.Errorf("no %s in %s", want, out)
	}
	if want := `{"/w/{page}":[{"query":[["v","/old/{file}/{v}"]]}]}`; !strings.Contains(string(m.Script()), want) {
		t.Errorf("no %s in the script", want)
	}
}

// Two tables of one from have maps of their own.
func TestStubsOfOneFrom(t *testing.T) {
	t.Parallel()
	m := mustCompile(t, []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/w/{n}\"\ntable = \"t.csv\"\nto = \"/a/\"\nfragment = { a = \"A\" }\n" +
			"[[rule]]\nfrom = \"/w/{n}\"\ntable = \"u.csv\"\nto = \"/b/\"\nfragment = { a = \"B\" }\n")},
		{Path: "t.csv", Data: []byte("n\n1\n")}, {Path: "u.csv", Data: []byte("n\n2\n")},
	})
	if want := `{"/w/{n}":[{"fragment":[["a","#A"]]},{"fragment":[["a","#B"]]}]}`; !strings.Contains(string(m.Script()), want) {
		t.Errorf("no %s in %s", want, m.Script()[:2000])
	}
	for path, want := range map[string]string{"/w/1": `data-stub="/w/{n}">`, "/w/2": `data-stub="/w/{n}" data-n=1>`} {
		if out := string(m.Stub(path).HTML(page.Mount{}, "")); !strings.Contains(out, want) {
			t.Errorf("%s: no %s in %s", path, want, out)
		}
	}
}
