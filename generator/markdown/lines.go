package markdown

import (
	"fmt"
	"strconv"
	"strings"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/twisted/sitegen/generator/source"
)

// lines is what a fence says of its lines, behind the language, in Hugo's words:
//
//	```python {linenos=true linenostart=7 hl_lines="8 10-12" id="example"}
type lines struct {
	numbered bool
	first    int // number of the first line
	marked   [][2]int
	id       string // of the block; id-LN is that of a numbered line, as in Trac
	class    string // of the block
}

func (l lines) any() bool { return l.numbered || len(l.marked) > 0 }

func (l lines) formatting() []chromahtml.Option {
	options := []chromahtml.Option{
		chromahtml.WithClasses(true), chromahtml.WithPreWrapper(noWrapper{}), chromahtml.BaseLineNumber(l.first), chromahtml.HighlightLines(l.marked),
	}
	if l.numbered {
		options = append(options, chromahtml.WithLineNumbers(true))
		if l.id != "" {
			options = append(options, chromahtml.WithLinkableLineNumbers(true, l.id+"-L"))
		}
	}
	return options
}

// noWrapper leaves the tags around the code to us, the lines to chroma.
type noWrapper struct{}

func (noWrapper) Start(bool, string) string { return "" }
func (noWrapper) End(bool) string           { return "" }

// lineOptions reads the braces of a fence's info string.
func lineOptions(n *ast.FencedCodeBlock, src []byte) (lines, error) {
	l := lines{first: 1}
	if n.Info == nil {
		return l, nil
	}
	info := n.Info.Segment.Value(src)
	_, braces, ok := strings.Cut(string(info), "{")
	if !ok {
		return l, nil
	}
	attributes, ok := parser.ParseAttributes(text.NewReader([]byte("{" + braces)))
	if !ok {
		return l, source.Errorf("{%s is no list of attributes", braces).WithHint(`write {linenos=true hl_lines="3 5-7"}`)
	}
	for _, a := range attributes {
		name, value := string(a.Name), fmt.Sprint(a.Value)
		if b, ok := a.Value.([]byte); ok {
			value = string(b)
		}
		var err error
		switch name {
		case "linenos":
			l.numbered = value == "true" || value == "inline" || value == "table"
		case "linenostart":
			l.first, err = strconv.Atoi(value)
		case "hl_lines":
			l.marked, err = ranges(value)
		case "id":
			l.id = value
		case "class":
			l.class = value
		default:
			return l, source.Errorf("a code block has no attribute %q", name).WithHint("it has linenos, linenostart, hl_lines, id and class")
		}
		if err != nil {
			return l, source.Errorf("%s=%q is no number", name, value)
		}
	}
	return l, nil
}

// ranges reads "3 5-7".
func ranges(s string) ([][2]int, error) {
	var out [][2]int
	for _, word := range strings.Fields(s) {
		from, to, isRange := strings.Cut(word, "-")
		a, err := strconv.Atoi(from)
		b := a
		if err == nil && isRange {
			b, err = strconv.Atoi(to)
		}
		if err != nil {
			return nil, err
		}
		out = append(out, [2]int{a, b})
	}
	return out, nil
}
