package markdown

import (
	"bytes"
	"html"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Shortcode is a {{< name key="value" flag >}} in a line of its own or within text. One
// whose template wants what is inside reaches to the line {{< /name >}}.
type Shortcode struct {
	Name     string
	Args     map[string]string // a flag's value is "true"
	Offset   int               // in the file
	Number   int               // on the page, from 1
	Inner    []byte            // the HTML of what is inside
	Children []*Shortcode      // those that stand directly inside
	Within   []string          // the names of those that this stands in, from the next one out
	Headings []*Heading        // of the whole page
}

const shortcodeText = `\{\{<[ \t]*([a-z][a-z0-9-]*)((?:[ \t]+[a-z][a-z0-9-]*(?:="[^"\n]*")?)*)[ \t]*>\}\}`

var (
	shortcodeStart = regexp.MustCompile(`^` + shortcodeText)
	shortcodeLine  = regexp.MustCompile(`^ {0,3}` + shortcodeText + `[ \t]*\r?\n?$`)
	shortcodeArg   = regexp.MustCompile(`([a-z][a-z0-9-]*)(?:="([^"\n]*)")?`)
	shortcodeEnd   = regexp.MustCompile(`^ {0,3}\{\{<[ \t]*/[ \t]*([a-z][a-z0-9-]*)[ \t]*>\}\}[ \t]*\r?\n?$`)
)

// newShortcode reads a match of shortcodeText, which begins at an offset of the file.
func (s *state) newShortcode(m [][]byte, offset int) *Shortcode {
	c := &Shortcode{Name: string(m[1]), Args: map[string]string{}, Offset: offset}
	for _, a := range shortcodeArg.FindAllSubmatch(m[2], -1) {
		if value := a[2]; value != nil {
			c.Args[string(a[1])] = string(value)
		} else {
			c.Args[string(a[1])] = "true"
		}
	}
	return c
}

var kindShortcode = ast.NewNodeKind("Shortcode")

// shortcodeNode is a Shortcode in the tree, with what was made of it. Its children are
// what stands inside.
type shortcodeNode struct {
	ast.BaseBlock
	call   *Shortcode // nil for an end without a beginning
	paired bool
	closed bool
	html   []byte
}

func (*shortcodeNode) Kind() ast.NodeKind { return kindShortcode }

func (n *shortcodeNode) Dump(src []byte, level int) {
	name := "/"
	if n.call != nil {
		name = n.call.Name
	}
	ast.DumpHelper(n, src, level, map[string]string{"Name": name}, nil)
}

// shortcodeParser finds those in lines of their own.
type shortcodeParser struct{ bracedLine }

func (shortcodeParser) Open(_ ast.Node, reader text.Reader, context parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	at := context.BlockOffset()
	if at < 0 || at > 3 || !bytes.HasPrefix(line[at:], []byte("{{<")) {
		return nil, parser.NoChildren
	}
	s := context.Get(stateKey).(*state)
	offset := s.start + segment.Start + at
	m := shortcodeLine.FindSubmatch(line)
	if m == nil {
		if end := shortcodeEnd.FindSubmatch(line); end != nil {
			s.list = append(s.list, s.file.Errorf(offset, "this ends no shortcode").WithHint("{{< %s >}} would have to stand before it, in a line of its own, and its template to ask for .Inner", end[1]))
			reader.AdvanceToEOL()
			return &shortcodeNode{}, parser.NoChildren
		}
		return nil, parser.NoChildren // a paragraph, which may begin with one
	}
	n := &shortcodeNode{call: s.newShortcode(m, offset)}
	n.SetPos(segment.Start + at)
	reader.AdvanceToEOL()
	n.paired = s.paired(n.call.Name)
	if n.paired && openShortcodes(context) == deepest {
		s.list = append(s.list, s.file.Errorf(offset, "more than %d shortcodes are in one another", deepest).WithHint("is one of them not ended?"))
		n.paired = false
	}
	if n.paired {
		return n, parser.HasChildren
	}
	return n, parser.NoChildren
}

// endOf is the name of the shortcode that a line ends, or "". Each block that is open asks it
// of the same line.
func (s *state) endOf(line []byte, at int) string {
	if s.end.line == nil || s.end.at != at || len(s.end.line) != len(line) {
		s.end.line, s.end.at, s.end.name = line, at, ""
		if m := shortcodeEnd.FindSubmatch(line); m != nil {
			s.end.name = string(m[1])
		}
	}
	return s.end.name
}

// deepest is how many shortcodes may be in one another.
const deepest = 16

func openShortcodes(context parser.Context) int {
	n := 0
	for _, block := range context.OpenedBlocks() {
		if block.Node.Kind() == kindShortcode {
			n++
		}
	}
	return n
}

func (shortcodeParser) Continue(node ast.Node, reader text.Reader, context parser.Context) parser.State {
	n := node.(*shortcodeNode)
	if !n.paired {
		return parser.Close
	}
	const goOn = parser.Continue | parser.HasChildren
	line, segment := reader.PeekLine()
	if !bytes.Contains(line, []byte("{{<")) || context.Get(stateKey).(*state).endOf(line, segment.Start) != n.call.Name {
		return goOn
	}
	open := context.OpenedBlocks()
	switch open[len(open)-1].Node.Kind() {
	case ast.KindFencedCodeBlock, ast.KindHTMLBlock:
		return goOn // what looks like an end is text
	}
	for i := len(open) - 1; open[i].Node != node; i-- {
		if inner, ok := open[i].Node.(*shortcodeNode); ok && inner.paired && inner.call.Name == n.call.Name {
			return goOn // it is that one's
		}
	}
	n.closed = true
	reader.AdvanceToEOL()
	return parser.Close
}

func (shortcodeParser) Close(node ast.Node, _ text.Reader, context parser.Context) {
	if n := node.(*shortcodeNode); n.paired && !n.closed {
		s := context.Get(stateKey).(*state)
		s.list = append(s.list, s.file.Errorf(n.call.Offset, "the shortcode %s is not ended", n.call.Name).
			WithHint("end it with a line {{< /%s >}}, as far from the margin as this one", n.call.Name))
	}
}

func (s *state) paired(name string) bool { return s.options.Paired != nil && s.options.Paired(name) }

// numberShortcodes counts those of a body, in order.
func (s *state) numberShortcodes(tree ast.Node) {
	number := 0
	ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if c := callOf(n); c != nil && entering {
			number++
			c.Number = number
			for up := n.Parent(); up != nil; up = up.Parent() {
				if outer := callOf(up); outer != nil {
					c.Within = append(c.Within, outer.Name)
				}
			}
		}
		return ast.WalkContinue, nil
	})
}

