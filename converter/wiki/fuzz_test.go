package wiki_test

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/benchtest"
	"github.com/twisted/sitegen/internal/goldentest"
	"github.com/twisted/sitegen/internal/wikitest"
)

// FuzzParse holds the parser to its laws: it never fails, its offsets are in
// range, and the words of plain text survive.
func FuzzParse(f *testing.F) {
	for _, page := range goldentest.Pages(f, "testdata/*.txtar") {
		f.Add(page)
	}
	for _, s := range []string{
		"\x00", "\xff\xfe", "\r\n\r", "||\\", "[[", "{{{\n{{{\n", "''''''''", "\t|-\t|-", " a::", "é•\u2028x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		tree := wiki.Parse(src, macro.Options(nil))
		wikitest.CheckSpans(t, "fuzz", src, tree)
		for _, word := range strings.Fields(src) {
			isPlain := strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") == "" && src == word
			if isPlain && !strings.Contains(wikitest.Dump(tree), word) {
				t.Errorf("%q is lost", word)
			}
		}
	})
}

// hostile are pages, of about n bytes, that make a matcher crawl which looks ahead again
// and again.
var hostile = map[string]func(n int) string{
	"angles":                 repeated("<a:"),
	"backticks":              repeated("` ``"),
	"bars":                   repeated("||"),
	"braces":                 repeated("{{{}"),
	"brackets":               repeated("["),
	"camel":                  repeated("Ab"),
	"cells":                  repeated("|| a "),
	"definitions":            func(n int) string { return " " + strings.Repeat("`a", n/2) + "::" },
	"digits":                 repeated("1,"),
	"div openers":            repeated("{{{#!div\n"),
	"dots and slashes":       repeated("./"),
	"double brackets":        repeated("[["),
	"equals":                 repeated("="),
	"hashes":                 repeated("#a"),
	"links":                  repeated("[wiki:"),
	"macros and one bracket": func(n int) string { return strings.Repeat("[[a", n/3) + "]" },
	"mail":                   func(n int) string { return strings.Repeat("a.", n/2) + "@" },
	"marks":                  repeated("'''''__~~,,^"),
	"openers":                repeated("{{{\n"),
	"openers and one end":    func(n int) string { return strings.Repeat("[", n) + "]" },
	"quotes":                 repeated(">"),
	"scheme":                 func(n int) string { return strings.Repeat("a", n) + ":" },
	"spaces":                 func(n int) string { return strings.Repeat(" ", n) + "x" },
	"spaces and bars":        repeated(" |"),
	"spaces within":          func(n int) string { return "x" + strings.Repeat("\u00a0", n/2) + "x" },
	"tabs":                   repeated("\ta"),
	"word":                   repeated("ab1"),
}

func repeated(s string) func(n int) string {
	return func(n int) string { return strings.Repeat(s, n/len(s)) }
}

// Hostile input is read like any other text.
func TestHostileInput(t *testing.T) {
	size := 400_000 // bytes, of which the square would take minutes
	if testing.Short() {
		size /= 10
	}
	for name, page := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			src := page(size)
			wikitest.CheckSpans(t, name, src, wiki.Parse(src, macro.Options(nil)))
		})
	}
	t.Run("nested quotes", func(t *testing.T) {
		src := nested(500)
		wikitest.CheckSpans(t, "nested quotes", src, wiki.Parse(src, macro.Options(nil)))
	})
}

func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("> ", i) + "a\n")
	}
	return b.String()
}

// BenchmarkParse reads a real wiki's text, where its recording lies beside the
// checkout, else the golden cases. Trac's own formatter does 0.6 MB/s.
func BenchmarkParse(b *testing.B) {
	benchtest.Wiki(b, "testdata", func(page string) { wiki.Parse(page, macro.Options(nil)) })
}
