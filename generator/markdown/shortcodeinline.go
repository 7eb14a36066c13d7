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
	if bytes.HasPrefix(line, []byte("{{% ")) {
		s := context.Get(stateKey).(*state)
		s.list = append(s.list, s.noShortcode(s.start+segment.Start))
		return nil
	}
	if !bytes.HasPrefix(line, []byte("{{<")) {
		return nil
	}
	s := context.Get(stateKey).(*state)
	offset := s.start + segment.Start
	m := shortcodeStart.FindSubmatch(line)
	switch {
	case m == nil && (bytes.HasPrefix(line, []byte("{{< ")) || bytes.HasPrefix(line, []byte("{{</"))):
		s.list = append(s.list, s.noShortcode(offset))
	case m == nil:
	case s.paired(string(m[1])):
		s.list = append(s.list, s.file.Errorf(offset, "the shortcode %s stands within text", m[1]).WithHint("give it, and its end, a line of its own"))
	default:
		n := &shortcodeInline{call: s.newShortcode(m, offset)}
		n.SetPos(segment.Start)
		reader.Advance(len(m[0]))
		return n
	}
	return nil
}

func (s *state) noShortcode(offset int) source.Diagnostic {
	return s.file.Errorf(offset, "this is no shortcode").WithHint(`one is written {{< name key="value" >}}; for plain text write \{{<`)
}
