package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	renderer "github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/source"
)

// attributeText is an attribute's value as it was written: goldmark reads numbers and more.
func attributeText(value any) (string, bool) {
	switch v := value.(type) {
	case []byte:
		return string(v), true
	case string:
		return v, true
	case bool:
		return strconv.FormatBool(v), true
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), true
	case nil:
		return "", true
	}
	return "", false
}

// readAttributes reads {name="value" .class #id}.
func readAttributes(braces string) (map[string]string, error) {
	reader := text.NewReader([]byte(braces))
	attributes, ok := parser.ParseAttributes(reader)
	if _, rest := reader.Position(); ok && strings.TrimSpace(braces[min(rest.Start, len(braces)):]) != "" {
		ok = false
	}
	m := map[string]string{}
	for _, a := range attributes {
		v, isText := attributeText(a.Value)
		ok = ok && isText
		m[string(a.Name)] = v
	}
	if !ok {
		return nil, source.Errorf("%s is no list of attributes", braces).WithHint(`write {linenos=true hl_lines="3 5-7"}, with quotes around all but words and whole numbers`)
	}
	return m, nil
}

// headingAttributes judges those behind a heading as those of raw HTML, and makes text of them.
func (s *state) headingAttributes(h *ast.Heading) {
	attributes := h.Attributes()
	h.RemoveAttributes()
	for _, a := range attributes {
		name := string(a.Name)
		value, ok := attributeText(a.Value)
		if !ok {
			s.place(s.start+max(0, h.Pos()), source.Errorf("the attribute %s of this heading is no text", name).WithHint(`write %s="…"`, name))
			continue
		}
		if !s.unsafe {
			tag := html.Token{Type: html.StartTagToken, Data: "h2", Attr: []html.Attribute{{Key: strings.ToLower(name), Val: value}}}
			if problem := allowed.problem("h2", tag.String()); problem.Message != "" {
				s.place(s.start+max(0, h.Pos()), problem)
				continue
			}
		}
		if !renderer.HeadingAttributeFilter.Contains(a.Name) && !strings.HasPrefix(name, "data-") {
			s.place(s.start+max(0, h.Pos()), source.Errorf("a heading has no attribute %s", name).WithHint("it has id, class, title, lang, style, data-… and the like"))
			continue
		}
		h.SetAttribute(a.Name, []byte(value))
	}
}
