package rendering

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flatText is a page's running text.
type flatText struct {
	text string             // without white space
	body []*html.Node       // that it is the text of
	runs map[*html.Node]run // where in text a node is
	// edges are the offsets in text that are not in the middle of a word: a node or a word begins or ends there.
	edges map[int]bool
}

// run is a piece of the text: byte offsets, end exclusive.
type run struct{ start, end int }

// flatten returns the page's text. It is made when somebody first asks: a page without
// macros needs none.
func (p *Page) flatten() *flatText {
	if p.flat != nil {
		return p.flat
	}
	p.flat = &flatText{runs: map[*html.Node]run{}, edges: map[int]bool{}, body: p.body.Nodes}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		start := b.Len()
		if n.Type == html.TextNode {
			p.flat.noteEdges(n.Data, start)
			b.WriteString(squeeze(n.Data))
		}
		if !isOutline(n) {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
		p.flat.runs[n] = run{start, b.Len()}
		p.flat.edges[start], p.flat.edges[b.Len()] = true, true
	}
	for _, n := range p.body.Nodes {
		walk(n)
	}
	p.flat.text = b.String()
	return p.flat
}

// unspaced are the scripts that put no space between words.
var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
}

// noteEdges notes where the words of a text node begin and end, which begins at an offset.
func (f *flatText) noteEdges(text string, at int) {
	inWord := false // the rune before is a letter or a digit
	for _, r := range text {
		isLetter := (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unspaced...)
		if !inWord || !isLetter {
			f.edges[at] = true
		}
		at, inWord = at+len(squeeze(string(r))), isLetter
	}
}

// isOutline reports whether a node is the table of contents, which is not part of the
// running text.
func isOutline(n *html.Node) bool { return n.DataAtom == atom.Div && hasClass(n, "wiki-toc") }

// squeeze drops white space, and what Trac puts in for it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}

// clip returns the part of s between two offsets that do not count white space. White space
// at an offset belongs to the text around, not to the part.
func clip(s string, start, end int) string {
	at := 0
	return strings.Map(func(r rune) rune {
		w := len(squeeze(string(r)))
		at += w
		if w > 0 && (at <= start || at > end) || w == 0 && (at <= start || at >= end) {
			return -1
		}
		return r
	}, s)
}
