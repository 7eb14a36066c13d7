package wiki_test

import (
	"testing"

	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/wikitest"
)

// A quote that ends takes its paragraph and marks along, and an indent opens
// quotes only for the tab stops beyond the one that it is in.
func TestQuotesEnd(t *testing.T) {
	for page, want := range map[string]string{
		"  a '''b\nc": "quote\n  paragraph: \"a \" '''(\"b\\n\")\nparagraph: \"c\"\n",
		"  a\n    b":  "quote\n  paragraph: \"a\"\n  quote\n    paragraph: \"b\"\n",
	} {
		if got := wikitest.Dump(wiki.Parse(page, wiki.Options{})); got != want {
			t.Errorf("%q:\n%s\nwant:\n%s", page, got, want)
		}
	}
}
