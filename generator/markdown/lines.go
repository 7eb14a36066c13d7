package markdown

import (
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/yuin/goldmark/ast"

	"github.com/twisted/sitegen/generator/source"
)

// lines is what a fence says of its lines, behind the language, in Hugo's words:
//
//	```python {linenos=true linenostart=7 hl_lines="8 10-12" id="example" title="echo.py"}
type lines struct {
	numbered bool
	first    int // number of the first line
	marked   [][2]int
	id       string // of the block; id-LN is that of a numbered line, as in Trac
	class    string // of the block
	title    string // above the block
}

func (l lines) any() bool { return l.numbered || len(l.marked) > 0 }

func (l lines) formatting() []chromahtml.Option {
	options := []chromahtml.Option{
		chromahtml.WithClasses(true), chromahtml.WithPreWrapper(noWrapper{}), chromahtml.BaseLineNumber(l.first), chromahtml.HighlightLines(l.marked),
	}
	if l.numbered {
		options = append(options, chromahtml.WithLineNumbers(true))
		if l.id != "" {
			options = append(options, chromahtml.WithLinkableLineNumbers(true, html.EscapeString(l.id)+"-L"))
		}
	}
	return options
}

// noWrapper leaves the tags around the code to us, the lines to chroma.
type noWrapper struct{}

func (noWrapper) Start(bool, string) string { return "" }
func (noWrapper) End(bool) string           { return "" }

// lineOptions reads what a fence's info string says behind the language.
func lineOptions(n *ast.FencedCodeBlock, src []byte) (lines, error) {
	if n.Info == nil {
		return lines{first: 1}, nil
	}
	info := string(n.Info.Segment.Value(src))
	_, rest, _ := strings.Cut(strings.TrimSpace(info), " ")
	if i := strings.IndexByte(info, '{'); i >= 0 {
		rest = info[i:]
	}
	if rest = strings.TrimSpace(rest); rest == "" {
		return lines{first: 1}, nil
	}
	attributes, err := readAttributes(rest)
	if err != nil {
		return lines{first: 1}, err
	}
	return linesOf(attributes, n.Lines().Len())
}

// linesOf makes sense of attributes for code of a number of lines.
func linesOf(attributes map[string]string, count int) (lines, error) {
	l := lines{first: 1}
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		value := attributes[name]
		wrong := source.Errorf("%s=%q is no number", name, value)
		var err error
		switch name {
		case "linenos":
			l.numbered = value != "false"
			if value != "true" && value != "false" && value != "inline" && value != "table" {
				return l, source.Errorf("linenos=%q is neither true nor false", value)
			}
		case "linenostart":
			l.first, err = strconv.Atoi(value)
		case "hl_lines":
			l.marked, err = ranges(value)
			wrong = source.Errorf("hl_lines=%q is no list of lines", value).WithHint(`write hl_lines="3 5-7"`)
		case "id":
			l.id = value
		case "class":
			l.class = value
		case "title":
			l.title = value
		default:
			return l, source.Errorf("a code block has no attribute %q", name).WithHint("it has title, linenos, linenostart, hl_lines, id and class")
		}
		if err != nil {
			return l, wrong
		}
	}
	for _, r := range l.marked {
		if r[0] < l.first || r[1] >= l.first+count || r[1] < r[0] {
			return l, source.Errorf("hl_lines marks line %d, but the code has the lines %d to %d", r[1], l.first, l.first+count-1)
		}
	}
	return l, nil
}

// ranges reads "3 5-7".
func ranges(s string) ([][2]int, error) {
	var out [][2]int
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		from, to, err := ParseRange(word)
		if err != nil {
			return nil, err
		}
		out = append(out, [2]int{from, to})
	}
	return out, nil
}

// ParseRange reads "3-8", or "3" for that alone.
func ParseRange(s string) (from, to int, err error) {
	first, last, isRange := strings.Cut(s, "-")
	if from, err = strconv.Atoi(first); err != nil || !isRange {
		return from, from, err
	}
	to, err = strconv.Atoi(last)
	return from, to, err
}
