package search

import (
	"strings"
	"testing"
)

// The words of a text are cut and folded as search.js does it with those of a question.
func TestWordsAreThoseOfTheScript(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", longestWord)
	for text, want := range map[string]string{
		long + "yy":    `"words":{"` + long + `":`,
		"ΛΌΓΟΣ":        `"words":{"λογοσ":`,
		"λόγος":        `"words":{"λογοσ":`,
		"Café":         `"words":{"cafe":`,
		"\u6771\u4eac": `"words":{"` + "\u4eac" + `":[0,1],"` + "\u6771" + `":[0,1]}`,
	} {
		data, err := Index([]Entry{{Words: CountWords(Text{Body: text})}})
		if err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %s, %v; want %s", text, data, err, want)
		}
	}
}
