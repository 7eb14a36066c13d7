package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// Link is a link or image of a body.
type Link struct {
	URL    string // as rendered
	Offset int    // in the file
	NoAlt  bool   // an image without alternative text
}

// link resolves a node's destination, its escapes undone, and notes it; nil where it
// leads nowhere. The renderer undoes escapes once more.
func (d *document) link(n ast.Node, destination []byte) []byte {
	offset := d.offsetOf(n)
	plain := util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
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
