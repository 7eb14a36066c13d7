package markdown

import (
	"bytes"
	"fmt"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"github.com/twisted/sitegen/generator/page"
)

// Tables are GFM's, with two things more: a cell that begins with "|= " is a
// header cell, as in WikiCreole; and on a page of the old Trac a row may be
// shorter than the others, where GFM puts cells that nobody wrote.

// rowHeader marks a header cell below the header row.
const rowHeader = "row-header"

// tableCell notes a header cell, and takes its mark off.
func tableCell(c *extension.TableCell, src []byte) {
	if c.Lines().Len() == 0 {
		return // put in by the parser
	}
	at := c.Lines().At(0)
	if at.Start == 0 || src[at.Start-1] != '|' || !bytes.HasPrefix(at.Value(src), []byte("= ")) {
		return
	}
	c.SetAttributeString(rowHeader, true)
	text := at.Start + len("= ") // the inline parser may have cut between the two
	for n, ok := c.FirstChild().(*ast.Text); ok && n.Segment.Start < text; n, ok = n.NextSibling().(*ast.Text) {
		n.Segment = n.Segment.WithStart(min(text, n.Segment.Stop))
	}
}

// tableRow drops the cells that the parser put in, on a page of the old Trac.
func tableRow(row ast.Node, anchors page.Anchors) {
	if anchors != page.TracAnchors {
		return
	}
	for c := row.LastChild(); c != nil && c.Lines().Len() == 0; c = row.LastChild() {
		row.RemoveChild(row, c)
	}
}

type cellRenderer struct{}

func (cellRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(extension.KindTableCell, writeCell)
}

func writeCell(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	c := node.(*extension.TableCell)
	tag, scope := "td", ""
	if c.Parent().Kind() == extension.KindTableHeader {
		tag = "th"
	} else if _, ok := c.AttributeString(rowHeader); ok {
		tag, scope = "th", ` scope="row"`
	}
	if !entering {
		fmt.Fprintf(w, "</%s>\n", tag)
		return ast.WalkContinue, nil
	}
	style := ""
	if c.Alignment != extension.AlignNone {
		style = ` style="text-align:` + c.Alignment.String() + `"`
	}
	fmt.Fprintf(w, "<%s%s%s>", tag, scope, style)
	return ast.WalkContinue, nil
}
