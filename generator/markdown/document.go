package markdown

import (
	"bufio"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// document is one body on its way to HTML. What a construct must remember from one place
// of the body to the next is a type in the construct's file.
type document struct {
	options Options
	unsafe  bool // raw HTML beyond the allowlist

	file  *source.File
	start int // offset of the body in the file
	list  source.List

	body     Body
	ids      *page.IDs
	outline  outline
	elements openElements // of raw HTML
	ends     shortcodeEnds
	numbered int // code blocks with line numbers and without an id, so far

	nodes nodeWriter
}

// documentKey finds the document in the context of goldmark's parser.
var documentKey = parser.NewContextKey()

func documentOf(context parser.Context) *document { return context.Get(documentKey).(*document) }

// src is the body's text, to which goldmark's segments are relative.
func (d *document) src() []byte { return d.file.Data[d.start:] }

// errorf returns an error at an offset of the file.
func (d *document) errorf(offset int, format string, args ...any) source.Diagnostic {
	return d.file.Errorf(offset, format, args...)
}

// report notes diagnostics that have their place.
func (d *document) report(list ...source.Diagnostic) { d.list = append(d.list, list...) }

// reportAt notes an error at an offset of the file; one that is a Diagnostic keeps its hint.
func (d *document) reportAt(offset int, err error) {
	placed := d.errorf(offset, "%v", err)
	if hinted, ok := err.(source.Diagnostic); ok {
		placed.Message, placed.Hint = hinted.Message, hinted.Hint
	}
	d.report(placed)
}

// offsetOf returns where a node begins in the file.
func (d *document) offsetOf(n ast.Node) int { return d.start + max(0, n.Pos()) }

// nodeWriter renders single nodes of a tree.
type nodeWriter struct {
	renderer renderer.Renderer
	buffer   *bufio.Writer
}

func newNodeWriter(r renderer.Renderer) nodeWriter {
	return nodeWriter{r, bufio.NewWriterSize(nil, 512)}
}

// html renders nodes of the tree whose text is src.
func (w nodeWriter) html(src []byte, nodes ...ast.Node) string {
	var b strings.Builder
	w.buffer.Reset(&b)
	for _, n := range nodes {
		w.renderer.Render(w.buffer, src, n) // a builder takes everything
	}
	w.buffer.Flush()
	return b.String()
}
