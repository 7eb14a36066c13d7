package markdown

import (
	"bufio"
	"bytes"
	"strings"

	"github.com/alecthomas/chroma/v2/lexers"
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

// Renderer turns Markdown into HTML.
type Renderer struct {
	Settings
	markdown goldmark.Markdown
	code     *highlighter
}

// New makes a Renderer.
func New(settings Settings) *Renderer {
	r := &Renderer{Settings: settings, code: newHighlighter()}
	extensions := []goldmark.Extender{extension.GFM, extension.DefinitionList, extension.Footnote}
	if settings.Typographer {
		extensions = append(extensions, extension.Typographer)
	}
	r.markdown = goldmark.New(
		goldmark.WithExtensions(extensions...),
		goldmark.WithParserOptions(
			parser.WithAttribute(),
			parser.WithBlockParsers(util.Prioritized(shortcodeParser{}, 750), util.Prioritized(listStyleParser{}, 751)), // before paragraphs
			parser.WithInlineParsers(util.Prioritized(shortcodeInlineParser{}, 150)),                                    // after code spans
			parser.WithASTTransformers(util.Prioritized(transformer{}, 500)),
		),
		// What the renderer would leave out as unsafe, the transformer has judged: links,
		// and raw HTML.
		goldmark.WithRendererOptions(html.WithUnsafe(), renderer.WithNodeRenderers(util.Prioritized(r.code, 100), util.Prioritized(shortcodeRenderer{}, 100),
			util.Prioritized(cellRenderer{}, 100), util.Prioritized(silentRenderer{}, 100), util.Prioritized(alertRenderer{}, 100),
			util.Prioritized(rawRenderer{}, 100))),
	)
	return r
}

// Options tell what a body belongs to.
type Options struct {
	Anchors page.Anchors
	// Link turns a link's destination, as written, into the URL to be rendered.
	// An error becomes a diagnostic at the link; its hint may be "".
	Link func(destination string) (url string, err error)
	// ImageSize tells the size in pixels of the image at a URL that Link returned. It may
	// be nil.
	ImageSize func(url string) (width, height int, ok bool)
	// Shortcode makes the HTML of one. A diagnostic without a file is given the
	// shortcode's place.
	Shortcode func(*Shortcode) (html []byte, list source.List)
	// Paired tells whether a shortcode has something inside and an end. It may be nil.
	Paired func(name string) bool
}

// Heading is a heading that a table of contents may name.
type Heading struct {
	ID     string
	HTML   string // without links
	Level  int
	Offset int // in the file
}

// Link is a link or image of a body.
type Link struct {
	URL    string // as rendered
	Offset int    // in the file
	Blind  bool   // an image that nothing describes
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
	s, tree := r.parse(f, start, o)
	src := f.Data[start:]
	var out bytes.Buffer
	if err := s.renderer.Render(&out, src, tree); err != nil {
		s.list = append(s.list, f.Errorf(start, "%v", err))
	}
	s.body.HTML = out.Bytes()
	s.body.Headings = s.headings
	return s.body, s.list
}

// Summary renders the text before <!--more-->, else the first paragraph, without ids.
func (r *Renderer) Summary(f *source.File, start int, o Options) string {
	s, tree := r.parse(f, start, o)
	return s.summary(tree, f.Data[start:])
}

// parse makes a tree in which links are resolved and shortcodes have their HTML.
func (r *Renderer) parse(f *source.File, start int, o Options) (*state, ast.Node) {
	s := &state{file: f, start: start, options: o, ids: page.NewIDs(o.Anchors), body: &Body{}, renderer: r.markdown.Renderer(), writer: bufio.NewWriterSize(nil, 512), unsafe: r.Unsafe}
	context := parser.NewContext()
	context.Set(stateKey, s)
	src := f.Data[start:]
	tree := r.markdown.Parser().Parse(text.NewReader(src), parser.WithContext(context))
	s.numberShortcodes(tree)
	for i, node := range s.nodes { // an outline may hold what a shortcode makes of a heading
		s.shortcodes(node, src)
		s.headings[i].HTML = s.inline(node, src)
	}
	s.shortcodes(tree, src)
	return s, tree
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

// Code colours a file's text. attributes are those of a fence.
func (r *Renderer) Code(lang, code string, attributes map[string]string) (string, error) {
	if err := knownLanguage(lang); err != nil {
		return "", err
	}
	l, err := linesOf(attributes, strings.Count(strings.TrimSuffix(code, "\n"), "\n")+1)
	if err != nil {
		return "", err
	}
	return r.code.html(lang, code, l), nil
}

// Language guesses a file's language by its name; "" where it has none.
func Language(name string) string {
	if lexer := lexers.Match(name); lexer != nil && len(lexer.Config().Aliases) > 0 {
		return lexer.Config().Aliases[0]
	}
	return ""
}

// inline renders what a heading holds, for use within a link.
func (s *state) inline(h *ast.Heading, src []byte) string {
	var nodes []ast.Node
	for n := h.FirstChild(); n != nil; n = n.NextSibling() {
		if _, anchor := n.(*ast.String); !anchor || n.NextSibling() != nil {
			nodes = append(nodes, n)
		}
	}
	return bare(s.html(src, nodes...), false)
}

// html renders nodes of the tree.
func (s *state) html(src []byte, nodes ...ast.Node) string {
	var b strings.Builder
	s.writer.Reset(&b)
	for _, n := range nodes {
		s.renderer.Render(s.writer, src, n) // a builder takes everything
	}
	s.writer.Flush()
	return b.String()
}

// state is what the transformer gathers of one body.
type state struct {
	file     *source.File
	start    int
	options  Options
	ids      *page.IDs
	body     *Body
	headings []*Heading
	nodes    []*ast.Heading // of headings
	open     []openElement  // by raw HTML

	anyHeading bool
	end        struct { // of a shortcode, as the last line that was asked about tells
		line []byte
		at   int
		name string
	}
	numbered int // code blocks with numbers and without an id, so far
	list     source.List
	renderer renderer.Renderer
	writer   *bufio.Writer // of html
	unsafe   bool
}

var stateKey = parser.NewContextKey()
