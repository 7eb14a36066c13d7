package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/internal/sitetest"
)

var oldSite = map[string]string{
	"content/_index.md":     "+++\ntitle = \"Home\"\n+++\n",
	"content/page.md":       "+++\ntitle = \"Page\"\naliases = [\"/old/page\"]\n+++\n",
	"content/files/a b.txt": "x",
	"redirects/r.toml": `
[[rule]]
from = "/old/t/{id:int}"
range = "1-5"
to = "https://example.com/{id}"
[[rule]]
from = "/old/way/{x}"
to = "/old/t/{x}/"
[[rule]]
from = "/old/gone/{x...}"
gone = "It was {x}."
[[rule]]
hosts = ["short.example.net"]
from = "/{id:int}"
to = "/old/t/{id}/"
`,
}

func TestFollow(t *testing.T) {
	s := sitetest.Good(t, oldSite, func(o *generator.Options) {
		o.Site.Hosts = []string{"old.example.net", "www.older.example.net"}
		o.Site.Mount = sitetest.Mount("https://example.org/base")
	})
	for old, want := range map[string]string{
		"/page/":                              "here /page/ 0",
		"/base/page/?x=1#y":                   "here /page/?x=1#y 0",
		"http://example.org/base/old/page":    "here /page/ 1",
		"http://www.old.example.net:81/page":  "here /page 0",
		"https://older.example.net/old/t/3#c": "away https://example.com/3#c 1",
		"//old.example.net//old/t/3).":        "away https://example.com/3 2",
		"/old/way/4":                          "away https://example.com/4 2",
		"/old/way/9":                          "nothing /old/t/9/ 1",
		"/old/gone/a%20b":                     "gone /old/gone/a%20b 1",
		"/files/a%20b.txt":                    "here /files/a%20b.txt 0",
		"/page/).":                            "here /page/ 0",
		"http://short.example.net/2":          "away https://example.com/2 2",
		"http://short.example.net/2.":         "away https://example.com/2 3",
		"http://short.example.net/x":          "nothing /x 0",
		"http://elsewhere.example/old/t/1":    "other host  0",
		"/nowhere":                            "nothing /nowhere 0",
	} {
		u, ok := oldurls.Parse(old)
		a := check.Follow(s, u)
		if got := fmt.Sprint(a.Outcome, " ", a.At, " ", len(a.Steps)); !ok || got != want {
			t.Errorf("%s: %s, want %s", old, got, want)
		}
	}
}

func TestCoverage(t *testing.T) {
	s := sitetest.Good(t, oldSite, func(o *generator.Options) { o.Site.Hosts = []string{"old.example.net"} })
	c := check.NewCoverage(s)
	for _, raw := range strings.Fields(`/old/page /old/page /old/t/1 /old/gone/x /lost/a/1 /lost/a/2 /lost/a/2 /lost/b/1/x /lost/b
		/7 http://short.example.net/no/x http://far.example/x no-url`) {
		c.Add([]byte(raw))
	}
	if want := (check.Tally{All: 11, Here: 1, Away: 1, Gone: 1, Nothing: 7, OtherHost: 1}); c.URLs != want {
		t.Errorf("URLs: %+v, want %+v", c.URLs, want)
	}
	if want := (check.Tally{All: 13, Here: 2, Away: 1, Gone: 1, Nothing: 8, OtherHost: 1}); c.Hits != want {
		t.Errorf("hits: %+v, want %+v", c.Hits, want)
	}
	if c.OtherHosts["far.example"] != 1 || c.Hits.Share() != 4.0/12 {
		t.Errorf("%+v %v", c.OtherHosts, c.Hits.Share())
	}
	var got []string
	for _, m := range c.Misses() {
		got = append(got, fmt.Sprint(m.Under, " ", m.URLs, " ", m.Hits, " ", m.Examples, " ", m.Froms()))
	}
	want := []string{
		"/lost/a 2 3 [/lost/a/1 /lost/a/2] [/lost/a/{id:int}]",
		"/lost/b 2 2 [/lost/b/1/x /lost/b] [/lost/b /lost/b/{path...}]",
		"/ 1 1 [/7] [/{id:int}]",
		"//short.example.net/no/x 1 1 [http://short.example.net/no/x] [/no/x]",
		"/no-url 1 1 [no-url] [/no-url]",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func BenchmarkFollow(b *testing.B) {
	s := sitetest.Good(b, oldSite)
	u, _ := oldurls.Parse("http://old.example.net/old/gone/a/b.py?rev=1#L3")
	for b.Loop() {
		check.Follow(s, u)
	}
}
