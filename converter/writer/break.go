package writer

import (
	"regexp"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// lineBreak writes a backslash at the end of the line where text follows, else a
// tag: Markdown has no break before nothing.
func lineBreak(n *wiki.Break, before rune, more bool) string {
	switch {
	case n.Clear != "":
		return `<br style="clear: ` + n.Clear + `">`
	case more && before == '\\': // a third backslash would not be one
		return "<br>\n"
	case more:
		return "\\\n"
	}
	return "<br>"
}

// writesNothing reports whether a run of text is blank, with marks or without.
func writesNothing(list []wiki.Inline) bool {
	for _, n := range list {
		switch n := n.(type) {
		case *wiki.Text:
			if strings.TrimSpace(withoutControls(n.Value)) != "" {
				return false
			}
		case *wiki.Mark:
			if !writesNothing(n.Inlines) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// oneLine fits text to where a line cannot end: a heading, a cell, a label. A backslash at the end of a line is
// a break, if it is not an escaped one.
func oneLine(text string) string {
	text = lineEnd.ReplaceAllStringFunc(strings.Trim(text, " \n"), func(end string) string {
		if slashes := len(end) - 1; slashes%2 > 0 {
			return end[:slashes-1] + "<br>"
		}
		return end
	})
	return strings.ReplaceAll(text, "\n", " ")
}

var lineEnd = regexp.MustCompile(`\\+\n`)
