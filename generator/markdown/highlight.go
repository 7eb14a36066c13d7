package markdown

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	chromahtml "github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"github.com/twisted/sitegen/generator/source"
)

// highlighter renders fenced code.
type highlighter struct {
	formatter *chromahtml.Formatter
	cache     codeCache
}

// tooLong is the size beyond which a block is shown without colours: chroma's
// lexers backtrack.
const tooLong = 256 << 10 // bytes

func newHighlighter() *highlighter {
	return &highlighter{formatter: chromahtml.New(chromahtml.WithClasses(true), chromahtml.PreventSurroundingPre(true))}
}

// plain are info strings for text without colours; some of them GitHub draws.
var plain = set("text plain plaintext txt mermaid math geojson topojson stl")

// checkLanguage complains of a language that there are no colours for.
func checkLanguage(lang string) error {
	if lang == "" || plain[strings.ToLower(lang)] || lexers.Get(lang) != nil {
		return nil
	}
	return source.Errorf("no colours for the language %q", lang).
		WithHint(`use "text" for text that is no program`).Suggest(lang, lexers.Aliases(true))
}

// Language guesses a file's language by its name; "" where it has none.
func Language(name string) string {
	if lexer := lexers.Match(name); lexer != nil && len(lexer.Config().Aliases) > 0 {
		return lexer.Config().Aliases[0]
	}
	return ""
}

// RegisterFuncs implements renderer.NodeRenderer.
func (h *highlighter) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindFencedCodeBlock, h.renderFence)
}

// renderFence writes a fenced block.
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
	lines, _ := fenceLines(n, src) // mistakes were reported by codeBlock
	if id, ok := n.AttributeString(codeID); ok && lines.id == "" {
		lines.id = id.(string)
	}
	w.WriteString(h.html(language(n, src), code.String(), lines))
	return ast.WalkSkipChildren, nil
}

// html returns a block of code with its colours.
func (h *highlighter) html(lang, code string, lines codeLines) string {
	key := fmt.Sprintf("%q %#v %s", lang, lines, code)
	if html, ok := h.cache.get(key); ok {
		return html
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
	b.WriteString(`<pre class="` + html.EscapeString(strings.TrimSpace("chroma "+lines.class)) +
		`" tabindex="0"` + id + `><code` + class + `>`)
	if err := h.colour(&b, lang, code, lines); err != nil {
		b.WriteString(html.EscapeString(code))
	}
	b.WriteString("</code></pre>\n")
	if lines.title != "" {
		b.WriteString("</figure>\n")
	}
	h.cache.put(key, b.String())
	return b.String()
}

// colour writes the code's tokens; an error leaves b as it was.
func (h *highlighter) colour(b *strings.Builder, lang, code string, lines codeLines) error {
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

// HighlightCSS returns the style sheet of highlighted code, light, and dark where
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

// codeCacheSize bounds a codeCache.
const codeCacheSize = 8 << 20 // bytes

// codeCache remembers the HTML of blocks of code: colouring is slow, and after an edit all
// blocks but one are as they were. It forgets what nobody asked for
// since half of it was filled anew.
type codeCache struct {
	mu         sync.Mutex
	young, old map[string]string // HTML by the code and all else that decides it
	size       int               // of young, in bytes
}

func (c *codeCache) get(key string) (html string, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if html, ok = c.young[key]; ok {
		return html, true
	}
	if html, ok = c.old[key]; ok {
		c.keep(key, html)
	}
	return html, ok
}

func (c *codeCache) put(key, html string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(key, html)
}

func (c *codeCache) keep(key, html string) {
	if c.young == nil || c.size > codeCacheSize/2 {
		c.old, c.young, c.size = c.young, map[string]string{}, 0
	}
	c.young[key] = html
	c.size += len(key) + len(html)
}
