package rendering

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

func (r *reader) inlines(n *html.Node) []wiki.Inline {
	var out []wiki.Inline
	for _, c := range Children(n) {
		out = append(out, r.inline(c)...)
	}
	return out
}

// id keeps an element's id for the next text.
func (r *reader) id(n *html.Node) {
	if id := attribute(n, "id"); id != "" && n.Type == html.ElementNode {
		r.ids = append(r.ids, &wiki.Anchor{Span: r.at, ID: id})
	}
}

// anchored returns the anchors that wait for a text, and the text.
func (r *reader) anchored(n wiki.Inline) []wiki.Inline {
	list := append(r.ids, n)
	r.ids = nil
	return list
}

var markOf = map[atom.Atom]wiki.MarkKind{
	atom.Strong: wiki.Bold, atom.B: wiki.Bold, atom.Em: wiki.Italic, atom.I: wiki.Italic, atom.U: wiki.Underline,
	atom.Del: wiki.Strike, atom.S: wiki.Strike, atom.Sub: wiki.Subscript, atom.Sup: wiki.Superscript,
}

func (r *reader) inline(n *html.Node) []wiki.Inline {
	one := func(i wiki.Inline) []wiki.Inline { return []wiki.Inline{i} }
	switch {
	case n.Type == html.TextNode:
		text := &wiki.Text{Span: r.at, Value: strings.Map(plainSpace, n.Data)}
		if strings.TrimSpace(text.Value) == "" {
			return one(text)
		}
		return r.anchored(text)
	case n.Type != html.ElementNode || isIcon(n):
		return nil
	}
	r.id(n)
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Input, atom.Button:
		return nil
	case atom.A:
		href := attribute(n, "href")
		if href == "" || hasClass(n, "missing") || hasClass(n, "trac-rawlink") || isActive(href) {
			return r.inlines(n)
		}
		if to := r.addresses.Href(r.at, href); to != "" {
			return one(&wiki.Hyperlink{Span: r.at, URL: to, Inlines: r.inlines(n)})
		}
		return r.inlines(n)
	case atom.Img:
		if attribute(n, "src") == "" {
			return one(&wiki.Text{Span: r.at, Value: attribute(n, "alt")})
		}
		return one(&wiki.Image{
			Span: r.at, URL: r.addresses.Src(r.at, attribute(n, "src")),
			Alt: attribute(n, "alt"), Title: attribute(n, "title"),
		})
	case atom.Br:
		return one(&wiki.Break{Span: r.at})
	case atom.Code, atom.Tt:
		return one(&wiki.Code{Span: r.at, Value: strings.Join(strings.Fields(textOf(n)), " ")})
	}
	if kind, ok := markOf[n.DataAtom]; ok {
		return one(&wiki.Mark{Span: r.at, Kind: kind, Inlines: r.inlines(n)})
	}
	return r.inlines(n)
}

// isIcon reports whether an element is one of Trac's icons. Trac 0.10 puts the label of a link
// into its icon, which is then read like the label.
func isIcon(n *html.Node) bool { return hasClass(n, "icon") && squeeze(textOf(n)) == "" }

// isActive reports whether an address does something instead of leading somewhere.
func isActive(href string) bool {
	scheme, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(href)), ":")
	return scheme == "javascript" || scheme == "vbscript" || scheme == "data"
}

// plainSpace makes a space of a line's end, for a paragraph's lines are the
// source's, and drops what Trac adds.
func plainSpace(r rune) rune {
	switch r {
	case '\n', '\t':
		return ' '
	case '\u200b':
		return -1
	}
	return r
}
