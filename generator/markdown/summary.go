package markdown

import (
	"regexp"
	"slices"

	"github.com/yuin/goldmark/ast"
)

// more ends a page's summary.
var more = regexp.MustCompile(`^\s*<!--\s*more\s*-->\s*$`)

// summary is what stands before <!--more-->, else the first paragraph: for lists of pages,
// so without ids, links to footnotes, and the links of headings to themselves.
func (s *state) summary(tree ast.Node, src []byte) string {
	var nodes []ast.Node
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		nodes = append(nodes, n)
	}
	end := slices.IndexFunc(nodes, func(n ast.Node) bool {
		h, ok := n.(*ast.HTMLBlock)
		return ok && more.Match(h.Lines().Value(src))
	})
	if end >= 0 {
		return bare(s.html(src, nodes[:end]...), true)
	}
	if first := slices.IndexFunc(nodes, func(n ast.Node) bool { return n.Kind() == ast.KindParagraph }); first >= 0 {
		return bare(s.html(src, nodes[first]), true)
	}
	return ""
}
