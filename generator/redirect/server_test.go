package redirect

import (
	"regexp"
	"testing"

	"github.com/twisted/sitegen/generator/source"
)

// A path without a stub is asked for its queries where the other patterns are, for no
// concrete path of a server asks for them.
func TestQueriesOfConcretePaths(t *testing.T) {
	t.Parallel()
	m := compileText(t, `
[[rule]]
from = "/with"
query = { "q={x}" = "/x/{x}/" }
to = "/y/"
[[rule]]
from = "/without"
query = { "q={x}" = "/x/{x}/" }
to = "/y/"
stub = false
`)
	concrete, patterns := m.ServerRules()
	if len(concrete) != 1 || concrete[0].Path != "/with" || !concrete[0].AsksQuery {
		t.Errorf("concrete paths: %+v", concrete)
	}
	of := map[string]int{}
	for _, r := range patterns {
		if r.OfConcrete() {
			of[r.Source.String()]++
		}
	}
	if of["r.toml:3:1"] != 1 || len(of) != 1 {
		t.Errorf("of concrete paths: %v", of)
	}
}

// What a table of what is gone lacks is not gone: it leads where missing says.
func TestMissingFromWhatIsGone(t *testing.T) {
	t.Parallel()
	m := mustCompile(t, []*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/g/{id}\"\ntable = \"t.csv\"\ngone = \"It is.\"\nmissing = \"/{id|lower}/\"\n")},
		{Path: "t.csv", Data: []byte("id\n1\n")},
	})
	entries := m.Entries()
	if e := entries[len(entries)-1]; e.To != "/{id|lower}/" || e.Gone != "" {
		t.Errorf("listed as %+v", e)
	}
	if _, patterns := m.ServerRules(); len(patterns) != 1 || patterns[0].Gone {
		t.Errorf("for servers: %+v", patterns)
	}
}

// What a URL holds cannot make a server's answer lead to another host, nor add parameters to
// its query.
func TestServersStayWhereTheRuleLeads(t *testing.T) {
	t.Parallel()
	m := compileText(t, `
[[rule]]
from = "/t/{x...}"
to = "/{x}"
[[rule]]
from = "/q/{x}"
to = "https://x.org/?q={x}"
`)
	_, patterns := m.ServerRules()
	answer := func(request string) string {
		for _, r := range patterns {
			groups := regexp.MustCompile(r.Regexp).FindStringSubmatch(request)
			if groups == nil {
				continue
			}
			to := ""
			for _, p := range r.To {
				if to += p.Text; p.Group > 0 {
					to += groups[p.Group]
				}
			}
			return to
		}
		return ""
	}
	for request, want := range map[string]string{
		"/t/a/b": "/a/b", "/t//evil.example": "/evil.example", "/t/%2F/evil.example": "/evil.example",
		"/t/%2f%2Fevil.example": "/evil.example", `/t/\evil.example`: "",
		"/q/a%20b": "https://x.org/?q=a%20b", "/q/a&admin=1": "", "/q/a+b": "", "/q/a;b": "", "/q/a=b": "",
	} {
		if got := answer(request); got != want {
			t.Errorf("%s leads to %q, want %q", request, got, want)
		}
	}
}
