package macro

import (
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// Documents in another markup. Where Trac showed one as code, it is code.

// reStructuredText lowers #!rst, of which Trac's own HTML is taken.
func reStructuredText(p *Page, b *wiki.Processor) []wiki.Block {
	if blocks, isCode := shownAsCode(p, b, "rst"); isCode {
		return blocks
	}
	if n := p.Results.Next("div.document"); n != nil {
		if blocks := plainNodes(p, []*html.Node{n}, b.Span); len(blocks) > 0 {
			p.Notes.Note(b.Span, report.Frozen, "reStructuredText is kept as Trac rendered it")
			return blocks
		}
	}
	p.Notes.Note(b.Span, report.Unknown, "reStructuredText is kept as code: Trac rendered none")
	return []wiki.Block{codeIn("rst", b)}
}

// shownAsCode returns the code that Trac showed instead of a document, or that is kept where
// Trac could not read it; isCode is false where Trac did.
func shownAsCode(p *Page, b *wiki.Processor, lang string) (blocks []wiki.Block, isCode bool) {
	if p.Shown.ShowsCode(b.Text) {
		return []wiki.Block{codeIn(lang, b)}, true
	}
	if p.Shown.ShowsError(b.Name) {
		p.Notes.Note(b.Span, report.Unknown, "Trac could not read #!%s; its text is kept as code", b.Name)
		return []wiki.Block{unconverted(p, b)}, true
	}
	return nil, false
}
