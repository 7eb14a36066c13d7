package rendering

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// windowLength is how much of the text around a macro is looked for, in bytes, where more of it is not what
// the page has.
const windowLength = 48

// head and tail return the text next to a gap that is looked for.
func head(s string) string { return strings.ToValidUTF8(s[:min(len(s), windowLength)], "") }
func tail(s string) string { return strings.ToValidUTF8(s[max(0, len(s)-windowLength):], "") }

// between takes what a group of macros left in the page: what stands between the texts around it, behind all
// that was taken before; ok is false where they are not found.
func (r *Results) between(g *group) (piece run, ok bool) {
	if r.page == nil {
		return run{}, false
	}
	start, ok := r.start(g)
	if !ok {
		return run{}, false
	}
	end, ok := r.end(g, start)
	return run{start, end}, ok
}

// start returns the end of the text before a group.
func (r *Results) start(g *group) (at int, ok bool) {
	text, before := r.page.flatten().text, g.around.before
	if g.around.first && strings.HasPrefix(text, before) && len(before) >= r.cursor {
		return len(before), true
	}
	if g.last != nil && g.last.parts != nil && strings.HasPrefix(text[g.last.end:], before) && g.last.end == r.cursor {
		return r.cursor + len(before), true
	}
	before = tail(before)
	if at = strings.Index(text[r.cursor:], before); at < 0 {
		return 0, false
	}
	return r.cursor + at + len(before), true
}

// end returns the beginning of the text behind a group whose result begins at start. The text may be found
// within the result as well. So, of the places where it is, the first is taken that leaves room for all that
// the page has behind, and that cuts no element of the result in two.
func (r *Results) end(g *group, start int) (at int, ok bool) {
	flat, after := r.page.flatten(), g.around.after
	if at = len(flat.text) - len(after); g.around.final && at >= start && flat.text[at:] == after {
		return at, true
	}
	if after = head(after); after == "" {
		return len(flat.text), true
	}
	for _, latest := range []int{r.latestEnd(g), len(flat.text)} {
		if at, ok = flat.find(after, start, latest, g); ok {
			return at, true
		}
	}
	return 0, false
}

// find returns where the text is that follows a result which begins at start, and lies not behind latest. A
// macro leaves something, as a rule: it may begin with the text after it. Where white space is before that
// text, it does not begin in the middle of a word, unless it is nowhere else.
func (f *flatText) find(text string, start, latest int, g *group) (at int, ok bool) {
	first := -1
	for from := start + 1; from <= latest && from <= len(f.text); from = at + 1 {
		next := strings.Index(f.text[from:], text)
		if next < 0 {
			break
		}
		if at = from + next; at > latest {
			break
		}
		if (g.glued || f.edges[at]) && !f.cuts(run{start, at}, g.tags) {
			return at, true
		}
		if first < 0 {
			first = at
		}
	}
	if strings.HasPrefix(f.text[start:], text) {
		return start, true
	}
	return first, first >= 0
}

// latestEnd returns the last place at which a group's result may end, so that the texts behind it, up to
// what nobody knows, have room in their order.
func (r *Results) latestEnd(g *group) int {
	if g.latest > 0 {
		return g.latest
	}
	var chain []*group // without what was asked for already
	for n := g; n != nil && n.latest == 0; n = n.next {
		chain = append(chain, n)
	}
	text := r.page.flatten().text
	for i := len(chain) - 1; i >= 0; i-- {
		n := chain[i]
		limit := len(text)
		if n.next != nil {
			limit = n.next.latest
		}
		switch at := len(text) - len(n.around.after); {
		case n.around.final && at >= 0 && text[at:] == n.around.after:
			limit = at
		default:
			if at = strings.LastIndex(text[:limit], n.around.after); at < 0 {
				at = strings.LastIndex(text[:limit], head(n.around.after))
			}
			if at >= 0 {
				limit = at
			}
		}
		n.latest = max(limit, 1)
	}
	return g.latest
}

// cuts reports whether the end of a piece of the text lies within an element that begins in the piece. tags
// counts the elements that the piece stands within, which may begin where it does.
func (f *flatText) cuts(piece run, tags map[string]int) bool {
	for _, n := range f.body {
		if f.cutsWithin(n, piece, tags) {
			return true
		}
	}
	return false
}

func (f *flatText) cutsWithin(n *html.Node, piece run, tags map[string]int) bool {
	at := f.runs[n]
	if n.Type != html.ElementNode || at.start >= piece.end || at.end <= piece.end {
		return false
	}
	switch {
	case n.DataAtom == atom.Body, at.start < piece.start, at.start == 0 && at.end == len(f.text):
	case tags[kindOf(n)] > 0:
		tags = without(tags, kindOf(n))
	default:
		return true
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f.cutsWithin(c, piece, tags) {
			return true
		}
	}
	return false
}

// cutAll returns what of the page lies within a piece of the text.
func (f *flatText) cutAll(piece run, tags map[string]int) []*html.Node {
	var out []*html.Node
	for _, n := range f.body {
		out = append(out, f.cut(n, piece, tags)...)
	}
	return out
}

// cut returns what of a node lies within a piece of the text.
func (f *flatText) cut(n *html.Node, piece run, tags map[string]int) []*html.Node {
	at := f.runs[n]
	switch {
	case at.end < piece.start || at.start > piece.end:
		return nil
	case at.start == at.end:
		if n.DataAtom == atom.Img || isOutline(n) || at.start > piece.start && at.end < piece.end {
			return []*html.Node{n}
		}
	case n.Type == html.TextNode:
		if at.end == piece.start || at.start == piece.end {
			return nil
		}
		return []*html.Node{{Type: html.TextNode, Data: clip(n.Data, piece.start-at.start, piece.end-at.start)}}
	case n.DataAtom == atom.Body:
	case tags[kindOf(n)] > 0:
		tags = without(tags, kindOf(n))
	case at.start >= piece.start && at.end <= piece.end:
		return []*html.Node{n}
	}
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, f.cut(c, piece, tags)...)
	}
	return out
}
