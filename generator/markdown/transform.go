package markdown

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/twisted/sitegen/generator/source"
)

// transformer gives headings their ids, links their URLs, and complains of what
// cannot be right.
type transformer struct{}

// Transform implements parser.ASTTransformer.
func (transformer) Transform(doc *ast.Document, reader text.Reader, context parser.Context) {
	s := context.Get(stateKey).(*state)
	src := reader.Source()
	var quotes []*ast.Blockquote // alerts replace them, which a walk must not see
	var refused []*ast.AutoLink  // text replaces them, likewise
	ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			s.heading(n, src)
		case *ast.Link:
			n.Destination = s.link(n, n.Destination)
		case *ast.Image:
			before := len(s.body.Links)
			n.Destination = s.link(n, n.Destination)
			if len(s.body.Links) > before {
				s.body.Links[before].Blind = strings.TrimSpace(plainText(n, src)) == ""
				s.image(n, s.body.Links[before].URL)
			}
		case *ast.AutoLink:
			if n.AutoLinkType == ast.AutoLinkURL && s.link(n, n.URL(src)) == nil {
				refused = append(refused, n)
			}
		case *ast.FencedCodeBlock:
			s.codeBlock(n, src)
		case *ast.HTMLBlock:
			s.htmlBlock(n, src)
		case *ast.RawHTML:
			s.htmlInline(n, src)
		case *ast.Blockquote:
			quotes = append(quotes, n)
		case *listStyleNode:
			s.listStyle(n)
		case *extension.TableRow:
			s.tableRow(n)
		case *extension.TableCell:
			s.tableCell(n, src)
		}
		return ast.WalkContinue, nil
	})
	s.allClosed()
	for _, n := range refused {
		n.Parent().ReplaceChild(n.Parent(), n, ast.NewString(util.EscapeHTML(n.Label(src))))
	}
	for _, n := range quotes {
		s.alert(n, src)
	}
}

func (s *state) heading(h *ast.Heading, src []byte) {
	plain := plainText(h, src)
	s.headingAttributes(h)
	id := ""
	if given, ok := h.AttributeString("id"); ok {
		id = string(given.([]byte))
		s.ids.Unique(id)
	} else {
		id = s.ids.Heading(plain)
		h.SetAttributeString("id", []byte(id))
	}
	if !s.anyHeading {
		s.anyHeading, s.body.Title, s.body.HasTitle = true, strings.TrimSpace(plain), h.Level == 1
	}
	if s.boxes() == 0 {
		s.headings = append(s.headings, &Heading{ID: id, Level: h.Level, Offset: s.start + max(0, h.Pos())})
		s.nodes = append(s.nodes, h)
	}
	if h.Level > 1 {
		anchor := ast.NewString([]byte(`<a class="heading-anchor" aria-hidden="true" tabindex="-1" href="#` + html.EscapeString(id) + `">#</a>`))
		anchor.SetCode(true) // written as it is
		h.AppendChild(h, anchor)
	}
}

// plainText is a node's text as a reader sees it.
func plainText(n ast.Node, src []byte) string {
	var b strings.Builder
	ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			value := n.Segment.Value(src)
			if _, code := n.Parent().(*ast.CodeSpan); !code {
				value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
			}
			b.Write(value)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String: // the typographer's are entities
			b.Write(util.ResolveEntityNames(n.Value))
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// link resolves a destination, its escapes undone, and notes it. The renderer
// undoes escapes once more.
func (s *state) link(n ast.Node, destination []byte) []byte {
	offset := s.start + max(0, n.Pos())
	plain := util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(destination)))
	url, err := s.options.Link(string(plain))
	if err != nil {
		s.place(offset, err)
		return nil // told here, so that no check tells it again
	}
	s.body.Links = append(s.body.Links, Link{URL: url, Offset: offset})
	return []byte(rendererEscapes.Replace(url))
}

// place notes an error at its place in the file.
func (s *state) place(offset int, err error) {
	d := s.file.Errorf(offset, "%v", err)
	if hinted, ok := err.(source.Diagnostic); ok {
		d.Message, d.Hint = hinted.Message, hinted.Hint
	}
	s.list = append(s.list, d)
}

var rendererEscapes = strings.NewReplacer("&", "&amp;", `\`, "%5C")

func (s *state) codeBlock(n *ast.FencedCodeBlock, src []byte) {
	lines, err := lineOptions(n, src)
	if err != nil {
		s.place(s.start+n.Info.Segment.Start, err)
	}
	if lines.numbered && lines.id == "" {
		s.numbered++
		n.SetAttributeString(codeID, s.ids.Unique(fmt.Sprintf("code-%d", s.numbered)))
	}
	if err := knownLanguage(language(n, src)); err != nil {
		s.place(s.start+n.Info.Segment.Start, err)
	}
}

// knownLanguage complains of a language that there are no colours for.
func knownLanguage(lang string) error {
	if lang == "" || known(lang) {
		return nil
	}
	return source.Errorf("no colours for the language %q", lang).WithHint(`use "text" for text that is no program`).Suggest(lang, languages())
}
