package writer

import (
	"strconv"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// codeBlock writes a fence longer than any within, what is known of its lines
// behind the language.
func codeBlock(c *wiki.CodeBlock) []string {
	text := c.Text
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	lines := []string{fence + c.Lang + lineAttributes(c)}
	if text = strings.TrimSuffix(text, "\n"); text != "" {
		lines = append(lines, strings.Split(text, "\n")...)
	}
	return append(lines, fence)
}

// lineAttributes writes {linenos=true linenostart=7 hl_lines="3 5-7" id="x"}, the
// words of Hugo; marks count as the lines are numbered.
func lineAttributes(c *wiki.CodeBlock) string {
	if len(c.Attrs) == 0 {
		return ""
	}
	var words []string
	for _, a := range c.Attrs {
		switch a.Name {
		case "lineno":
			words = append(words, "linenos=true")
			if n, err := strconv.Atoi(a.Value); err == nil && n > 1 {
				words = append(words, "linenostart="+a.Value)
			}
		case "marks":
			words = append(words, `hl_lines="`+strings.ReplaceAll(strings.ReplaceAll(a.Value, `"`, ""), ",", " ")+`"`)
		case "class":
			words = append(words, "."+a.Value)
		case "id":
			words = append(words, `id="`+strings.ReplaceAll(a.Value, `"`, "")+`"`)
		}
	}
	lang := ""
	if c.Lang == "" {
		lang = "text"
	}
	return lang + " {" + strings.Join(words, " ") + "}"
}

// codeSpan writes inline code. What a span cannot hold is a tag.
func codeSpan(text string) string {
	if strings.TrimSpace(text) == "" || strings.ContainsRune(text, '\n') {
		return "<code>" + escapeHTML(text) + "</code>"
	}
	fence := strings.Repeat("`", longestRun(text, '`')+1)
	if text[0] == '`' || text[len(text)-1] == '`' || text[0] == ' ' && text[len(text)-1] == ' ' {
		text = " " + text + " "
	}
	return fence + text + fence
}

func longestRun(s string, c byte) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] == c {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}
