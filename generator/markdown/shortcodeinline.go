package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/twisted/sitegen/generator/source"
)

var kindShortcodeInline = ast.NewNodeKind("ShortcodeInline")

// shortcodeInline is a Shortcode within text.
type shortcodeInline struct {
	ast.BaseInline
	call *Shortcode
	html []byte
}

func (*shortcodeInline) Kind() ast.NodeKind { return kindShortcodeInline }

func (n *shortcodeInline) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Name": n.call.Name}, nil)
}

// shortcodeInlineParser finds those within text; what begins like one and is none is an
// error.
type shortcodeInlineParser struct{}

func (shortcodeInlineParser) Trigger() []byte { return []byte{'{'} }

func (shortcodeInlineParser) Parse(_ ast.Node, reader text.Reader, context parser.Context) ast.Node {
	line, segment := reader.PeekLine()
	d := documentOf(context)
	offset := d.start + segment.Start
	if bytes.HasPrefix(line, []byte("{{% ")) {
		d.report(d.noShortcode(offset))
		return nil
	}
	if !bytes.HasPrefix(line, []byte("{{<")) {
		return nil
	}
	m := shortcodeStart.FindSubmatch(line)
	switch {
	case m == nil && (bytes.HasPrefix(line, []byte("{{< ")) || bytes.HasPrefix(line, []byte("{{</"))):
		d.report(d.noShortcode(offset))
	case m == nil:
	case d.options.isPaired(string(m[1])):
		d.report(d.errorf(offset, "the shortcode %s stands within text", m[1]).
			WithHint("give it, and its end, a line of its own"))
	default:
		n := &shortcodeInline{call: newShortcode(m, offset)}
		n.SetPos(segment.Start)
		reader.Advance(len(m[0]))
		return n
	}
	return nil
}

// noShortcode is the error of what begins like a shortcode.
func (d *document) noShortcode(offset int) source.Diagnostic {
	return d.errorf(offset, "this is no shortcode").
		WithHint(`one is written {{< name key="value" >}}; for plain text write \{{<`)
}
