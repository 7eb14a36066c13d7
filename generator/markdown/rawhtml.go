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

// Raw HTML is let through as far as the allowlist in allowlist.go goes. What it forbids is
// an error at its place and left out, never silently. Links and images in it are followed
// like those of Markdown, as GitHub does.

// cleanHTML is the attribute of a node that holds what is written instead of its text.
const cleanHTML = "clean-html"

func (s *state) htmlBlock(n *ast.HTMLBlock, src []byte) {
	lines := n.Lines().Sliced(0, n.Lines().Len())
	if n.HasClosure() {
		lines = append(lines[:len(lines):len(lines)], n.ClosureLine)
	}
	n.SetAttributeString(cleanHTML, s.rawHTML(lines, src))
}

func (s *state) htmlInline(n *ast.RawHTML, src []byte) {
	n.SetAttributeString(cleanHTML, s.rawHTML(n.Segments.Sliced(0, n.Segments.Len()), src))
}

// rawHTML returns what of a piece of HTML is let through. The segments are its lines,
// which need not follow one another in the file.
func (s *state) rawHTML(lines []text.Segment, src []byte) []byte {
	var raw, clean bytes.Buffer
	for _, l := range lines {
		raw.Write(l.Value(src))
	}
	place := func(at int) int { // an offset of raw, in the file
		for _, l := range lines {
			if n := len(l.Value(src)); at < n {
				return s.start + l.Stop - (n - at) // padding is not in the file
			} else {
				at -= n
			}
		}
		return s.start + lines[len(lines)-1].Stop
	}
	z := html.NewTokenizer(bytes.NewReader(raw.Bytes()))
	z.SetMaxBuf(0)
	for at := 0; ; {
		kind := z.Next()
		token := string(z.Raw())
		if kind == html.ErrorToken {
			if rest := raw.String()[at:]; strings.Contains(rest, "<") && !s.unsafe {
				s.list = append(s.list, s.file.Errorf(place(at+strings.IndexByte(rest, '<')), "this tag is cut off").WithHint("a block of HTML ends at an empty line: write the whole tag before one"))
			} else {
				clean.WriteString(rest)
			}
			return clean.Bytes()
		}
		begins := at
		at += len(token)
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if !s.unsafe {
				if problem := allowed.problem(tag, token); problem.Message != "" {
					s.place(place(begins), problem)
					if bare := allowed.clean(token); bare != "" {
						token = bare
					} else {
						if opaque[tag] { // with all that is inside
							for kind != html.EndTagToken && kind != html.ErrorToken {
								kind = z.Next()
								at += len(z.Raw())
							}
						}
						continue
					}
				}
			}
			s.opened(tag, place(begins))
			clean.WriteString(s.linked(token, place(begins)))
		case html.EndTagToken:
			name, _ := z.TagName()
			if tag := string(name); s.unsafe {
				s.closed(tag, place(begins))
				clean.WriteString(token)
			} else if allowed.has(tag) && s.closed(tag, place(begins)) {
				clean.WriteString("</" + tag + ">")
			} else if optional[tag] {
				clean.WriteString("</" + tag + ">") // of a paragraph that Markdown has opened, say
			}
		case html.CommentToken, html.DoctypeToken:
			if s.unsafe {
				clean.WriteString(token)
			} else if strings.HasPrefix(token, "<!--") && !strings.HasSuffix(token, "-->") {
				s.list = append(s.list, s.file.Errorf(place(begins), "this comment is not closed").WithHint("end it with -->"))
			}
		default:
			clean.WriteString(token)
		}
	}
}

// linked resolves a tag's links and notes them; a tag without is left as it is written.
func (s *state) linked(tag string, offset int) string {
	if !strings.Contains(tag, "=") {
		return tag
	}
	z := html.NewTokenizer(strings.NewReader(tag))
	z.Next()
	t := z.Token()
	_, described := find(t.Attr, "alt")
	resolve := func(link string) string {
		at := offset + max(0, strings.Index(tag, link))
		url, err := s.options.Link(link)
		if err != nil {
			s.place(at, err)
			return ""
		}
		s.body.Links = append(s.body.Links, Link{URL: url, Offset: at, Blind: t.Data == "img" && !described})
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

var inlineTags = set("a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark q s samp small span strong sub sup time u var wbr")

// isInline tells whether HTML is text, and what stands within text, alone.
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
