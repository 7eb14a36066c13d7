package generator

import (
	"bytes"
	htmltemplate "html/template"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"

	"github.com/twisted/sitegen/generator/markdown"
)

// gist is what others say of a page: lists its summary, the search its words. It is made
// when the page is rendered, or when somebody asks before.
type gist struct {
	summary htmltemplate.HTML
	words   []unique.Handle[string] // folded, sorted
	weights []uint8                 // how much each stands for the page
}

// How much a word counts, by where it stands; and in the text, no more than often.
const (
	inTitle, inHeading, inText = 20, 5, 1
	often                      = 5
)

func (s *Site) gistOf(p *Page) *gist {
	p.gist.once.Do(func() {
		body, _ := s.body(p) // its faults are told where the page is rendered
		p.gist.gist = makeGist(p, body)
	})
	return &p.gist.gist
}

func makeGist(p *Page, body *markdown.Body) gist {
	counts := map[string]int{}
	count := func(text string, weight, limit int) {
		eachWord(text, func(word string) {
			if n := counts[word]; n < limit {
				counts[word] = n + weight
			}
		})
	}
	count(strings.Join(append(append([]string{p.Title}, p.Tags...), p.Authors...), " "), inTitle, inTitle)
	count(p.Description, inHeading, inTitle+inHeading)
	for _, h := range body.Headings {
		count(plain(h.HTML), inHeading, inTitle+inHeading)
	}
	text := map[string]int{}
	eachWord(plain(string(body.HTML)), func(word string) {
		if n := text[word]; n < often {
			text[word] = n + inText
		}
	})
	for word, n := range text {
		counts[word] += n
	}
	g := gist{summary: htmltemplate.HTML(body.Summary), words: make([]unique.Handle[string], 0, len(counts)), weights: make([]uint8, 0, len(counts))}
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		g.words, g.weights = append(g.words, unique.Make(word)), append(g.weights, uint8(counts[word]))
	}
	return g
}

// plain is the text of HTML, blocks and cells apart.
func plain(fragment string) string {
	if !strings.ContainsAny(fragment, "<&") {
		return fragment
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(fragment))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !inlineTags[string(name)] {
				b.WriteByte(' ')
			}
		}
	}
}

var inlineTags = map[string]bool{"a": true, "b": true, "code": true, "em": true, "i": true, "mark": true, "s": true, "del": true, "small": true, "span": true, "strong": true, "u": true}

// eachWord finds the words of a text as search.js finds those of a question: runs of
// letters, digits and underscores, in lower case and without accents; each letter of a
// script that writes no spaces by itself.
func eachWord(text string, do func(word string)) {
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
			if n := utf8.RuneCountInString(text[:end]); n > 1 && n <= 40 {
				do(text[:end])
			}
			text = text[end:]
		default:
			text = text[size:]
		}
	}
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

func noSpaces(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
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
	return strings.ToLower(text)
}

// clip cuts a text for people to at most n letters, at a space.
func clip(text string, n int) string {
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
