package redirect

import (
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
