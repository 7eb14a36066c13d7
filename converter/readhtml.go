package converter

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

// readHTML makes plain nodes of what Trac rendered, so that it can be edited like
// the rest of the page.
func (l *lowering) readHTML(at wiki.Span, nodes []*html.Node) []wiki.Block {
	r := &htmlReader{lowering: l, at: at}
	return r.blocks(nodes)
}

type htmlReader struct {
	*lowering
	at  wiki.Span
	ids []wiki.Inline // anchors of the elements that the next text is in
}

// blocks reads nodes of any kind: text between blocks becomes paragraphs.
func (r *htmlReader) blocks(nodes []*html.Node) []wiki.Block {
	var out []wiki.Block
	var text []wiki.Inline
	flush := func() {
		if hasMore(text) || strings.TrimSpace(wiki.PlainText(text)) != "" {
			out = append(out, &wiki.Paragraph{Span: r.at, Bare: true, Inlines: text})
		}
		text = nil
	}
	for _, n := range nodes {
		if blocks, ok := r.block(n); ok {
			flush()
			out = append(out, blocks...)
		} else {
			text = append(text, r.inline(n)...)
		}
	}
	flush()
	return out
}

func children(n *html.Node) []*html.Node {
	var list []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, c)
	}
	return list
}

// block reads a node that is a block; ok tells whether it is one.
func (r *htmlReader) block(n *html.Node) (blocks []wiki.Block, ok bool) {
	if n.Type != html.ElementNode {
		return nil, false
	}
	one := func(b wiki.Block) ([]wiki.Block, bool) { return []wiki.Block{b}, true }
	switch n.DataAtom { // whose id goes to the text in them
	case atom.Div, atom.Section, atom.P, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Blockquote, atom.Pre:
		r.id(n)
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		return nil, true
	case atom.Div:
		if hasClass(n, "system-message") || hasClass(n, "wiki-toc") {
			return nil, true
		}
		return r.blocks(children(n)), true
	case atom.Section, atom.Article, atom.Form, atom.Fieldset, atom.Center, atom.Tbody, atom.Thead, atom.Html, atom.Head, atom.Body:
		return r.blocks(children(n)), true
	case atom.P:
		return one(&wiki.Paragraph{Span: r.at, Inlines: r.inlines(n)})
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return one(&wiki.Heading{Span: r.at, Level: int(n.Data[1] - '0'), ID: attribute(n, "id"), Inlines: r.inlines(n)})
	case atom.Hr:
		return one(&wiki.Rule{Span: r.at})
	case atom.Blockquote:
		return one(&wiki.Quote{Span: r.at, Blocks: r.blocks(children(n))})
	case atom.Pre:
		return one(&wiki.CodeBlock{Span: r.at, Text: strings.TrimSuffix(textOf(n), "\n") + "\n"})
	case atom.Ul, atom.Ol:
		return one(r.list(n))
	case atom.Dl:
		return one(r.definitions(n))
	case atom.Table:
		return append(r.captions(n), r.table(n)), true
	}
	return nil, false
}

func (r *htmlReader) list(n *html.Node) wiki.Block {
	l := &wiki.List{Span: r.at, Ordered: n.DataAtom == atom.Ol, Start: 1}
	for _, c := range children(n) {
		switch {
		case c.DataAtom == atom.Li:
			r.id(c)
			l.Items = append(l.Items, &wiki.Item{Span: r.at, Blocks: r.blocks(children(c))})
		case c.Type == html.ElementNode: // a list that was put between two items
			if len(l.Items) == 0 {
				l.Items = append(l.Items, &wiki.Item{Span: r.at})
			}
			last := l.Items[len(l.Items)-1]
			last.Blocks = append(last.Blocks, r.blocks([]*html.Node{c})...)
		}
	}
	return l
}

func (r *htmlReader) definitions(n *html.Node) wiki.Block {
	l := &wiki.DefinitionList{Span: r.at}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, c := range children(n) {
			switch c.DataAtom {
			case atom.Dt:
				r.id(c)
				l.Items = append(l.Items, &wiki.Definition{Span: r.at, Term: r.inlines(c)})
			case atom.Dd:
				if len(l.Items) == 0 {
					l.Items = append(l.Items, &wiki.Definition{Span: r.at})
				}
				last := l.Items[len(l.Items)-1]
				last.Blocks = append(last.Blocks, r.blocks(children(c))...)
			case atom.Div:
				walk(c)
			}
		}
	}
	walk(n)
	return l
}

