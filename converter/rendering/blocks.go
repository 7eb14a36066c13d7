package rendering

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

// Addresses leads what HTML refers to, to where it lives now. at is the place in the source
// of what the HTML stands for.
type Addresses interface {
	Href(at wiki.Span, href string) string // of a link, "" where it leads nowhere
	Src(at wiki.Span, src string) string   // of a picture
}

// Blocks makes plain nodes of what Trac rendered, so that it can be edited like the rest of
// the page. at is the place that the nodes get.
func Blocks(nodes []*html.Node, at wiki.Span, addresses Addresses) []wiki.Block {
	r := &reader{addresses: addresses, at: at}
	return r.blocks(nodes)
}

// reader is the state of Blocks.
type reader struct {
	addresses Addresses
	at        wiki.Span
	ids       []wiki.Inline // anchors of the elements that the next text is in
}

// blocks reads nodes of any kind: text between blocks becomes paragraphs.
func (r *reader) blocks(nodes []*html.Node) []wiki.Block {
	var out []wiki.Block
	var text []wiki.Inline
	flush := func() {
		if !wiki.IsBlank(text) {
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

// block reads a node that is a block; ok reports whether it is one.
func (r *reader) block(n *html.Node) (blocks []wiki.Block, ok bool) {
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
		return r.blocks(Children(n)), true
	case atom.Section, atom.Article, atom.Form, atom.Fieldset, atom.Center, atom.Tbody, atom.Thead,
		atom.Html, atom.Head, atom.Body:
		return r.blocks(Children(n)), true
	case atom.P:
		return one(&wiki.Paragraph{Span: r.at, Inlines: r.inlines(n)})
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		level := int(n.Data[1] - '0')
		return one(&wiki.Heading{Span: r.at, Level: level, ID: attribute(n, "id"), Inlines: r.inlines(n)})
	case atom.Hr:
		return one(&wiki.Rule{Span: r.at})
	case atom.Blockquote:
		return one(&wiki.Quote{Span: r.at, Blocks: r.blocks(Children(n))})
	case atom.Pre:
		return one(&wiki.CodeBlock{Span: r.at, Lang: codeLanguage(n), Text: strings.TrimSuffix(textOf(n), "\n") + "\n"})
	case atom.Ul, atom.Ol:
		return one(r.list(n))
	case atom.Dl:
		return one(r.definitions(n))
	case atom.Table:
		return append(r.captions(n), r.table(n)), true
	}
	return nil, false
}

func (r *reader) list(n *html.Node) wiki.Block {
	l := &wiki.List{Span: r.at, Ordered: n.DataAtom == atom.Ol, Start: 1}
	for _, c := range Children(n) {
		switch {
		case c.DataAtom == atom.Li:
			r.id(c)
			l.Items = append(l.Items, &wiki.Item{Span: r.at, Blocks: r.blocks(Children(c))})
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

func (r *reader) definitions(n *html.Node) wiki.Block {
	l := &wiki.DefinitionList{Span: r.at}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, c := range Children(n) {
			switch c.DataAtom {
			case atom.Dt:
				r.id(c)
				l.Items = append(l.Items, &wiki.Definition{Span: r.at, Term: r.inlines(c)})
			case atom.Dd:
				if len(l.Items) == 0 {
					l.Items = append(l.Items, &wiki.Definition{Span: r.at})
				}
				last := l.Items[len(l.Items)-1]
				last.Blocks = append(last.Blocks, r.blocks(Children(c))...)
			case atom.Div:
				walk(c)
			}
		}
	}
	walk(n)
	return l
}

// captions returns the texts above a table.
func (r *reader) captions(n *html.Node) []wiki.Block {
	var out []wiki.Block
	for _, c := range Children(n) {
		if c.DataAtom == atom.Caption {
			out = append(out, &wiki.Paragraph{Span: r.at, Inlines: r.inlines(c)})
		}
	}
	return out
}

func (r *reader) table(n *html.Node) wiki.Block {
	t := &wiki.Table{Span: r.at}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for _, c := range Children(n) {
			switch c.DataAtom {
			case atom.Tr:
				r.id(c)
				row := &wiki.Row{Span: r.at}
				for _, cell := range Children(c) {
					if cell.DataAtom == atom.Td || cell.DataAtom == atom.Th {
						r.id(cell)
						row.Cells = append(row.Cells, &wiki.Cell{
							Span: r.at, Header: cell.DataAtom == atom.Th,
							Colspan: span(attribute(cell, "colspan")), Rowspan: span(attribute(cell, "rowspan")),
							Align:  alignment(attribute(cell, "align")),
							Blocks: oneParagraph(r.blocks(Children(cell))),
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

// oneParagraph makes one paragraph of several, so that a cell of a GFM table can hold them.
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

// alignment reads align, which has more words than a cell of Markdown.
func alignment(s string) string {
	if s == "left" || s == "right" || s == "center" {
		return s
	}
	return ""
}

// codeLanguage returns the language that <pre><code class="language-…"> names, whatever it is, or "".
func codeLanguage(pre *html.Node) string {
	code := pre.FirstChild
	if code == nil || code.DataAtom != atom.Code {
		return ""
	}
	for _, class := range strings.Fields(attribute(code, "class")) {
		if lang, ok := strings.CutPrefix(class, "language-"); ok {
			return lang
		}
	}
	return ""
}

// span reads colspan or rowspan, which are at least 1.
func span(s string) int {
	n, _ := strconv.Atoi(s)
	return max(1, n)
}
