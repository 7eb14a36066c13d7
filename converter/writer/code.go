package writer

import (
	"fmt"
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
	first := 1
	var words []string
	for _, a := range c.Attrs {
		switch a.Name {
		case "lineno":
			words = append(words, "linenos=true")
			if n, err := strconv.Atoi(a.Value); err == nil && n > 1 {
				first = n
				words = append(words, "linenostart="+a.Value)
			}
		case "class":
			words = append(words, "."+a.Value)
		case "id":
			words = append(words, `id="`+strings.ReplaceAll(a.Value, `"`, "")+`"`)
		}
	}
	last := first + strings.Count(strings.TrimSuffix(c.Text, "\n"), "\n")
	for _, a := range c.Attrs {
		if marks := marked(a.Value, first, last); a.Name == "marks" && marks != "" {
			words = append(words, `hl_lines="`+marks+`"`)
		}
	}
	if len(words) == 0 {
		return ""
	}
	lang := ""
	if c.Lang == "" {
		lang = "text"
	}
	return lang + " {" + strings.Join(words, " ") + "}"
}

// marked are those of Trac's marks, "3,5-7", that are lines of the code: of others Trac
// says nothing, sitegen would complain.
func marked(marks string, first, last int) string {
	var kept []string
	for _, word := range strings.FieldsFunc(marks, func(r rune) bool { return r == ',' || r == ' ' }) {
		from, to, isRange := strings.Cut(word, "-")
		a, err := strconv.Atoi(from)
		b := a
		if err == nil && isRange {
			b, err = strconv.Atoi(to)
		}
		switch a, b = max(a, first), min(b, last); {
		case err != nil || a > b:
		case a == b:
			kept = append(kept, strconv.Itoa(a))
		default:
			kept = append(kept, fmt.Sprintf("%d-%d", a, b))
		}
	}
	return strings.Join(kept, " ")
}

// codeSpan writes inline code. What a span cannot hold is a tag; so is what stands behind a
// backquote, for two spans would be one.
func codeSpan(text string, before rune) string {
	if strings.TrimSpace(text) == "" || strings.ContainsRune(text, '\n') || before == '`' {
		return "<code>" + escapeText(text, '>', '<', false) + "</code>"
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
