package markdown

import (
	"bytes"
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

// Settings are what a site decides for all of its pages.
type Settings struct {
	Typographer bool // curly quotes, dashes and dots
	Unsafe      bool // raw HTML beyond the allowlist
}

// Renderer turns Markdown into HTML. It is safe for concurrent use.
type Renderer struct {
	settings Settings
	markdown goldmark.Markdown
	code     *highlighter
}

// New makes a Renderer.
func New(settings Settings) *Renderer {
	r := &Renderer{settings: settings, code: newHighlighter()}
	extensions := []goldmark.Extender{extension.GFM, extension.DefinitionList, extension.Footnote}
	if settings.Typographer {
		extensions = append(extensions, extension.Typographer)
	}
	r.markdown = goldmark.New(
		goldmark.WithExtensions(extensions...),
		goldmark.WithParserOptions(
			parser.WithAttribute(),
			parser.WithBlockParsers( // before paragraphs
				util.Prioritized(shortcodeParser{}, 750), util.Prioritized(listStyleParser{}, 751)),
			parser.WithInlineParsers( // after code spans
				util.Prioritized(shortcodeInlineParser{}, 150)),
			parser.WithASTTransformers(util.Prioritized(transformer{}, 500)),
		),
		// What the renderer would leave out as unsafe, the transformer has judged: links,
		// and raw HTML.
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(
			util.Prioritized(r.code, 100), util.Prioritized(shortcodeRenderer{}, 100),
			util.Prioritized(cellRenderer{}, 100), util.Prioritized(silentRenderer{}, 100),
			util.Prioritized(alertRenderer{}, 100), util.Prioritized(rawRenderer{}, 100))),
	)
	return r
}

// Options say what a body belongs to.
type Options struct {
	Anchors page.Anchors
	// Link turns a link's destination, as written, into the URL to be rendered.
	// An error becomes a diagnostic at the link; its hint may be "".
	Link func(destination string) (url string, err error)
	// ImageSize returns the size in pixels of the image at a URL that Link returned; ok is
	// false where it is not known. ImageSize may be nil.
	ImageSize func(url string) (width, height int, ok bool)
	// Shortcode makes the HTML of one. A diagnostic without a file is given the
	// shortcode's place.
	Shortcode func(*Shortcode) (html []byte, list source.List)
	// Paired reports whether a shortcode has something inside and an end. It may be nil.
	Paired func(name string) bool
}

// Body is a rendered body.
type Body struct {
	HTML     []byte
	Headings []*Heading // in order, without those within raw HTML
	Links    []Link
	// Destinations are the places of all that is written as a destination, but in shortcodes; one
	// that several links refer to may be there several times.
	Destinations []Destination
	Title        string // the text of its first heading
	HasTitle     bool   // that heading is of the first level
}

// Render renders the part of f from offset start on.
func (r *Renderer) Render(f *source.File, start int, o Options) (*Body, source.List) {
	d, tree := r.parse(f, start, o)
	var out bytes.Buffer
	if err := r.markdown.Renderer().Render(&out, d.src(), tree); err != nil {
		d.report(d.errorf(start, "%v", err))
	}
	d.body.HTML, d.body.Headings = out.Bytes(), d.outline.headings
	return &d.body, d.list
}

// Summary renders the text before <!--more-->, else the first paragraph, without ids.
func (r *Renderer) Summary(f *source.File, start int, o Options) string {
	d, tree := r.parse(f, start, o)
	return d.summary(tree)
}

// parse makes a tree in which links are resolved and shortcodes have their HTML.
func (r *Renderer) parse(f *source.File, start int, o Options) (*document, ast.Node) {
	d := &document{
		options: o, unsafe: r.settings.Unsafe, file: f, start: start,
		ids: page.NewIDs(o.Anchors), nodes: newNodeWriter(r.markdown.Renderer()),
	}
	context := parser.NewContext()
	context.Set(documentKey, d)
	tree := r.markdown.Parser().Parse(text.NewReader(d.src()), parser.WithContext(context))
	noteReferences(d, context)
	numberShortcodes(tree)
	for i, node := range d.outline.nodes { // an outline may hold the HTML of a heading's shortcode
		d.expandShortcodes(node)
		d.outline.headings[i].HTML = d.headingHTML(node)
	}
	d.expandShortcodes(tree)
	return d, tree
}

// Line renders a line of text without shortcodes and the paragraph around it. link is that of
// Options. Diagnostics are without a place.
func (r *Renderer) Line(text string, link func(destination string) (url string, err error)) (string, source.List) {
	body, list := r.Render(&source.File{Data: []byte(text)}, 0, Options{
		Link: link,
		Shortcode: func(*Shortcode) ([]byte, source.List) {
			return nil, source.List{source.Errorf("a shortcode cannot stand here")}
		},
	})
	for i := range list {
		list[i].Position, list[i].Excerpt = source.Position{}, ""
	}
	html := strings.TrimSpace(string(body.HTML))
	if one, ok := strings.CutPrefix(html, "<p>"); ok && strings.Index(html, "</p>") == len(html)-len("</p>") {
		html = strings.TrimSuffix(one, "</p>")
	}
	return html, list
}

// Code returns the HTML of a file's text with its colours. attributes are those of a fence;
// one that no fence has, or a language without colours, is an error without a place.
func (r *Renderer) Code(lang, code string, attributes map[string]string) (string, error) {
	if err := checkLanguage(lang); err != nil {
		return "", err
	}
	l, err := parseCodeLines(attributes, strings.Count(strings.TrimSuffix(code, "\n"), "\n")+1)
	if err != nil {
		return "", err
	}
	return r.code.html(lang, code, l), nil
}
