package markdown

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// Link is a link or image of a body.
type Link struct {
	URL    string // as rendered
	Offset int    // in the file
	NoAlt  bool   // an image without alternative text
}

// Destination is a place in the file that says where a link or image leads.
type Destination struct {
	Text   string // what it says, its escapes undone, as [Options.Link] gets it
	Place  Place  // in the file
	Syntax Syntax
}

// Place is a part of a file: from an offset to the one after its last byte.
type Place struct{ Start, End int }

// Syntax is how a destination is written, which says what must be escaped in it.
type Syntax int

// The syntaxes of destinations.
const (
	Bare      Syntax = iota // [text](destination)
	Angled                  // [text](<destination>)
	Attribute               // <a href="destination">
	Argument                // {{< name key="destination" >}}
)

// noteDestination notes where a destination stands, if raw is a part of the body; escapes within
// it are undone in plain.
func (d *document) noteDestination(raw, plain []byte) {
	place, ok := placeOf(d, raw)
	if !ok {
		return
	}
	syntax := Bare
	if before := d.file.Data[:place.Start]; bytes.HasSuffix(before, []byte("<")) {
		syntax = Angled
	}
	d.body.Destinations = append(d.body.Destinations, Destination{string(plain), place, syntax})
}

// placeOf returns where in the file a part of the body stands. goldmark's nodes hold parts of the
// body itself, so that a part's place is told by what its slice could still grow by; one that was
// put together of several has none.
func placeOf(d *document, part []byte) (Place, bool) {
	src := d.src()
	at := cap(src) - cap(part)
	if len(part) == 0 || at < 0 || at+len(part) > len(src) || &src[at] != &part[0] {
		return Place{}, false
	}
	return Place{d.start + at, d.start + at + len(part)}, true
}

// noteReferences notes where the link reference definitions lead, those that no link uses as well.
func noteReferences(d *document, context parser.Context) {
	for _, r := range context.References() {
		d.noteDestination(r.Destination(), unescaped(r.Destination()))
	}
}

// Unescape undoes the escapes of a destination as it is written, bare or angled.
func Unescape(destination string) string { return string(unescaped([]byte(destination))) }

// unescaped undoes a destination's escapes.
func unescaped(destination []byte) []byte {
	return util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
}

// link resolves a node's destination, its escapes undone, and notes it; nil where it
// leads nowhere. The renderer undoes escapes once more.
func (d *document) link(n ast.Node, destination []byte) []byte {
	offset := d.offsetOf(n)
	plain := unescaped(destination)
	d.noteDestination(destination, plain)
	url, err := d.options.Link(string(plain))
	if err != nil {
		d.reportAt(offset, err)
		return nil // reported here, so that no check reports it again
	}
	d.body.Links = append(d.body.Links, Link{URL: url, Offset: offset})
	return []byte(rendererEscapes.Replace(url))
}

var rendererEscapes = strings.NewReplacer("&", "&amp;", `\`, "%5C")

// image resolves an image's destination, and gives it its size, so that the page does not
// jump when it comes, and lets it wait until it is looked at.
func (d *document) image(n *ast.Image) {
	if n.Destination = d.link(n, n.Destination); n.Destination == nil {
		return
	}
	link := &d.body.Links[len(d.body.Links)-1]
	link.NoAlt = strings.TrimSpace(plainText(n, d.src())) == ""
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
	if d.options.ImageSize == nil {
		return
	}
	if w, h, ok := d.options.ImageSize(link.URL); ok {
		n.SetAttributeString("width", []byte(fmt.Sprint(w)))
		n.SetAttributeString("height", []byte(fmt.Sprint(h)))
	}
}
