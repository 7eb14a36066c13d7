package wiki_test

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/wikitest"
)

// A construct may begin with a character that few pages begin it with: a rule names
// the first bytes of all of them, since the scanner tries it at no others.
func TestFirstBytes(t *testing.T) {
	for page, want := range map[string]string{
		"\u00a0* a": "bullets", "•\u00a0a": "bullets", "- a": "bullets", "\x1f- a": "bullets",
		"9. a": "numbers", "Z. a": "numbers upperalpha", "v. a": "numbers loweralpha from 22",
		"\u00a0\u3000a:: b": "definitions", "\x1f a:: b": "definitions",
		"\u3000= a": "heading 1", "\x1f= a": "heading 1",
		"\u00a0a": "quote", "\x1fa": "quote",
		"a\u00a0|-": "table", "a\v|-": "table", "a|-": "table", "=||a||": "table", "a\u2003|-": "table",
		"ÉtéÉté": "camel", "../PageName": "camel", "/PageName": "camel",
		"+a@example.org": "email", "_a@example.org": "email", "'a@example.org": "email", "7@example.org": "email",
		"Wiki:a": "short", "rx:a": "short", "r7": "changeset",
	} {
		if got := wikitest.Dump(wiki.Parse(page, wiki.Options{})); !strings.Contains(got, want) {
			t.Errorf("%q has no %s:\n%s", page, want, got)
		}
	}
}
