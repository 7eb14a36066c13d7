package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/page"
)

// Raw HTML is let through as far as the allowlist in allowlist.go goes, and must close what
// it opens (openelements.go). What it forbids is
// an error at its place and left out, never silently. Links and images in it are followed
// like those of Markdown, as GitHub does.

// cleanHTML is the attribute of a node that holds what is written instead of its text.
const cleanHTML = "clean-html"

func (d *document) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		lines = append(lines[:len(lines):len(lines)], n.ClosureLine)
	}
	n.SetAttributeString(cleanHTML, filterHTML(d, lines))
}

func (d *document) htmlInline(n *ast.RawHTML) {
	n.SetAttributeString(cleanHTML, filterHTML(d, n.Segments.Sliced(0, n.Segments.Len())))
}

// filterHTML returns what of a piece of HTML is let through. The segments are its lines,
// which need not follow one another in the file.
func filterHTML(d *document, lines []text.Segment) []byte {
	f := htmlFilter{document: d, lines: lines}
	for _, l := range lines {
		f.raw = append(f.raw, l.Value(d.src())...)
	}
	f.tokens = html.NewTokenizer(bytes.NewReader(f.raw))
	f.tokens.SetMaxBuf(0)
	for f.token() {
	}
	return f.clean.Bytes()
}

// htmlFilter goes through one piece of raw HTML.
type htmlFilter struct {
	document *document
	lines    []text.Segment
	raw      []byte // the lines' text
	tokens   *html.Tokenizer
	at       int          // offset in raw of the next token
	clean    bytes.Buffer // what is let through so far
}

// place returns where an offset of raw is in the file.
func (f *htmlFilter) place(at int) int {
	d := f.document
	for _, l := range f.lines {
		n := len(l.Value(d.src()))
		if at < n {
			return d.start + l.Stop - (n - at) // padding is not in the file
		}
		at -= n
	}
	return d.start + f.lines[len(f.lines)-1].Stop
}

// token handles the next token, and reports whether there was one.
func (f *htmlFilter) token() bool {
	kind := f.tokens.Next()
	token := string(f.tokens.Raw())
	if kind == html.ErrorToken {
		f.end()
		return false
	}
	begin := f.at
	f.at += len(token)
	switch kind {
	case html.StartTagToken, html.SelfClosingTagToken:
		f.noteDestinations(token, begin)
		f.startTag(token, f.place(begin))
	case html.EndTagToken:
		f.endTag(token, f.place(begin))
	case html.CommentToken, html.DoctypeToken:
		if f.document.unsafe {
			f.clean.WriteString(token)
		} else if strings.HasPrefix(token, "<!--") && !strings.HasSuffix(token, "-->") {
			f.document.report(f.document.errorf(f.place(begin), "this comment is not closed").
				WithHint("end it with -->"))
		}
	default:
		f.clean.WriteString(token)
	}
	return true
}

// end takes what the tokenizer leaves: nothing, or a tag without its end.
func (f *htmlFilter) end() {
	rest := f.raw[f.at:]
	if tag := bytes.IndexByte(rest, '<'); tag >= 0 && !f.document.unsafe {
		f.document.report(f.document.errorf(f.place(f.at+tag), "this tag is cut off").
			WithHint("a block of HTML ends at an empty line: write the whole tag before one"))
		return
	}
	f.clean.Write(rest)
}

func (f *htmlFilter) startTag(token string, place int) {
	name, _ := f.tokens.TagName()
	tag := string(name)
	if !f.document.unsafe {
		if problem := allowed.problem(tag, token); problem.Message != "" {
			f.document.reportAt(place, problem)
			if token = allowed.clean(token); token == "" {
				if opaque[tag] {
					f.skipContent()
				}
				return
			}
		}
	}
	f.document.elements.open(tag, place)
	f.clean.WriteString(f.linkedTag(token, place))
}

// skipContent passes over what is inside a forbidden element whose content is no text.
func (f *htmlFilter) skipContent() {
	for kind := html.StartTagToken; kind != html.EndTagToken && kind != html.ErrorToken; {
		kind = f.tokens.Next()
		f.at += len(f.tokens.Raw())
	}
}

func (f *htmlFilter) endTag(token string, place int) {
	name, _ := f.tokens.TagName()
	tag := string(name)
	switch {
	case f.document.unsafe:
		f.document.closeElement(tag, place)
		f.clean.WriteString(token)
	case allowed.has(tag) && f.document.closeElement(tag, place),
		optional[tag]: // of a paragraph that Markdown has opened, say
		f.clean.WriteString("</" + tag + ">")
	}
}

// noteDestinations notes where the links of a tag stand that begins at an offset of raw.
func (f *htmlFilter) noteDestinations(tag string, begin int) {
	note := func(start, end int) {
		place := Place{f.place(begin + start), f.place(begin+end-1) + 1}
		if place.End-place.Start == end-start { // else it goes over the end of a line
			text := html.UnescapeString(tag[start:end])
			f.document.body.Destinations = append(f.document.body.Destinations, Destination{text, place, Attribute})
		}
	}
	for _, a := range attributesOf(tag) {
		switch {
		case a.start == a.end:
		case a.name == "href" || a.name == "src" || a.name == "poster":
			note(a.start, a.end)
		case a.name == "srcset" && !strings.Contains(tag[a.start:a.end], "data:"):
			at := a.start
			for part := range strings.SplitSeq(tag[a.start:a.end], ",") {
				if f := strings.Fields(part); len(f) > 0 {
					start := at + strings.Index(part, f[0])
					note(start, start+len(f[0]))
				}
				at += len(part) + len(",")
			}
		}
	}
}

// linkedTag resolves a tag's links and notes them; a tag without is left as it is written.
func (f *htmlFilter) linkedTag(tag string, offset int) string {
	if !strings.Contains(tag, "=") {
		return tag
	}
	z := html.NewTokenizer(strings.NewReader(tag))
	z.Next()
	t := z.Token()
	_, hasAlt := find(t.Attr, "alt")
	d := f.document
	resolve := func(link string) string {
		at := offset + max(0, strings.Index(tag, link))
		url, err := d.options.Link(link)
		if err != nil {
			d.reportAt(at, err)
			return ""
		}
		d.body.Links = append(d.body.Links, Link{URL: url, Offset: at, NoAlt: t.Data == "img" && !hasAlt})
		return url
	}
	changed := false
	for i, a := range t.Attr {
		switch a.Key {
		case "href", "src", "poster":
			t.Attr[i].Val = resolve(a.Val)
		case "srcset":
			if !strings.Contains(a.Val, "data:") {
				t.Attr[i].Val = page.EachSource(a.Val, resolve)
			}
		}
		changed = changed || t.Attr[i].Val != a.Val
	}
	if changed {
		return t.String()
	}
	return tag
}

// rawRenderer writes what was let through.
type rawRenderer struct{}

func (rawRenderer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	write := func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if clean, ok := n.AttributeString(cleanHTML); ok && entering {
			w.Write(clean.([]byte))
		}
		return ast.WalkSkipChildren, nil
	}
	r.Register(ast.KindHTMLBlock, write)
	r.Register(ast.KindRawHTML, write)
}

var inlineTags = set(`a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark q s samp small span
	strong sub sup time u var wbr`)

// isInline reports whether HTML holds text, and no element but those within text.
func isInline(fragment []byte) bool {
	z := html.NewTokenizer(bytes.NewReader(fragment))
	something := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return something
		case html.TextToken:
			something = something || len(bytes.TrimSpace(z.Text())) > 0
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); !inlineTags[string(name)] {
				return false
			}
			something = true
		}
	}
}
