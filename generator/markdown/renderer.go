package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
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
			parser.WithASTTransformers(util.Prioritized(transformer{}, 500)),
		),
		// Raw HTML is the site's own, written in pull requests; converted pages
		// were sanitised by the converter. Links are checked in the transformer.
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(r.code, 100))),
	)
	return r
}

// Options tell what a body belongs to.
type Options struct {
	Anchors page.Anchors
	// Link turns a link's destination, as written, into the URL to be rendered.
	// An error becomes a diagnostic at the link; its hint may be "".
	Link func(destination string) (url string, err error)
}

// Heading is an entry of a table of contents.
type Heading struct {
	ID       string
	Text     string // plain
	Level    int
	Children []*Heading
}

// Link is a link or image of a body.
type Link struct {
	URL    string // as rendered
	Offset int    // in the file
}

// Body is a rendered body.
type Body struct {
	HTML     []byte
	Headings []*Heading // nested by level
	Links    []Link
	HasTitle bool // its first heading is of the first level
}

// Render renders the part of f from offset start on.
func (r *Renderer) Render(f *source.File, start int, o Options) (*Body, source.List) {
	s := &state{file: f, start: start, options: o, ids: page.NewIDs(o.Anchors), body: &Body{}, code: r.code}
	context := parser.NewContext()
	context.Set(stateKey, s)
	src := f.Data[start:]
	tree := r.markdown.Parser().Parse(text.NewReader(src), parser.WithContext(context))
	var out bytes.Buffer
	if err := r.markdown.Renderer().Render(&out, src, tree); err != nil {
		s.list = append(s.list, f.Errorf(start, "%v", err))
	}
	s.body.HTML = out.Bytes()
	s.body.Headings = nest(s.headings)
	return s.body, s.list
}

// state is what the transformer gathers of one body.
type state struct {
	file     *source.File
	start    int
	options  Options
	ids      *page.IDs
	body     *Body
	headings []*Heading
	list     source.List
	code     *highlighter
}

var stateKey = parser.NewContextKey()

// nest makes a tree of headings by their levels.
func nest(flat []*Heading) []*Heading {
	var roots []*Heading
	var open []*Heading
	for _, h := range flat {
		for len(open) > 0 && open[len(open)-1].Level >= h.Level {
			open = open[:len(open)-1]
		}
		if n := len(open); n > 0 {
			open[n-1].Children = append(open[n-1].Children, h)
		} else {
			roots = append(roots, h)
		}
		open = append(open, h)
	}
	return roots
}
