package search

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"

	"golang.org/x/text/unicode/norm"
)

// Text is what the words of a page are found in: plain text, without markup.
type Text struct {
	Title       string // with tags and authors
	Description string
	Headings    []string
	Body        string
}

// Words are what the search knows a page by.
type Words struct {
	words   []unique.Handle[string] // folded, sorted
	weights []uint8                 // how much each stands for the page
}

// How much a word counts, by where it stands; and in the text, no more than often.
const (
	inTitle, inHeading, inText = 20, 5, 1
	often                      = 5
)

// CountWords finds the words of a page.
func CountWords(t Text) Words {
	counts := map[string]int{}
	count := func(text string, weight, limit int) {
		eachWord(text, 1, func(word string) {
			if n := counts[word]; n < limit {
				counts[word] = n + weight
			}
		})
	}
	count(t.Title, inTitle, inTitle)
	count(t.Description, inHeading, inTitle+inHeading)
	for _, h := range t.Headings {
		count(h, inHeading, inTitle+inHeading)
	}
	text := map[string]int{}
	eachWord(t.Body, 2, func(word string) {
		if n := text[word]; n < often {
			text[word] = n + inText
		}
	})
	for word, n := range text {
		counts[word] += n
	}
	w := Words{make([]unique.Handle[string], 0, len(counts)), make([]uint8, 0, len(counts))}
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		w.words, w.weights = append(w.words, unique.Make(word)), append(w.weights, uint8(counts[word]))
	}
	return w
}

// longestWord is how much of a word is kept; search.js cuts a question's words alike.
const longestWord = 40 // letters

// eachWord finds the words of a text that have some letters, as search.js finds those of a
// question: runs of letters, digits and underscores, in lower case and without accents; each
// letter of a script that writes no spaces by itself.
func eachWord(text string, least int, do func(word string)) {
	text = fold(text)
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case noSpaces(r):
			do(text[:size])
			text = text[size:]
		case isWord(r):
			end := strings.IndexFunc(text, func(r rune) bool { return !isWord(r) || noSpaces(r) })
			if end < 0 {
				end = len(text)
			}
			if n := utf8.RuneCountInString(text[:end]); n > longestWord {
				do(string([]rune(text[:end])[:longestWord]))
			} else if n >= least {
				do(text[:end])
			}
			text = text[end:]
		default:
			text = text[size:]
		}
	}
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf { // most are
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func noSpaces(r rune) bool {
	return r >= utf8.RuneSelf && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// fold takes case and accents away.
func fold(text string) string {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			text = string(bytes.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFKD.Bytes([]byte(text))))
			break
		}
	}
	return strings.ReplaceAll(strings.ToLower(text), "ς", "σ") // which a browser writes at a word's end
}

// Clip cuts a text for people to at most n letters, at a space.
func Clip(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	cut := string([]rune(text)[:n])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return cut + "…"
}