func callOf(n ast.Node) *Shortcode {
	switch n := n.(type) {
	case *shortcodeNode:
		return n.call
	case *shortcodeInline:
		return n.call
	}
	return nil
}

// shortcodes makes the HTML of those below a node that have none yet, inner ones first.
func (s *state) shortcodes(below ast.Node, src []byte) {
	ast.Walk(below, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *shortcodeNode:
			if entering || n.call == nil {
				return ast.WalkContinue, nil
			}
			var inner []ast.Node
			for child := n.FirstChild(); child != nil; child = child.NextSibling() {
				if c, ok := child.(*shortcodeNode); ok && c.call != nil {
					n.call.Children = append(n.call.Children, c.call)
				}
				inner = append(inner, child)
			}
			n.call.Inner = []byte(s.html(src, inner...))
			n.html = s.call(n.call)
			if isInline(n.html) {
				n.html = append(append([]byte("<p>"), bytes.TrimSpace(n.html)...), "</p>\n"...)
			}
		case *shortcodeInline:
			if entering && n.html == nil {
				n.html = append([]byte{}, bytes.TrimSpace(s.call(n.call))...)
			}
		}
		return ast.WalkContinue, nil
	})
}

// call asks for a shortcode's HTML, and notes the links in it.
func (s *state) call(c *Shortcode) []byte {
	c.Headings = s.headings
	made, list := s.options.Shortcode(c)
	for _, d := range list {
		if d.File == "" { // of the call, not of the theme
			s.place(c.Offset, d)
		} else {
			s.list = append(s.list, d)
		}
	}
	own := made
	if len(c.Inner) > 0 {
		own = bytes.Replace(made, c.Inner, nil, 1) // whose links are noted
	}
	for _, link := range linkAttribute.FindAllSubmatch(own, -1) {
		s.body.Links = append(s.body.Links, Link{URL: html.UnescapeString(string(link[1])), Offset: c.Offset})
	}
	return made
}

var linkAttribute = regexp.MustCompile(`\s(?:href|src)="([^"]*)"`)

// shortcodeRenderer writes what was made of them.
type shortcodeRenderer struct{}

func (shortcodeRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindShortcode, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.Write(n.(*shortcodeNode).html)
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(kindShortcodeInline, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.Write(n.(*shortcodeInline).html)
		}
		return ast.WalkContinue, nil
	})
}
