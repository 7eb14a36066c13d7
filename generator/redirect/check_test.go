package redirect

import (
	"strings"
	"testing"
)

func TestCheckFindsWhatDoesNotArrive(t *testing.T) {
	t.Parallel()
	m := compileText(t, `
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
[[rule]]
from = "/tick"
to = "/tock"
[[rule]]
from = "/tock"
to = "/tick"
[[rule]]
from = "/grow/{x...}"
to = "/grow/on/{x}"
[[rule]]
from = "/dead"
to = "/buried"
[[rule]]
from = "/buried"
gone = "It is."
see = "/pag/"
[[rule]]
from = "/asked"
query = { "id={n:int}" = "/end/?{n}", a = "/end/", b = "/lost-too/", "c={n:int}" = "/asked/?c={n}" }
to = "/page/"
[[rule]]
from = "/marked"
fragment = { "{n:int}" = "/end/#{n}" }
to = "/page/"
[[rule]]
hosts = ["x.org"]
from = "/"
to = "/marked/"
[[rule]]
hosts = ["x.org"]
from = "/2"
to = "/end/"
[[rule]]
from = "/self"
to = "https://site.org/self"
[[rule]]
from = "/host/{x}"
to = "https://x.org/{x}"
[[rule]]
from = "/part/{x}"
to = "/part/is/{x}/"
`)
	list := m.Check(func(p string) bool { return p == "/page/" || p == "/page/#here" }, func(string) string { return "/page/" }, "site.org")
	var got []string
	for _, d := range list {
		got = append(got, d.Error())
	}
	want := []string{
		"r.toml:4:1: error: /loop redirects to itself",
		"r.toml:7:1: error: /chain redirects to /end/, which is redirected in turn (r.toml:9:1)",
		"r.toml:13:1: error: /lost redirects to /pag/, which is not there",
		"r.toml:16:1: error: /anchor redirects to /page/#nowhere, which is not there",
		"r.toml:22:1: error: /tick redirects in a loop: /tock → /tick → /tock",
		"r.toml:25:1: error: /tock redirects in a loop: /tick → /tock → /tick",
		"r.toml:28:1: error: /grow/x redirects in a loop: /grow/on/x → /grow/on/on/x → /grow/on/on/on/x → /grow/on/on/on/on/x → /grow/on/on/on/on/on/x",
		"r.toml:31:1: error: /dead redirects to /buried, which is gone (r.toml:33:1)",
		"r.toml:35:1: error: /buried redirects to /pag/, which is not there",
		"r.toml:38:1: error: /asked redirects to /end/, which is redirected in turn (r.toml:9:1)",
		"r.toml:38:1: error: /asked redirects to /lost-too/, which is not there",
		"r.toml:38:1: error: /asked redirects to itself",
		"r.toml:51:1: error: //x.org/2 redirects to /end/, which is redirected in turn (r.toml:9:1)",
		"r.toml:54:1: error: /self redirects to https://site.org/self, which is of this site or of a host with rules",
		"r.toml:57:1: error: /host/x redirects to https://x.org/x, which is of this site or of a host with rules",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if list[2].Hint != `did you mean "/page/"?` {
		t.Errorf("hint: %q", list[2].Hint)
	}
}

// A complaint that is left out puts its hint on no other.
func TestHintsStayWithTheirComplaints(t *testing.T) {
	t.Parallel()
	m := compileText(t, `
[[rule]]
from = "/a/{n:int}"
range = "1-6"
to = "/no/{n}/"
[[rule]]
from = "/a/55"
to = "/a/55/"
`)
	list := m.Check(func(string) bool { return false }, func(string) string { return "/near/" })
	hints := map[string]int{}
	for _, d := range list {
		hints[d.Hint]++
		if d.Message == "/a/55 redirects to itself" && d.Hint != "" {
			t.Errorf("%s: hint: %s", d.Message, d.Hint)
		}
	}
	if len(list) != 6 || hints[`did you mean "/near/"?`] != 4 || hints["there are more of this rule's"] != 1 {
		t.Errorf("hints: %v", hints)
	}
}

func BenchmarkCheck(b *testing.B) {
	m := big(b)
	exists := func(p string) bool { return strings.HasPrefix(p, "/n/") }
	for b.Loop() {
		if list := m.Check(exists, nil); len(list) > 0 {
			b.Fatal(list[0])
		}
	}
}
