package markdown

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// transformer hands each construct of a parsed body to its file, which finishes it in the
// tree and complains of what cannot be right.
type transformer struct{}

// Transform implements parser.ASTTransformer.
func (transformer) Transform(tree *ast.Document, _ text.Reader, context parser.Context) {
	d := documentOf(context)
	var quotes []*ast.Blockquote // alerts replace them, which a walk must not see
	var refused []*ast.AutoLink  // text replaces them, likewise
	ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			d.heading(n)
		case *ast.Link:
			n.Destination = d.link(n, n.Destination)
		case *ast.Image:
			d.image(n)
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && d.link(n, n.URL(d.src())) == nil {
				refused = append(refused, n)
			}
		case *ast.FencedCodeBlock:
			d.codeBlock(n)
		case *ast.HTMLBlock:
			d.htmlBlock(n)
		case *ast.RawHTML:
			d.htmlInline(n)
		case *ast.Blockquote:
			quotes = append(quotes, n)
		case *listStyleNode:
			d.listStyle(n)
		case *extension.TableRow:
			tableRow(n, d.options.Anchors)
		case *extension.TableCell:
			tableCell(n, d.src())
		}
		return ast.WalkContinue, nil
	})
	d.closeAll()
	for _, n := range refused {
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(util.EscapeHTML(n.Label(d.src()))))
	}
	for _, n := range quotes {
		d.alert(n)
	}
}

// plainText returns a node's text as a reader sees it.
func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			value := n.Segment.Value(src)
			if _, code := n.Parent().(*ast.CodeSpan); !code {
				value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
			}
			b.Write(value)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String: // the typographer's are entities
			b.Write(util.ResolveEntityNames(n.Value))
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
