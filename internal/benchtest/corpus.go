package benchtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var vocabulary = strings.Fields(`reactor deferred protocol factory transport endpoint service plugin trial cred portal
	avatar broker callback errback producer consumer stream resource request response channel session cipher
	timeout retry node queue task event`)

// Corpus writes a site's pages, of some kilobytes each, with headings, lists, tables, links and
// Python, into its folder, as if an hour ago.
func Corpus(tb testing.TB, dir string, pages int) {
	tb.Helper()
	old := time.Now().Add(-time.Hour)
	write := func(name, text string) {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			tb.Fatal(err)
		}
		if err := os.Chtimes(full, old, old); err != nil {
			tb.Fatal(err)
		}
	}
	write("content/_index.md", "+++\ntitle = \"Home\"\n+++\n")
	write("content/docs/_index.md", "+++\ntitle = \"Docs\"\n+++\n")
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string { return vocabulary[r.IntN(len(vocabulary))] }
	sentence := func(n int) string {
		s := word()
		for range n {
			s += " " + word()
		}
		return s + "."
	}
	for i := range pages {
		var b strings.Builder
		fmt.Fprintf(&b, "+++\ntitle = \"Page %d\"\ndate = 2004-%02d-%02d\ntags = [%q, %q]\ndescription = %q\n+++\n",
			i, 1+i%12, 1+i%28, word(), word(), sentence(9))
		for part := range 5 {
			fmt.Fprintf(&b, "\n## %s %d\n\n%s %s %s\n", sentence(4), part, sentence(30), sentence(20), sentence(14))
			fmt.Fprintf(&b, "\n- %s See [a page](page-%d.md).\n- **%s** `%s`\n",
				sentence(8), r.IntN(pages), word(), word())
		}
		fmt.Fprintf(&b, "\n```python\nclass Echo%d(protocol.Protocol):\n    \"\"\"%s\"\"\"\n"+
			"    def dataReceived(self, data):\n        for i in range(%d):\n"+
			"            self.transport.write(b\"%s\" + data)\n```\n", i, sentence(6), i, word())
		fmt.Fprintf(&b, "\n| name | value |\n|---|---:|\n| %s | %d |\n| %s | %d |\n", word(), i, word(), i)
		write(fmt.Sprintf("content/docs/page-%d.md", i), b.String())
	}
}
