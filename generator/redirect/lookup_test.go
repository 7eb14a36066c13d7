package redirect

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/source"
)

// vector is one old URL and what answers it; //host/path is of another host.
type vector struct {
	Old   string `json:"old"`
	To    string `json:"to"`
	Gone  string `json:"gone"`
	Since string `json:"since"`
	See   string `json:"see"`
	None  bool   `json:"none"`
	Stub  bool   `json:"stub"`
}

func vectors(t testing.TB) ([]vector, *Map) {
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
	aliases := []Alias{{From: "/t/wiki/Dir/index.html", To: "/special/"}}
	for _, old := range vectorAliases {
		aliases = append(aliases, Alias{From: old, To: "/wiki/Page/"})
	}
	return list, mustCompile(t, files, aliases...)
}

// vectorAliases are the aliases of /wiki/Page/; the last three cannot be files.
var vectorAliases = []string{
	"/t/wiki/Page", "/t/wiki/Dir", "/t/wiki/Li%0Ane", "/t/wiki/{x}%5Cy", "/t/wiki/" + strings.Repeat("%E6%97%A5", 86),
}

func mustCompile(t testing.TB, files []*source.File, aliases ...Alias) *Map {
	t.Helper()
	rules, list := Parse(files)
	m, more := Compile(rules, aliases)
	if list = append(list, more...); len(list) > 0 {
		t.Fatal(list)
	}
	return m
}

// compileText compiles one rules file, r.toml.
func compileText(t testing.TB, text string, aliases ...Alias) *Map {
	t.Helper()
	return mustCompile(t, []*source.File{{Path: "r.toml", Data: []byte(text)}}, aliases...)
}

// answerTo returns the map that a vector is asked of, by its host, and what that answers.
func answerTo(m *Map, v vector) (at *Map, got Answer) {
	if host, path, ok := strings.Cut(strings.TrimPrefix(v.Old, "//"), "/"); ok && strings.HasPrefix(v.Old, "//") {
		at = m.Host(host)
		return at, at.Lookup("/" + path)
	}
	return m, m.Lookup(v.Old)
}

// The vectors are asked of a browser and of web servers as well, in cmd/sitegen.
func TestLookup(t *testing.T) {
	t.Parallel()
	list, m := vectors(t)
	for _, v := range list {
		at, got := answerTo(m, v)
		if got.To != v.To || got.Gone != v.Gone || got.Since != v.Since || got.See != v.See || got.Known() == v.None || at == m && got.Stub != v.Stub {
			t.Errorf("%s: %+v, want %+v", v.Old, got, v)
		}
	}
}

// What other hosts answer, they answer by no stub: an export of the map does.
func TestOtherHostsHaveNoStubs(t *testing.T) {
	t.Parallel()
	m := compileText(t, "[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\n[[rule]]\nhosts = [\"x.org\"]\nfrom = \"/a\"\nto = \"/b/\"\n")
	if a := m.Lookup("/a"); !a.Stub || a.Forwarder {
		t.Errorf("the site: %+v", a)
	}
	if a := m.Host("x.org").Lookup("/a"); a.Stub || !a.Forwarder {
		t.Errorf("the other host: %+v", a)
	}
}

func TestRanks(t *testing.T) {
	t.Parallel()
	m := mustCompile(t, []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/{id:int}\"\ntable = \"t.csv\"\nto = \"/table/{id}\"\n[[rule]]\nfrom = \"/2\"\nto = \"/exact\"\n[[rule]]\nfrom = \"/{x}\"\nto = \"/pattern\"\n")},
		{Path: "t.csv", Data: []byte("id\n1\n2\n3\n")},
	}, Alias{From: "/3", To: "/alias/"}, Alias{From: "/caf%C3%A9/", To: "/c/"})
	for old, want := range map[string]string{"/1": "/table/1", "/2": "/exact", "/3/": "/alias/", "/4": "/pattern", "/café": "/c/", "/caf%C3%A9": "/c/"} {
		if got := m.Lookup(old); got.To != want {
			t.Errorf("%s: %q, want %q", old, got.To, want)
		}
	}
}

func TestTidy(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/a/b": "/a/b", "/a//b///c": "/a/b/c", "/a/b).": "/a/b", "/a/b/).": "/a/b/", "/a/b./": "/a/b/", "/a b>": "/a", "/a-**b/c": "/a-b/c", "/**/evil.example/x": "/evil.example/x", "/a/**/b": "/a/b", "**": "/", "/)": "/", "//": "/",
		"/a\">text</a": "/a", "/a/{b}": "/a/{b", "/a/`": "/a/",
	} {
		if got := Tidy(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if m := big(b); len(m.Stubs()) != 60000 {
			b.Fatal("stubs are missing")
		}
	}
}

// big is a map of 60,000 stubs.
func big(t testing.TB) *Map {
	return mustCompile(t, []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/t/{id:int}\"\ntable = \"t.csv\"\nto = \"/n/{to}/\"\n")},
		{Path: "t.csv", Data: []byte("id,to\n1-60000,5-60004\n")},
	})
}

func BenchmarkLookup(b *testing.B) {
	m := compileText(b, strings.Repeat("[[rule]]\nfrom = \"/x/{a}\"\nto = \"/\"\n", 1)+"[[rule]]\nfrom = \"/y/{a:int}/z/{b...}\"\nto = \"https://x.org/{a}/{b}\"\n")
	for b.Loop() {
		m.Lookup("/y/12/z/some/path.py?rev=1#L3")
	}
}
