package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// highlighter renders fenced code.
type highlighter struct {
	formatter *chromahtml.Formatter
	memo      memo
}

// tooLong is the size beyond which a block is shown without colours: chroma's
// lexers backtrack.
const tooLong = 256 << 10 // bytes

func newHighlighter() *highlighter {
	return &highlighter{formatter: chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))}
}

// plain are info strings for text without colours; some of them GitHub draws.
var plain = set("text plain plaintext txt mermaid math geojson topojson stl")

func known(lang string) bool { return plain[strings.ToLower(lang)] || lexers.Get(lang) != nil }

func languages() []string { return lexers.Aliases(true) }

// RegisterFuncs implements renderer.NodeRenderer.
func (h *highlighter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, h.renderFence)
}

// codeID is the attribute that gives a numbered block without an id one, for the links of
// its lines.
const codeID = "code-id"

// language is the word with which a fence begins.
func language(n *ast.FencedCodeBlock, src []byte) string {
	lang, _, _ := strings.Cut(string(n.Language(src)), "{")
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations([]byte(lang)))))
}

func (h *highlighter) renderFence(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	n := node.(*ast.FencedCodeBlock)
	var code bytes.Buffer
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		code.Write(line.Value(src))
	}
	lines, _ := lineOptions(n, src) // mistakes were told in the transformer
	if id, ok := n.AttributeString(codeID); ok && lines.id == "" {
		lines.id = id.(string)
	}
	w.WriteString(h.html(language(n, src), code.String(), lines))
	return ast.WalkSkipChildren, nil
}

// html returns a block of code with its colours.
func (h *highlighter) html(lang, code string, lines lines) string {
	key := fmt.Sprintf("%q %#v %s", lang, lines, code)
	if done, ok := h.memo.get(key); ok {
		return done
	}
	var b strings.Builder
	if lines.title != "" {
		b.WriteString(`<figure class="code">` + "\n<figcaption>" + html.EscapeString(lines.title) + "</figcaption>\n")
	}
	class := ""
	if lang != "" {
		class = ` class="language-` + html.EscapeString(lang) + `"`
	}
	id := ""
	if lines.id != "" {
		id = ` id="` + html.EscapeString(lines.id) + `"`
	}
	// tabindex: a block that scrolls must be reachable by keyboard.
	b.WriteString(`<pre class="` + html.EscapeString(strings.TrimSpace("chroma "+lines.class)) + `" tabindex="0"` + id + `><code` + class + `>`)
	if err := h.colour(&b, lang, code, lines); err != nil {
		b.WriteString(html.EscapeString(code))
	}
	b.WriteString("</code></pre>\n")
	if lines.title != "" {
		b.WriteString("</figure>\n")
	}
	h.memo.put(key, b.String())
	return b.String()
}

// colour writes the code's tokens; an error leaves b as it was.
func (h *highlighter) colour(b *strings.Builder, lang, code string, lines lines) error {
	lexer := lexers.Get(lang)
	if lexer == nil || plain[strings.ToLower(lang)] || len(code) > tooLong {
		if !lines.any() {
			return fmt.Errorf("no colours for %q", lang)
		}
		lexer = lexers.Fallback
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, code)
	if err != nil {
		return err
	}
	formatter := h.formatter
	if lines.any() {
		formatter = chromahtml.New(lines.formatting()...)
	}
	var out bytes.Buffer
	if err := formatter.Format(&out, styles.Fallback, tokens); err != nil {
		return err
	}
	b.Write(out.Bytes())
	return nil
}

// HighlightCSS is the style sheet of highlighted code, light, and dark where
// the reader prefers it. Each scheme is by itself: the light one colours tokens
// that the dark one leaves to its foreground.
func HighlightCSS() []byte {
	formatter := chromahtml.New(chromahtml.WithClasses(true))
	var b bytes.Buffer
	b.WriteString("@media not (prefers-color-scheme: dark) {\n")
	formatter.WriteCSS(&b, styles.Get("github"))
	b.WriteString("}\n@media (prefers-color-scheme: dark) {\n")
	formatter.WriteCSS(&b, styles.Get("github-dark"))
	b.WriteString("}\n")
	return b.Bytes()
}
