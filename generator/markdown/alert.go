package markdown

import (
	"bytes"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// Alerts are GitHub's: a quote whose first line is [!NOTE], or another of its five words.

var alertLine = regexp.MustCompile(`^\[!([A-Za-z]+)\][ \t]*\r?\n?$`)

var alertTitles = map[string]string{
	"note": "Note", "tip": "Tip", "important": "Important", "warning": "Warning", "caution": "Caution",
}

var kindAlert = ast.NewNodeKind("Alert")

type alertNode struct {
	ast.BaseBlock
	word string // "note"
}

func (*alertNode) Kind() ast.NodeKind { return kindAlert }

func (n *alertNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Word": n.word}, nil)
}

// alert makes one of a quote that begins like it; other quotes stay. An unknown word is an
// error: on GitHub, too, it would be no alert.
func (d *document) alert(quote *ast.Blockquote) {
	first, ok := quote.FirstChild().(*ast.Paragraph)
	if !ok || first.Lines().Len() == 0 {
		return
	}
	line := first.Lines().At(0)
	m := alertLine.FindSubmatch(line.Value(d.src()))
	if m == nil {
		return
	}
	word := strings.ToLower(string(m[1]))
	if alertTitles[word] == "" {
		if bytes.Equal(bytes.ToUpper(m[1]), m[1]) {
			d.report(d.errorf(d.start+line.Start, "there is no alert [!%s]", m[1]).
				WithHint("the alerts are NOTE, TIP, IMPORTANT, WARNING and CAUTION; "+
					"for plain text write \\[!%s]", m[1]))
		}
		return
	}
	// The inlines of the word go, up to the end of its line.
	for n := first.FirstChild(); n != nil; {
		next := n.NextSibling()
		t, isText := n.(*ast.Text)
		first.RemoveChild(first, n)
		if isText && t.SoftLineBreak() || isText && t.HardLineBreak() || isText && t.Segment.Stop >= line.Stop-1 {
			break
		}
		n = next
	}
	a := &alertNode{word: word}
	a.SetPos(quote.Pos())
	for n := quote.FirstChild(); n != nil; {
		next := n.NextSibling()
		if n != first || first.FirstChild() != nil {
			a.AppendChild(a, n)
		}
		n = next
	}
	quote.Parent().ReplaceChild(quote.Parent(), quote, a)
}

type alertRenderer struct{}

func (alertRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindAlert, func(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
		n := node.(*alertNode)
		if entering {
			w.WriteString(`<div class="alert alert-` + n.word + `" role="note">` + "\n" +
				`<p class="alert-title">` + html.EscapeString(alertTitles[n.word]) + "</p>\n")
		} else {
			w.WriteString("</div>\n")
		}
		return ast.WalkContinue, nil
	})
}
