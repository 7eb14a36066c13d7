package markdown

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strconv"
	"strings"

	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"github.com/twisted/sitegen/generator/source"
)

// codeBlock complains of a fence's mistakes, and gives one with numbered lines an id for
// their links.
func (d *document) codeBlock(n *ast.FencedCodeBlock) {
	lines, err := fenceLines(n, d.src())
	if err != nil {
		d.reportAt(d.start+n.Info.Segment.Start, err)
	}
	if lines.numbered && lines.id == "" {
		d.numbered++
		n.SetAttributeString(codeID, d.ids.Unique(fmt.Sprintf("code-%d", d.numbered)))
	}
	if err := checkLanguage(language(n, d.src())); err != nil {
		d.reportAt(d.start+n.Info.Segment.Start, err)
	}
}

// codeID is the attribute that gives a numbered block without an id one, for the links of
// its lines.
const codeID = "code-id"

// language returns the word with which a fence begins, "" for none.
func language(n *ast.FencedCodeBlock, src []byte) string {
	lang, _, _ := strings.Cut(string(n.Language(src)), "{")
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(lang)))))
}

// codeLines is what a fence says of its lines, behind the language, in Hugo's words:
//
//	```python {linenos=true linenostart=7 hl_lines="8 10-12" id="example" title="echo.py"}
type codeLines struct {
	numbered bool
	first    int // number of the first line
	marked   [][2]int
	id       string // of the block; id-LN is that of a numbered line, as in Trac
	class    string // of the block
	title    string // above the block
}

// any reports whether some line is to be written as one.
func (l codeLines) any() bool { return l.numbered || len(l.marked) > 0 }

func (l codeLines) formatting() []chromahtml.Option {
	options := []chromahtml.Option{
		chromahtml.WithClasses(true), chromahtml.WithPreWrapper(noWrapper{}),
		chromahtml.BaseLineNumber(l.first), chromahtml.HighlightLines(l.marked),
	}
	if l.numbered {
		options = append(options, chromahtml.WithLineNumbers(true))
		if l.id != "" {
			options = append(options, chromahtml.WithLinkableLineNumbers(true, html.EscapeString(l.id)+"-L"))
		}
	}
	return options
}

// noWrapper makes chroma write the lines, and no tags around them.
type noWrapper struct{}

func (noWrapper) Start(bool, string) string { return "" }
func (noWrapper) End(bool) string           { return "" }

// fenceLines reads what a fence's info string says behind the language.
func fenceLines(n *ast.FencedCodeBlock, src []byte) (codeLines, error) {
	if n.Info == nil {
		return codeLines{first: 1}, nil
	}
	info := string(n.Info.Segment.Value(src))
	_, rest, _ := strings.Cut(strings.TrimSpace(info), " ")
	if i := strings.IndexByte(info, '{'); i >= 0 {
		rest = info[i:]
	}
	if rest = strings.TrimSpace(rest); rest == "" {
		return codeLines{first: 1}, nil
	}
	attributes, err := readAttributes(rest)
	if err != nil {
		return codeLines{first: 1}, err
	}
	return parseCodeLines(attributes, n.Lines().Len())
}

// parseCodeLines makes sense of attributes for code of count lines.
func parseCodeLines(attributes map[string]string, count int) (codeLines, error) {
	l := codeLines{first: 1}
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
			return l, source.Errorf("a code block has no attribute %q", name).
				WithHint("it has title, linenos, linenostart, hl_lines, id and class")
		}
		if err != nil {
			return l, wrong
		}
	}
	for _, r := range l.marked {
		if r[0] < l.first || r[1] >= l.first+count || r[1] < r[0] {
			return l, source.Errorf("hl_lines marks line %d, but the code has the lines %d to %d",
				r[1], l.first, l.first+count-1)
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

// ParseRange reads "3-8", whose ends are both within it, or "3" for that and no more.
func ParseRange(s string) (from, to int, err error) {
	first, last, isRange := strings.Cut(s, "-")
	if from, err = strconv.Atoi(first); err != nil || !isRange {
		return from, from, err
	}
	to, err = strconv.Atoi(last)
	return from, to, err
}
