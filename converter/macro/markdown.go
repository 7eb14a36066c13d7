package macro

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/twisted/sitegen/converter/wiki"
)

// markdown lowers #!markdown, a plugin's. Its text could be kept, were it not an author's of the
// wiki: it may hold scripts, links that run something and what the generator takes for its own,
// and leave HTML and code open. So it is read as the plugin read it, and becomes plain nodes.
func markdown(p *Page, b *wiki.Processor) []wiki.Block {
	if blocks, isCode := shownAsCode(p, b, "markdown"); isCode {
		return blocks
	}
	var text bytes.Buffer
	if err := markdownReader.Convert([]byte(b.Text), &text); err != nil {
		return []wiki.Block{codeIn("markdown", b)}
	}
	clean := sanitized(p, b.Span, text.String())
	nodes, err := html.ParseFragment(strings.NewReader(clean), &html.Node{
		Type: html.ElementNode, Data: "div", DataAtom: atom.Div,
	})
	if err != nil { // deeper than any browser follows
		return []wiki.Block{codeIn("markdown", b)}
	}
	return plainNodes(p, nodes, b.Span)
}

// markdownReader reads what the plugins read.
var markdownReader = goldmark.New(
	goldmark.WithExtensions(extension.DefinitionList, extension.Strikethrough, extension.NewTable(
		extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
	goldmark.WithRendererOptions(renderer.WithUnsafe()))
