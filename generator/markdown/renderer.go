package markdown

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Renderer turns Markdown into HTML.
type Renderer struct {
	markdown goldmark.Markdown
	code     *highlighter
}

// New makes a Renderer.
func New() *Renderer {
	r := &Renderer{code: newHighlighter()}
	r.markdown = goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote),
		goldmark.WithParserOptions(
			parser.WithAttribute(),
			parser.WithBlockParsers(util.Prioritized(shortcodeParser{}, 750), util.Prioritized(listStyleParser{}, 751)), // before paragraphs
			parser.WithASTTransformers(util.Prioritized(transformer{}, 500)),
		),
		// Raw HTML is the site's own, written in pull requests; converted pages
		// were sanitised by the converter. Links are checked in the transformer.
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(r.code, 100), util.Prioritized(shortcodeRenderer{}, 100),
			util.Prioritized(cellRenderer{}, 100), util.Prioritized(silentRenderer{}, 100))),
	)
	return r
}

// Options tell what a body belongs to.
type Options struct {
	Anchors page.Anchors
	// Link turns a link's destination, as written, into the URL to be rendered.
	// An error becomes a diagnostic at the link; its hint may be "".
	Link func(destination string) (url string, err error)
	// Shortcode makes the HTML of one. A diagnostic without a file is given the
	// shortcode's place.
	Shortcode func(Shortcode) (html []byte, list source.List)
}

// Heading is a heading that a table of contents may name.
type Heading struct {
	ID    string
	HTML  string // without links
	Level int
}

// Link is a link or image of a body.
type Link struct {
	URL    string // as rendered
	Offset int    // in the file
}

// Body is a rendered body.
type Body struct {
	HTML     []byte
	Headings []*Heading // in order, without those within raw HTML
	Links    []Link
	Title    string // the text of its first heading
	HasTitle bool   // that is of the first level
}

// Render renders the part of f from offset start on.
func (r *Renderer) Render(f *source.File, start int, o Options) (*Body, source.List) {
	s := &state{file: f, start: start, options: o, ids: page.NewIDs(o.Anchors), body: &Body{}, code: r.code}
	context := parser.NewContext()
	context.Set(stateKey, s)
	src := f.Data[start:]
	tree := r.markdown.Parser().Parse(text.NewReader(src), parser.WithContext(context))
	for i, node := range s.nodes {
		s.headings[i].HTML = r.inline(node, src)
	}
	s.shortcodes(tree)
	var out bytes.Buffer
	if err := r.markdown.Renderer().Render(&out, src, tree); err != nil {
		s.list = append(s.list, f.Errorf(start, "%v", err))
	}
	s.body.HTML = out.Bytes()
	s.body.Headings = s.headings
	return s.body, s.list
}

// inline renders what a heading holds, for use within a link.
func (r *Renderer) inline(h *ast.Heading, src []byte) string {
	var b bytes.Buffer
	for n := h.FirstChild(); n != nil; n = n.NextSibling() {
		if _, anchor := n.(*ast.String); !anchor || n.NextSibling() != nil {
			r.markdown.Renderer().Render(&b, src, n) // a buffer takes everything
		}
	}
	return strings.TrimSpace(linkTag.ReplaceAllString(b.String(), ""))
}

var linkTag = regexp.MustCompile(`</?a(?: [^>]*)?>`)

// state is what the transformer gathers of one body.
type state struct {
	file     *source.File
	start    int
	options  Options
	ids      *page.IDs
	body     *Body
	headings []*Heading
	nodes    []*ast.Heading // of headings
	depth    int            // of open div tags

	anyHeading bool
	list       source.List
	code       *highlighter
}

var stateKey = parser.NewContextKey()
