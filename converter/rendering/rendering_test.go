package rendering

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

func TestPage(t *testing.T) {
	t.Parallel()
	p := Read(`<h1 id="H">One  two</h1><a name="n"></a><img src="/x.png" alt="an x"><pre>a
		b</pre><div class="system-message"><strong>Error: Macro Foo(c, d) failed</strong><pre>why</pre></div>
		<div class="system-message">Der Prozessor x-y fehlt</div><div class="wiki-toc">contents</div>`)
	var none *Page
	for what, ok := range map[string]bool{
		"text":       p.Shows("One two") && p.Shows("onetwo") == false && !none.Shows("One"),
		"no outline": !p.Shows("contents"),
		"code":       p.ShowsCode("a b\n") && !p.ShowsCode("a") && !none.ShowsCode("a b"),
		"errors": p.ShowsError("Foo") && p.ShowsError("x-y") && !p.ShowsError("Bar") && !p.ShowsError("o") &&
			!p.ShowsError("c") && !p.ShowsError("why") && !none.ShowsError("Foo"),
		"ids":                  p.HasID("H") && p.HasID("n") && !p.HasID("x") && !none.HasID("H"),
		"pictures":             p.Pictures()["/x.png"] == "an x" && none.Pictures() == nil,
		"alternative texts":    p.HasAlt("an x") && !p.HasAlt("x") && !none.HasAlt("an x"),
		"HTML nested too deep": !Read(strings.Repeat("<div>", 1000) + "x").Shows("x"),
	} {
		if !ok {
			t.Error(what)
		}
	}
	if _, ok := p.Swallowed(); ok {
		t.Error("code that holds no blocks swallowed the page")
	}
	if rest, ok := Read("<p>a</p><pre>b<p>c</p></pre>").Swallowed(); !ok || rest != "<pre>b<p>c</p></pre>" {
		t.Errorf("swallowed %q", rest)
	}
}

// shown expects what the tests' wiki text needs: a link shows its target, every macro but
// Known has a result, Live is computed anew, and of processors only those without a name are
// known.
type shown struct{}

func (shown) Label(l *wiki.Link) string { return l.Target }
func (shown) MacroText(m *wiki.Macro) (string, bool) {
	return m.Args, m.Name == "Known"
}
func (shown) ProcessorText(b *wiki.Processor) (string, bool) { return b.Text, b.Name == "" }
func (shown) Content(b *wiki.Processor) ([]wiki.Block, bool) { return nil, false }
func (shown) Called(*wiki.Processor) *wiki.Macro             { return nil }
func (shown) IsKept(m *wiki.Macro) bool                      { return m.Name != "Live" }
func (shown) Selector(m *wiki.Macro) string {
	return map[string]string{"I": "i", "B": "b", "Live": "div"}[m.Name]
}

// results reads wiki text and Trac's HTML of it, and returns what each macro with a result
// left, as HTML; "+" marks what the one before has.
func results(text, page string) string {
	blocks := wiki.Parse(text, wiki.Options{IsMacro: func(string, string) bool { return true }})
	r := Read(page).Results()
	r.Locate(blocks, shown{})
	var out []string
	wiki.Rewriter{Inline: func(n wiki.Inline) []wiki.Inline {
		if m, ok := n.(*wiki.Macro); ok && m.Name != "Known" {
			nodes, with, _ := r.Of(m)
			if !(shown{}).IsKept(m) {
				nodes = r.Discard(m)
			}
			var b strings.Builder
			if with != nil {
				b.WriteByte('+')
			}
			for _, n := range nodes {
				html.Render(&b, n)
			}
			out = append(out, b.String())
		}
		return []wiki.Inline{n}
	}}.Blocks(blocks)
	return strings.Join(out, " | ")
}

