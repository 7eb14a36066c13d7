package rendering

import (
	"slices"
	"strings"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Page is what Trac made of a page. It does not change once it was read.
type Page struct {
	body     *goquery.Selection
	ids      map[string]bool
	pictures map[string]string // address to alternative text
	alts     map[string]bool   // all alternative texts
	codes    map[string]bool   // the texts of blocks of code, without white space
	errors   map[string]bool   // what Trac's error boxes name

	flat  *flatText       // see Page.flatten
	shown map[string]bool // what Shows was asked, and its answer
}

// Read reads a page's HTML. What is nested too deep for any browser shows nothing.
func Read(text string) *Page {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		doc = &goquery.Document{Selection: &goquery.Selection{}}
	}
	p := &Page{
		body: doc.Find("body"), errors: map[string]bool{},
		ids: map[string]bool{}, pictures: map[string]string{}, alts: map[string]bool{}, codes: map[string]bool{},
		shown: map[string]bool{},
	}
	for _, box := range doc.Find("div.system-message").Nodes {
		for _, name := range namesIn(box) {
			p.errors[name] = true
		}
	}
	for _, pre := range p.body.Find("pre").Nodes {
		p.codes[squeeze(textOf(pre))] = true
	}
	for _, img := range p.body.Find("img[src]").Nodes {
		alt := attribute(img, "alt")
		p.pictures[attribute(img, "src")], p.alts[alt] = alt, true
	}
	p.body.Find("[id], a[name]").Each(func(_ int, s *goquery.Selection) {
		for _, attr := range []string{"id", "name"} {
			if id, ok := s.Attr(attr); ok {
				p.ids[id] = true
			}
		}
	})
	return p
}

// Body returns the page's elements.
func (p *Page) Body() *goquery.Selection { return p.body }

// HasID reports whether the page has an element of that id, or an anchor of that name.
func (p *Page) HasID(id string) bool { return p != nil && p.ids[id] }

// Pictures returns the alternative texts of the page's pictures by their addresses. It is
// not to be changed.
func (p *Page) Pictures() map[string]string {
	if p == nil {
		return nil
	}
	return p.pictures
}

// HasAlt reports whether a picture of the page has the alternative text.
func (p *Page) HasAlt(alt string) bool { return p != nil && p.alts[alt] }

// Shows reports whether the page has a text, whatever its spacing.
func (p *Page) Shows(text string) bool {
	if p == nil {
		return false
	}
	answer, known := p.shown[text]
	if !known {
		answer = strings.Contains(p.flatten().text, squeeze(text))
		p.shown[text] = answer
	}
	return answer
}

// ShowsCode reports whether a block of code on the page has the text.
func (p *Page) ShowsCode(text string) bool { return p != nil && p.codes[squeeze(text)] }

// ShowsError reports whether Trac shows an error that names a processor or macro.
func (p *Page) ShowsError(name string) bool { return p != nil && p.errors[name] }

// namesIn returns the words of an error's title, which has the name of what failed as one of them, in
// whatever language: "Error: Macro Name(arguments) failed".
func namesIn(box *html.Node) []string {
	text, _, _ := strings.Cut(textOf(titleOf(box)), "(")
	return strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`:'"`, r) })
}

// titleOf returns the title of an error, or the whole of one that has none.
func titleOf(box *html.Node) *html.Node {
	for _, n := range Children(box) {
		if n.DataAtom == atom.Strong {
			return n
		}
	}
	return box
}

// HoldsError reports whether some of the nodes are or hold an error that Trac shows.
func HoldsError(nodes []*html.Node) bool {
	return slices.ContainsFunc(nodes, func(n *html.Node) bool { return len(errorsIn(n)) > 0 })
}

// errorsIn returns the errors that a node is or holds.
func errorsIn(n *html.Node) []*html.Node {
	if n.DataAtom == atom.Div && hasClass(n, "system-message") {
		return []*html.Node{n}
	}
	var out []*html.Node
	for c := range n.ChildNodes() {
		out = append(out, errorsIn(c)...)
	}
	return out
}

// Swallowed returns the <pre> that the rest of a page is in where HTML left it open; ok
// reports whether there is one.
func (p *Page) Swallowed() (text string, ok bool) {
	if p == nil {
		return "", false
	}
	rest := p.body.Find("pre:has(p, h1, h2, h3, h4, h5, h6)").Nodes
	if len(rest) == 0 {
		return "", false
	}
	var b strings.Builder
	if err := html.Render(&b, rest[0]); err != nil {
		return "", true
	}
	return b.String(), true
}
