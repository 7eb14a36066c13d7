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

// Shortcode is a {{< name key="value" flag >}} that stands in a line of its own.
type Shortcode struct {
	Name     string
	Args     map[string]string // a flag's value is "true"
	Offset   int               // in the file
	Headings []*Heading        // of the whole page
}

var (
	shortcodeLine = regexp.MustCompile(`^ {0,3}\{\{<[ \t]+([a-z][a-z0-9-]*)((?:[ \t]+[a-z][a-z0-9-]*(?:="[^"\n]*")?)*)[ \t]*>\}\}[ \t]*\r?\n?$`)
	shortcodeArg  = regexp.MustCompile(`([a-z][a-z0-9-]*)(?:="([^"\n]*)")?`)
)

var kindShortcode = ast.NewNodeKind("Shortcode")

// shortcodeNode is a Shortcode in the tree, with what was made of it.
type shortcodeNode struct {
	ast.BaseBlock
	call Shortcode
	html []byte
}

func (*shortcodeNode) Kind() ast.NodeKind { return kindShortcode }

func (n *shortcodeNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.call.Name}, nil)
}

// shortcodeParser finds them; what begins like one and is none is an error.
type shortcodeParser struct{ bracedLine }

func (shortcodeParser) Open(_ ast.Node, reader text.Reader, context parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	if !strings.HasPrefix(strings.TrimLeft(string(line), " "), "{{<") || context.BlockOffset() > 3 {
		return nil, parser.NoChildren
	}
	s := context.Get(stateKey).(*state)
	m := shortcodeLine.FindSubmatch(line)
	if m == nil {
		offset := s.start + segment.Start + context.BlockOffset()
		s.list = append(s.list, s.file.Errorf(offset, "this is no shortcode").
			WithHint(`one is written {{< name key="value" >}}, in a line of its own; for plain text write \{{<`))
		return nil, parser.NoChildren
	}
	n := &shortcodeNode{call: Shortcode{Name: string(m[1]), Args: map[string]string{}, Offset: s.start + segment.Start + context.BlockOffset()}}
	for _, a := range shortcodeArg.FindAllSubmatch(m[2], -1) {
		if value := a[2]; value != nil {
			n.call.Args[string(a[1])] = string(value)
		} else {
			n.call.Args[string(a[1])] = "true"
		}
	}
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// shortcodes makes the HTML of those in a body, when its headings are known.
func (s *state) shortcodes(tree ast.Node) {
	ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		c, ok := n.(*shortcodeNode)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		c.call.Headings = s.headings
		html, list := s.options.Shortcode(c.call)
		for _, d := range list {
			if d.File == "" { // of the call, not of the theme
				s.place(c.call.Offset, d)
			} else {
				s.list = append(s.list, d)
			}
		}
		c.html = html
		return ast.WalkSkipChildren, nil
	})
}

// shortcodeRenderer writes what was made of them.
type shortcodeRenderer struct{}

func (shortcodeRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindShortcode, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.Write(n.(*shortcodeNode).html)
		}
		return ast.WalkContinue, nil
	})
}
