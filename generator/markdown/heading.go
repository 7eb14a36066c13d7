package markdown

import (
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	renderer "github.com/yuin/goldmark/renderer/html"
	xhtml "golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/source"
)

// Heading is a heading that a table of contents may name.
type Heading struct {
	ID     string
	HTML   string // without links
	Level  int
	Offset int // in the file
}

// outline gathers a body's headings, in order, without those within boxes of raw HTML.
type outline struct {
	headings []*Heading
	nodes    []*ast.Heading // of the same
	hasTitle bool           // the body's title is known
}

func (o *outline) add(h *Heading, node *ast.Heading) {
	o.headings, o.nodes = append(o.headings, h), append(o.nodes, node)
}

// heading gives a heading its id and a link to itself, and notes it.
func (d *document) heading(h *ast.Heading) {
	plain := plainText(h, d.src())
	d.headingAttributes(h)
	id := ""
	if given, ok := h.AttributeString("id"); ok {
		id = string(given.([]byte))
		d.ids.Unique(id)
	} else {
		id = d.ids.Heading(plain)
		h.SetAttributeString("id", []byte(id))
	}
	if !d.outline.hasTitle {
		d.outline.hasTitle = true
		d.body.Title, d.body.HasTitle = strings.TrimSpace(plain), h.Level == 1
	}
	if d.elements.boxes() == 0 {
		d.outline.add(&Heading{ID: id, Level: h.Level, Offset: d.offsetOf(h)}, h)
	}
	if h.Level > 1 {
		anchor := ast.NewString([]byte(`<a class="heading-anchor" aria-hidden="true" tabindex="-1" href="#` +
			html.EscapeString(id) + `">#</a>`))
		anchor.SetCode(true) // written as it is
		h.AppendChild(h, anchor)
	}
}

// headingAttributes judges the attributes behind a heading as those of raw HTML, and makes
// text of them.
func (d *document) headingAttributes(h *ast.Heading) {
	attributes := h.Attributes()
	h.RemoveAttributes()
	for _, a := range attributes {
		name := string(a.Name)
		value, ok := attributeText(a.Value)
		if !ok {
			d.reportAt(d.offsetOf(h), source.Errorf("the attribute %s of this heading is no text", name).
				WithHint(`write %s="…"`, name))
			continue
		}
		if !d.unsafe {
			attr := xhtml.Attribute{Key: strings.ToLower(name), Val: value}
			tag := xhtml.Token{Type: xhtml.StartTagToken, Data: "h2", Attr: []xhtml.Attribute{attr}}
			if problem := allowed.problem("h2", tag.String()); problem.Message != "" {
				d.reportAt(d.offsetOf(h), problem)
				continue
			}
		}
		if !renderer.HeadingAttributeFilter.Contains(a.Name) && !strings.HasPrefix(name, "data-") {
			d.reportAt(d.offsetOf(h), source.Errorf("a heading has no attribute %s", name).
				WithHint("it has id, class, title, lang, style, data-… and the like"))
			continue
		}
		h.SetAttribute(a.Name, []byte(value))
	}
}

// headingHTML renders what a heading holds, for use within a link.
func (d *document) headingHTML(h *ast.Heading) string {
	var nodes []ast.Node
	for n := h.FirstChild(); n != nil; n = n.NextSibling() {
		if _, anchor := n.(*ast.String); !anchor || n.NextSibling() != nil {
			nodes = append(nodes, n)
		}
	}
	return excerpt(d.nodes.html(d.src(), nodes...), false)
}
