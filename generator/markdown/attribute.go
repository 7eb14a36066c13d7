package markdown

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/twisted/sitegen/generator/source"
)

// attributeText returns an attribute's value as it was written, and reports whether it is
// text: goldmark reads numbers and more.
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

// readAttributes reads {name="value" .class #id}, the values by name.
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
		return nil, source.Errorf("%s is no list of attributes", braces).
			WithHint(`write {linenos=true hl_lines="3 5-7"}, with quotes around all but words and whole numbers`)
	}
	return m, nil
}
