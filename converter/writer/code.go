package writer

import (
	"strings"
)

// codeBlock writes a fence longer than any within.
func codeBlock(lang, text string) []string {
	fence := strings.Repeat("`", max(3, longestRun(text, '`')+1))
	lines := []string{fence + lang}
	if text = strings.TrimSuffix(text, "\n"); text != "" {
		lines = append(lines, strings.Split(text, "\n")...)
	}
	return append(lines, fence)
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
