package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// bracedLine is what the parsers of shortcodes and list styles share: each is one line
// that begins with a brace, may follow a paragraph, and ends with the line.
type bracedLine struct{}

func (bracedLine) Trigger() []byte { return []byte{'{'} }

func (bracedLine) Continue(ast.Node, text.Reader, parser.Context) parser.State {
	return parser.Close
}
func (bracedLine) Close(ast.Node, text.Reader, parser.Context) {}
func (bracedLine) CanInterruptParagraph() bool                 { return true }
func (bracedLine) CanAcceptIndentedLine() bool                 { return false }
