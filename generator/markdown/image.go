package markdown

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
)

// image gives the image at a URL its size, so that the page does not jump when it comes, and lets
// it wait until it is looked at.
func (s *state) image(n *ast.Image, url string) {
	n.SetAttributeString("loading", []byte("lazy"))
	n.SetAttributeString("decoding", []byte("async"))
	if s.options.ImageSize == nil {
		return
	}
	if w, h, ok := s.options.ImageSize(url); ok {
		n.SetAttributeString("width", []byte(fmt.Sprint(w)))
		n.SetAttributeString("height", []byte(fmt.Sprint(h)))
	}
}
