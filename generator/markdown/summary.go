package markdown

import (
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
)

// more ends a page's summary.
var more = regexp.MustCompile(`^\s*<!--\s*more\s*-->\s*$`)

// summary is what stands before <!--more-->, else the first paragraph: for lists of pages,
// so without ids, links to footnotes, and the links of headings to themselves.
func (s *state) summary(tree ast.Node, src []byte) string {
	var before []ast.Node
	found := false
	for n := tree.FirstChild(); n != nil && !found; n = n.NextSibling() {
		if h, ok := n.(*ast.HTMLBlock); ok && more.Match(h.Lines().Value(src)) {
			found = true
			break
		}
		before = append(before, n)
	}
	if !found {
		before = before[:0]
		for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
			if n.Kind() == ast.KindParagraph {
				before = append(before, n)
				break
			}
		}
	}
	before = slices.DeleteFunc(before, func(n ast.Node) bool { return n.Kind() == extension.KindFootnoteList })
	return bare(s.html(src, before...), true)
}
