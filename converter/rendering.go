package converter

import (
	"maps"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rendering is what Trac made of a page: for what only Trac can compute, and as
// evidence of what was there. A nil rendering shows nothing.
type rendering struct {
	body *goquery.Selection
	ids  map[string]bool
	alts map[string]string // of the pictures, by address
	said map[string]bool   // all texts of pictures

	codes     map[string]bool // the texts of blocks of code, without white space
	errors    string          // the texts of Trac's error boxes
	swallowed *html.Node      // the <pre> that holds the rest of the page, or nil

	text    string                  // all of its text, without white space; see flatten
	spans   map[*html.Node]run      // where in text a node is
	cursor  int                     // up to which text was taken
	results map[string][]*html.Node // of a selector, those that were not taken
	asked   map[string]bool         // what shows was asked, and its answer
}

// run is a piece of the text: byte offsets, end exclusive.
type run struct{ start, end int }

// readRendering reads HTML that was parsed before.
func readRendering(text string) *rendering {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		doc = &goquery.Document{Selection: &goquery.Selection{}} // shows nothing
	}
	r := &rendering{
		body: doc.Find("body"), ids: map[string]bool{}, alts: map[string]string{}, said: map[string]bool{}, codes: map[string]bool{},
		results: map[string][]*html.Node{}, asked: map[string]bool{}, errors: doc.Find("div.system-message").Text(),
	}
	for _, pre := range r.body.Find("pre").Nodes {
		r.codes[squeeze(textOf(pre))] = true
	}
	if rest := r.body.Find("pre:has(p, h1, h2, h3, h4, h5, h6)").Nodes; len(rest) > 0 {
		r.swallowed = rest[0]
	}
	for _, img := range r.body.Find("img[src]").Nodes {
		alt := attribute(img, "alt")
		r.alts[attribute(img, "src")], r.said[alt] = alt, true
	}
	r.body.Find("[id], a[name]").Each(func(_ int, s *goquery.Selection) {
		for _, attr := range []string{"id", "name"} {
			if id, ok := s.Attr(attr); ok {
				r.ids[id] = true
			}
		}
	})
	return r
}

// flatten notes the text and where each node is in it.
func (r *rendering) flatten() {
	if r.spans != nil {
		return
	}
	r.spans = map[*html.Node]run{}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		start := b.Len()
		if n.Type == html.TextNode {
			b.WriteString(squeeze(n.Data))
		}
		if !isOutline(n) {
			for c := n.FirstChild; c != nil; c = c.NextSibling {
				walk(c)
			}
		}
		r.spans[n] = run{start, b.Len()}
	}
	for _, n := range r.body.Nodes {
		walk(n)
	}
	r.text = b.String()
}

// isOutline tells a box that is not part of the running text.
func isOutline(n *html.Node) bool {
	return n.DataAtom == atom.Div && hasClass(n, "wiki-toc")
}

func hasClass(n *html.Node, class string) bool {
	for _, a := range n.Attr {
		if a.Key == "class" {
			for _, c := range strings.Fields(a.Val) {
				if c == class {
					return true
				}
			}
		}
	}
	return false
}

// squeeze drops white space, and what Trac puts in for it.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' {
			return -1
		}
		return r
	}, s)
}

// shows tells whether the page has a text, whatever its spacing.
func (r *rendering) shows(text string) bool {
	if r == nil {
		return false
	}
	answer, known := r.asked[text]
	if !known {
		r.flatten()
		answer = strings.Contains(r.text, squeeze(text))
		r.asked[text] = answer
	}
	return answer
}

// showsCode tells whether a block of code on the page has the text.
func (r *rendering) showsCode(text string) bool { return r != nil && r.codes[squeeze(text)] }

// failed tells whether Trac shows an error that names a processor or macro.
func (r *rendering) failed(name string) bool { return r != nil && strings.Contains(r.errors, name) }

// between takes what stands after one text and before another, from where the
// last result ended; ok is false where they are not found. around counts the tags
// that the page has around it.
func (r *rendering) between(before, after string, around map[string]int) (nodes []*html.Node, ok bool) {
	if r == nil {
		return nil, false
	}
	r.flatten()
	at := strings.Index(r.text[r.cursor:], before)
	if at < 0 {
		return nil, false
	}
	start := r.cursor + at + len(before)
	end := len(r.text)
	if after != "" {
		// A macro leaves something, as a rule: it may begin with the text after it.
		if at = strings.Index(r.text[min(start+1, end):], after); at >= 0 {
			at++
		} else if strings.HasPrefix(r.text[start:], after) {
			at = 0
		} else {
			return nil, false
		}
		end = start + at
	}
	r.cursor = end
	for _, n := range r.body.Nodes {
		nodes = append(nodes, r.cut(n, run{start, end}, around)...)
	}
	return nodes, true
}

func isBlank(n *html.Node) bool {
	return n.Type == html.TextNode && strings.TrimSpace(n.Data) == ""
}

// cut copies what of a node lies within a piece of the text.
func (r *rendering) cut(n *html.Node, piece run, around map[string]int) []*html.Node {
	at := r.spans[n]
	switch {
	case at.end < piece.start || at.start > piece.end:
		return nil
	case at.start == at.end:
		if n.DataAtom == atom.Img || at.start > piece.start && at.end < piece.end {
			return []*html.Node{n}
		}
	case n.Type == html.TextNode:
		if at.end == piece.start || at.start == piece.end {
			return nil
		}
		return []*html.Node{{Type: html.TextNode, Data: clip(n.Data, piece.start-at.start, piece.end-at.start)}}
	case n.DataAtom == atom.Body:
	case around[n.Data] > 0:
		around = maps.Clone(around)
		around[n.Data]--
	case at.start >= piece.start && at.end <= piece.end:
		return []*html.Node{n}
	}
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, r.cut(c, piece, around)...)
	}
	return out
}

// clip returns the part of s between two offsets that do not count white space; the
// white space at an offset is the text's around, not the part's.
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

// take returns the next result of a selector, from where the last one ended, or
// nil. An empty selector has none.
func (r *rendering) take(selector string) *html.Node {
	if r == nil || selector == "" {
		return nil
	}
	r.flatten()
	left, known := r.results[selector]
	if !known {
		left = r.body.Find(selector).Nodes
	}
	for len(left) > 0 && r.spans[left[0]].start < r.cursor {
		left = left[1:]
	}
	if len(left) == 0 {
		r.results[selector] = nil
		return nil
	}
	r.results[selector] = left[1:]
	r.cursor = r.spans[left[0]].end
	return left[0]
}

func matches(n *html.Node, selector string) bool {
	return n.Type == html.ElementNode && goquery.NewDocumentFromNode(n).Is(selector)
}

func outerHTML(n *html.Node) string {
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		return ""
	}
	return b.String()
}