// captions are the texts above a table.
func (r *htmlReader) captions(n *html.Node) []wiki.Block {
	var out []wiki.Block
	for _, c := range children(n) {
		if c.DataAtom == atom.Caption {
			out = append(out, &wiki.Paragraph{Span: r.at, Inlines: r.inlines(c)})
		}
	}
	return out
}

func (r *htmlReader) table(n *html.Node) wiki.Block {
	t := &wiki.Table{Span: r.at}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, c := range children(n) {
			switch c.DataAtom {
			case atom.Tr:
				r.id(c)
				row := &wiki.Row{Span: r.at}
				for _, cell := range children(c) {
					if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
						r.id(cell)
						row.Cells = append(row.Cells, &wiki.Cell{
							Span: r.at, Header: cell.DataAtom == atom.Th, Colspan: span(attribute(cell, "colspan")), Rowspan: span(attribute(cell, "rowspan")),
							Blocks: oneParagraph(r.blocks(children(cell))),
						})
					}
				}
				t.Rows = append(t.Rows, row)
			case atom.Thead, atom.Tbody, atom.Tfoot:
				walk(c)
			}
		}
	}
	walk(n)
	return t
}

// oneParagraph makes one of several, so that a cell of a GFM table can hold them.
func oneParagraph(blocks []wiki.Block) []wiki.Block {
	var all []wiki.Inline
	for _, b := range blocks {
		p, ok := b.(*wiki.Paragraph)
		if !ok {
			return blocks
		}
		if len(all) > 0 {
			all = append(all, &wiki.Text{Span: p.Span, Value: " "})
		}
		all = append(all, p.Inlines...)
	}
	if len(all) == 0 {
		return nil
	}
	return []wiki.Block{&wiki.Paragraph{Span: blocks[0].Pos(), Bare: true, Inlines: all}}
}

func (r *htmlReader) inlines(n *html.Node) []wiki.Inline {
	var out []wiki.Inline
	for _, c := range children(n) {
		out = append(out, r.inline(c)...)
	}
	return out
}

// id keeps an element's id for the next text.
func (r *htmlReader) id(n *html.Node) {
	if id := attribute(n, "id"); id != "" && n.Type == html.ElementNode {
		r.ids = append(r.ids, &wiki.Anchor{Span: r.at, ID: id})
	}
}

// anchored returns the anchors that wait for a text, and the text.
func (r *htmlReader) anchored(n wiki.Inline) []wiki.Inline {
	list := append(r.ids, n)
	r.ids = nil
	return list
}

var markOf = map[atom.Atom]wiki.MarkKind{
	atom.Strong: wiki.Bold, atom.B: wiki.Bold, atom.Em: wiki.Italic, atom.I: wiki.Italic, atom.U: wiki.Underline,
	atom.Del: wiki.Strike, atom.S: wiki.Strike, atom.Sub: wiki.Subscript, atom.Sup: wiki.Superscript,
}

func (r *htmlReader) inline(n *html.Node) []wiki.Inline {
	one := func(i wiki.Inline) []wiki.Inline { return []wiki.Inline{i} }
	switch {
	case n.Type == html.TextNode:
		text := &wiki.Text{Span: r.at, Value: strings.Map(plainSpace, n.Data)}
		if strings.TrimSpace(text.Value) == "" {
			return one(text)
		}
		return r.anchored(text)
	case n.Type != html.ElementNode || hasClass(n, "icon"):
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
		return one(&wiki.Hyperlink{Span: r.at, URL: r.pageLink(r.article, r.at, href), Inlines: r.inlines(n)})
	case atom.Img:
		return one(&wiki.Image{Span: r.at, URL: r.htmlImage(r.article, r.at, attribute(n, "src")), Alt: attribute(n, "alt"), Title: attribute(n, "title")})
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

// isActive tells addresses that do something instead of leading somewhere.
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

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for _, c := range children(n) {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// span reads colspan or rowspan.
func span(s string) int {
	n, _ := strconv.Atoi(s)
	return max(1, n)
}
