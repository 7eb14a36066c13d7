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
	Places   map[string]Place  // of the arguments' values in the file; flags have none
	Offset   int               // in the file
	Number   int               // on the page, from 1
	Inner    []byte            // the HTML of what is inside
	Children []*Shortcode      // those directly inside
	Within   []string          // the names of those that this one is inside of, the innermost first
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
func newShortcode(m [][]byte, offset int) *Shortcode {
	c := &Shortcode{Name: string(m[1]), Args: map[string]string{}, Places: map[string]Place{}, Offset: offset}
	args := offset + bytes.Index(m[0], m[1]) - bytes.Index(m[0], []byte("{{<")) + len(m[1]) // where they begin
	for _, a := range shortcodeArg.FindAllSubmatchIndex(m[2], -1) {
		name := string(m[2][a[2]:a[3]])
		if a[4] < 0 {
			c.Args[name] = "true"
			delete(c.Places, name) // of one that is given twice the last counts
			continue
		}
		c.Args[name] = string(m[2][a[4]:a[5]])
		c.Places[name] = Place{args + a[4], args + a[5]}
	}
	return c
}

var kindShortcode = ast.NewNodeKind("Shortcode")

// shortcodeNode is a Shortcode in the tree, with its HTML. Its children are what is
// inside.
type shortcodeNode struct {
	ast.BaseBlock
	call   *Shortcode // nil for an end without a beginning
	paired bool       // it has an end
	closed bool       // its end was found
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
	d := documentOf(context)
	offset := d.start + segment.Start + at
	m := shortcodeLine.FindSubmatch(line)
	if m == nil {
		if end := shortcodeEnd.FindSubmatch(line); end != nil {
			d.report(d.errorf(offset, "this ends no shortcode").
				WithHint("{{< %s >}} would have to stand before it, in a line of its own, "+
					"and its template to ask for .Inner", end[1]))
			reader.AdvanceToEOL()
			return &shortcodeNode{}, parser.NoChildren
		}
		return nil, parser.NoChildren // a paragraph, which may begin with one
	}
	n := &shortcodeNode{call: newShortcode(m, offset)}
	n.SetPos(segment.Start + at)
	reader.AdvanceToEOL()
	n.paired = d.options.isPaired(n.call.Name)
	if n.paired && openShortcodes(context) == deepest {
		d.report(d.errorf(offset, "more than %d shortcodes are in one another", deepest).
			WithHint("is one of them not ended?"))
		n.paired = false
	}
	if n.paired {
		return n, parser.HasChildren
	}
	return n, parser.NoChildren
}

// shortcodeEnds remembers which shortcode a line ends: each block that is open asks it of
// the same line.
type shortcodeEnds struct {
	line []byte
	at   int // where the line begins in the body
	name string
}

// of returns the name of the shortcode that a line ends, or "".
func (e *shortcodeEnds) of(line []byte, at int) string {
	if e.line == nil || e.at != at || len(e.line) != len(line) {
		*e = shortcodeEnds{line: line, at: at}
		if m := shortcodeEnd.FindSubmatch(line); m != nil {
			e.name = string(m[1])
		}
	}
	return e.name
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
	if !bytes.Contains(line, []byte("{{<")) || documentOf(context).ends.of(line, segment.Start) != n.call.Name {
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
		d := documentOf(context)
		d.report(d.errorf(n.call.Offset, "the shortcode %s is not ended", n.call.Name).
			WithHint("end it with a line {{< /%s >}}, as far from the margin as this one", n.call.Name))
	}
}

// isPaired reports whether a shortcode has something inside and an end.
func (o Options) isPaired(name string) bool { return o.Paired != nil && o.Paired(name) }

// numberShortcodes counts those of a body, in order.
func numberShortcodes(tree ast.Node) {
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

// callOf returns the shortcode that a node is, or nil.
func callOf(n ast.Node) *Shortcode {
	switch n := n.(type) {
	case *shortcodeNode:
		return n.call
	case *shortcodeInline:
		return n.call
	}
	return nil
}

// expandShortcodes makes the HTML of those below a node that have none yet, inner ones
// first.
func (d *document) expandShortcodes(below ast.Node) {
	ast.Walk(below, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *shortcodeNode:
			if !entering && n.call != nil {
				d.expandBlock(n)
			}
		case *shortcodeInline:
			if entering && n.html == nil {
				n.html = append([]byte{}, bytes.TrimSpace(d.expand(n.call))...)
			}
		}
		return ast.WalkContinue, nil
	})
}

// expandBlock makes the HTML of a shortcode in a line of its own, whose children have theirs.
func (d *document) expandBlock(n *shortcodeNode) {
	var inside []ast.Node
	for child := n.FirstChild(); child != nil; child = child.NextSibling() {
		if c, ok := child.(*shortcodeNode); ok && c.call != nil {
			n.call.Children = append(n.call.Children, c.call)
		}
		inside = append(inside, child)
	}
	n.call.Inner = []byte(d.nodes.html(d.src(), inside...))
	n.html = d.expand(n.call)
	if isInline(n.html) {
		n.html = append(append([]byte("<p>"), bytes.TrimSpace(n.html)...), "</p>\n"...)
	}
}

// expand asks for a shortcode's HTML, and notes the links in it.
func (d *document) expand(c *Shortcode) []byte {
	c.Headings = d.outline.headings
	expanded, list := d.options.Shortcode(c)
	for _, problem := range list {
		if problem.File == "" { // of the call, not of the theme
			d.reportAt(c.Offset, problem)
		} else {
			d.report(problem)
		}
	}
	around := expanded
	if len(c.Inner) > 0 {
		around = bytes.Replace(expanded, c.Inner, nil, 1) // whose links are noted
	}
	for _, link := range linkAttribute.FindAllSubmatch(around, -1) {
		d.body.Links = append(d.body.Links, Link{URL: html.UnescapeString(string(link[1])), Offset: c.Offset})
	}
	return expanded
}

var linkAttribute = regexp.MustCompile(`\s(?:href|src)="([^"]*)"`)

// shortcodeRenderer writes the HTML of shortcodes.
type shortcodeRenderer struct{}

func (shortcodeRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindShortcode, writeShortcode)
	r.Register(kindShortcodeInline, writeShortcodeInline)
}

func writeShortcode(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.Write(n.(*shortcodeNode).html)
	}
	return ast.WalkSkipChildren, nil
}

func writeShortcodeInline(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.Write(n.(*shortcodeInline).html)
	}
	return ast.WalkContinue, nil
}
