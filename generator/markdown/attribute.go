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

// tagAttribute is an attribute of a tag, and where its value stands in it, without quotes.
type tagAttribute struct {
	name       string // in small letters
	start, end int
}

// attributesOf returns the attributes of an HTML tag that have a value.
func attributesOf(tag string) []tagAttribute {
	var list []tagAttribute
	const blanks = " \t\r\n\f"
	at := strings.IndexAny(tag+" ", blanks) // after the name
	skip := func(set string) {
		for at < len(tag) && strings.IndexByte(set, tag[at]) >= 0 {
			at++
		}
	}
	until := func(set string) int {
		if n := strings.IndexAny(tag[at:], set); n >= 0 {
			return at + n
		}
		return len(tag)
	}
	for {
		skip(blanks + "/")
		if at == len(tag) || tag[at] == '>' {
			return list
		}
		nameEnd := max(at+1, until(blanks+"/>=")) // a name may begin with =
		name := strings.ToLower(tag[at:min(nameEnd, len(tag))])
		at = min(nameEnd, len(tag))
		skip(blanks)
		if at == len(tag) || tag[at] != '=' {
			continue
		}
		at++
		skip(blanks)
		end, set := 0, blanks+">"
		if at < len(tag) && (tag[at] == '"' || tag[at] == '\'') {
			set = tag[at : at+1]
			at++
		}
		end = until(set)
		list = append(list, tagAttribute{name, at, end})
		if at = end; len(set) == 1 && at < len(tag) {
			at++
		}
	}
}
