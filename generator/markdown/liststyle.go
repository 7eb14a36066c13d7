package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A line {.lower-alpha}, {.upper-alpha}, {.lower-roman} or {.upper-roman} before a
// numbered list says how its numbers are written, for which Markdown has no words.

var (
	listStyleLine = regexp.MustCompile(`^ {0,3}\{\.(lower|upper)-(alpha|roman)\}[ \t]*\r?\n?$`)
	listTypes     = map[string]string{"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I"}
)

var kindListStyle = ast.NewNodeKind("ListStyle")

// listStyleNode waits for the list that it is about.
type listStyleNode struct {
	ast.BaseBlock
	style string // the value of type=
}

func (*listStyleNode) Kind() ast.NodeKind { return kindListStyle }

func (n *listStyleNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Style": n.style}, nil)
}

// listStyle gives the style to the list that follows; a line without one is an error.
func (d *document) listStyle(n *listStyleNode) {
	list, ok := n.NextSibling().(*ast.List)
	if !ok || !list.IsOrdered() {
		d.report(d.errorf(d.start+n.Pos(), "no numbered list follows").
			WithHint("the line before a list says how its numbers are written"))
		return
	}
	list.SetAttributeString("type", []byte(n.style))
}

type listStyleParser struct{ bracedLine }

func (listStyleParser) Open(_ ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := listStyleLine.FindSubmatch(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	n := &listStyleNode{style: listTypes[string(m[1])+"-"+string(m[2])]}
	n.SetPos(segment.Start + strings.IndexByte(string(line), '{'))
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// silentRenderer writes nothing: the list says it.
type silentRenderer struct{}

func (silentRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindListStyle, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkSkipChildren, nil
	})
}
