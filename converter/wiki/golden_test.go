package wiki_test

import (
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/goldentest"
	"github.com/twisted/sitegen/internal/wikitest"
)

// The golden cases are in testdata, a construct a file: "name.wiki" is a page,
// "name.tree" what the parser makes of it. What Trac 1.6 makes of each was
// looked up before it was written down.
func TestGolden(t *testing.T) {
	goldentest.Run(t, "testdata/*.txtar", func(t *testing.T, name, page string) []txtar.File {
		tree := wiki.Parse(page, macro.Options(nil))
		wikitest.CheckSpans(t, name, page, tree)
		return []txtar.File{{Name: ".tree", Data: []byte(wikitest.Dump(tree))}}
	})
}