func TestResults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, page, want string }{
		{"between two texts", "a [[M]] b", "<p>a <i>x</i> b</p>", "<i>x</i>"},
		{"a result like the text after it", "one [[M]]\n\nT", "<p>one T was</p><p>T</p>", "T was"},
		{"the same text again", "a [[M]] b\n\na [[M]] b", "<p>a <i>x</i> b</p><p>a <i>y</i> b</p>", "<i>x</i> | <i>y</i>"},
		{"one paragraph's stay together", "a [[M]] [[M]] b", "<p>a <i>x</i> <i>y</i> b</p>", "<i>x</i> <i>y</i> | +"},
		{"those of two do not", "[[M]]\n\n[[M]]", "<p>x</p><p>y</p>", "x | y"},
		{"nor a living one's", "[[M]] [[Live]]", "<p>x</p><div>y</div>", "x | "},
		{"a known text is no result", "a [[Known(k)]] [[M]] b", "<p>a k <i>x</i> b</p>", "<i>x</i>"},
		{"nothing is left", "a [[M]] b", "<p>a b</p>", ""},
		{"nothing of two", "a [[M]][[M]] b", "<p>a b</p>", " | "},
		{"behind what nobody knows", "a\n\n{{{#!x\ny\n}}}\n\nb [[M]] c", "<p>a</p>?<p>b <i>x</i> c</p>", "<i>x</i>"},
		{"next to it", "a\n\n{{{#!x\ny\n}}}\n\n[[I]]\n\nc", "<p>a</p>?<i>x</i><p>c</p>", "<i>x</i>"},
		{"by its selector", "other [[I]] text", "<p>a <i>x</i> b</p>", "<i>x</i>"},
		{"no selector", "other [[M]] text", "<p>a <i>x</i> b</p>", ""},
		{"text that the result has", "[[M]] b", "<div><p>a b c</p><p>b b</p></div><p> b</p>", "<div><p>a b c</p><p>b b</p></div>"},
		{"and more behind", "[[M]] b\n\n{{{#!x\ny\n}}}", "<div>a b c</div><p> b</p>?", "<div>a b c</div>"},
		{"nothing, and the text again", "x [[M]] y [[M]] y [[M]]", "<p>x y y</p>", " |  | "},
		{"one in front of a living one", "[[I]][[Live]]", "<p><i>x</i></p><div>y</div>", "<i>x</i> | "},
		{"wrapped", "[[B]] [[Live]]", "<p></p><section><b>x</b></section><div>y</div>", "<section><b>x</b></section> | "},
		{"the second's only", "[[M]][[I]]", "<p><i>x</i></p>", " | <i>x</i>"},
		{"what is around a selected one", "[[M]][[I]][[M]]", "<p>a<i>x</i>b</p>", "a | <i>x</i> | b"},
		{"what stands behind a living one", "[[I]][[Live]]", "<p><i>x</i></p><div>y</div><p>z</p>", "<i>x</i>z | "},
		{"or with it", "a [[Live]] b", "<p>a <i>x</i></p><div>y</div><p>b</p>", "<i>x</i>"},
		{"a table before a table", "[[M]]\n\n||[[M]]||", `<p></p><table><tr><td>x</td></tr></table><p></p>` +
			`<table class="wiki"><tr><td>y</td></tr></table>`, "<table><tbody><tr><td>x</td></tr></tbody></table> | y"},
		{"no end within a word", "[[M]] en\n\n[[M]] z", "<p>open it en</p><p>y z</p>", "open it | y"},
		{"but where the source has it", "[[M]]s\n\n{{{#!x\ny\n}}}", "<p>5s</p>a s", "5"},
		{"words of a script without spaces", "[[M]] 三\n\n{{{#!x\ny\n}}}", "<p>一二三</p>a 三", "一二"},
		{"paragraphs in another element", "a\n\n[[M]]\n\n[[M]]", "<section><p>a</p><p><i>x</i></p><p></p></section>", "<i>x</i> | "},
		{"what stands in no paragraph", "[[M]]\n\n[[M]]", "<b>z</b><p>x</p><p>y</p>", " | "},
		{"a paragraph that Trac left out", "[[Known]]\n\n[[M]]\n\n[[M]]", "<p>x</p><p>y</p>", "x | y"},
		{"a living one that no selector finds", "a [[Live]] b", "<p>a <i>x</i> b</p>", ""},
	} {
		if got := results(tt.text, tt.page); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// boxed expects the text of #!div to be a page.
type boxed struct {
	shown
	content map[*wiki.Processor][]wiki.Block
}

func (e boxed) Content(b *wiki.Processor) ([]wiki.Block, bool) {
	blocks, ok := b.Parse(wiki.Options{IsMacro: func(string, string) bool { return true }})
	if e.content[b] == nil {
		e.content[b] = blocks
	}
	return e.content[b], ok && b.Name == "div"
}

// A page within the page is part of its text.
func TestNestedResults(t *testing.T) {
	t.Parallel()
	for text, page := range map[string]string{
		"a\n{{{#!div\n[[M]]\n}}}\nrest": "<p>a</p><div><p><i>x</i></p></div><p>rest</p>",
		"{{{#!div\n[[M]]\nrest\n}}}":    "<div><p><i>x</i>rest</p></div>",
	} {
		blocks := wiki.Parse(text, wiki.Options{})
		expected := boxed{content: map[*wiki.Processor][]wiki.Block{}}
		r := Read(page).Results()
		r.Locate(blocks, expected)
		for _, inner := range expected.content {
			nodes, _, _ := r.Of(inner[0].(*wiki.Paragraph).Inlines[0].(*wiki.Macro))
			if len(nodes) != 1 || textOf(nodes[0]) != "x" {
				t.Errorf("%q: %d nodes", text, len(nodes))
			}
		}
	}
}

// What was discarded, or taken by a selector, is not taken again.
func TestNext(t *testing.T) {
	t.Parallel()
	r := Read("<i>1</i><b>2</b><i>3</i>").Results()
	if n := r.Next("b"); n == nil || textOf(n) != "2" {
		t.Error("b was not found")
	}
	if n := r.Next("i"); n == nil || textOf(n) != "3" {
		t.Error("an element before the last result was taken")
	}
	var none *Page
	if r.Next("i") != nil || r.Next("") != nil || none.Results().Next("i") != nil {
		t.Error("there is nothing left")
	}
	blocks := wiki.Parse("[[Live]]\n\n[[M]]", wiki.Options{IsMacro: func(string, string) bool { return true }})
	r = Read("<div>1</div><p>2</p>").Results()
	r.Locate(blocks, shown{})
	first, second := blocks[0].(*wiki.Paragraph).Inlines[0], blocks[1].(*wiki.Paragraph).Inlines[0]
	r.Discard(first.(*wiki.Macro))
	if nodes, _, _ := r.Of(second.(*wiki.Macro)); len(nodes) != 1 || textOf(nodes[0]) != "2" {
		t.Errorf("behind what was discarded: %v", nodes)
	}
}

// anyAddress leaves addresses as they are.
type anyAddress struct{}

func (anyAddress) Href(_ wiki.Span, href string) string { return href }
func (anyAddress) Src(_ wiki.Span, src string) string   { return src }

// Trac's icons are no text, but for those of 0.10, which hold the label.
func TestIcons(t *testing.T) {
	t.Parallel()
	page := Read(`<p><a href="/a"><span class="icon">` + "\u200b" + `</span>label</a>
		<a href="/b"><span class="icon"> label of <b>0.10</b></span></a></p>`)
	var got []string
	for _, b := range Blocks(page.Body().Nodes, wiki.Span{}, anyAddress{}) {
		for _, n := range b.(*wiki.Paragraph).Inlines {
			if link, ok := n.(*wiki.Hyperlink); ok {
				got = append(got, strings.TrimSpace(wiki.PlainText(link.Inlines)))
			}
		}
	}
	if want := []string{"label", "label of 0.10"}; !slices.Equal(got, want) {
		t.Errorf("labels %q, want %q", got, want)
	}
}
