package converter

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
)

// HTML in a page: #!html and [[html()]], made fit to stand in Markdown.

// htmlBlock lowers #!html.
func (l *lowering) htmlBlock(at wiki.Span, text string) []wiki.Block {
	clean, lost := sanitize(text)
	if lost != "" && l.html.shows(lost) { // a Trac that was told to trust its users
		clean = policy.Sanitize(text)
	} else if lost != "" {
		l.note(l.article, at, Sanitised, "HTML that Trac does not show either was left out: %s", excerpt(lost))
	} else if tags(clean) < tags(comment.ReplaceAllString(text, "")) {
		l.note(l.article, at, Sanitised, "HTML that Trac does not show either was left out")
	}
	if clean = strings.TrimSpace(l.resolveHTML(l.article, at, clean)); clean == "" {
		return nil
	}
	b := &wiki.HTMLBlock{Span: at, HTML: blockLevel(balance(clean))}
	if opens, closes := unbalanced(clean); (len(opens) > 0 || len(closes) > 0) && beginsBlock.MatchString(clean) {
		b.Raw, b.Opens, b.Closes = blockLevel(clean), opens, closes
	}
	return []wiki.Block{b}
}

func tags(s string) int { return strings.Count(s, "<") }

// inlineTags begin HTML that Trac leaves within a paragraph.
var inlineTags = regexp.MustCompile(`(?is)^.\s*(?:a|span|bdo|img|big|small|font|tt|i|b|u|s|strike|em|strong|dfn|code|q|samp|kbd|var|cite|abbr|acronym|sub|sup)(?: |$)`)

func isInlineHTML(s string) bool { return inlineTags.MatchString(s) }

// htmlInline lowers [[html()]] within a line.
func (l *lowering) htmlInline(m *wiki.Macro) []wiki.Inline {
	clean, _ := sanitize(m.Args)
	clean = balance(l.resolveHTML(l.article, m.Span, clean))
	return []wiki.Inline{&wiki.HTMLInline{Span: m.Span, HTML: strings.ReplaceAll(clean, "\n", " ")}}
}

// resolveHTML leads the links of HTML to where they live now.
func (c *conversion) resolveHTML(a *article, at wiki.Span, text string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			t := z.Token()
			changed := false
			for i, attr := range t.Attr {
				switch {
				case attr.Key == "href" && (t.Data == "a" || t.Data == "area"):
					t.Attr[i].Val = c.htmlLink(a, at, attr.Val)
				case attr.Key == "src":
					t.Attr[i].Val = c.htmlImage(a, at, attr.Val)
				}
				changed = changed || t.Attr[i].Val != attr.Val
			}
			if changed {
				raw = t.String()
			}
			b.WriteString(raw)
		default:
			b.Write(z.Raw())
		}
	}
}

// pageLink is htmlLink for Markdown, which calls a page by its file.
func (c *conversion) pageLink(a *article, at wiki.Span, href string) string {
	t := c.resolver.LocalURL(href)
	u := c.address(a, t)
	c.examine(a, at, href, t, u)
	return u
}

func (c *conversion) htmlLink(a *article, at wiki.Span, href string) string {
	t := c.resolver.LocalURL(c.rooted(a, href))
	u := c.permalink(t)
	if id, own := strings.CutPrefix(href, "#"); own && id != "" {
		t = links.Target{Page: a.Name, Fragment: id}
	}
	c.examine(a, at, href, t, u)
	return u
}

func (c *conversion) htmlImage(a *article, at wiki.Span, src string) string {
	t := c.resolver.LocalURL(c.rooted(a, src))
	u := c.filePath(t.URL)
	c.examine(a, at, src, t, u)
	return u
}

// rooted makes a relative address one from the root: the page's own was
// BASE/wiki/NAME.
func (c *conversion) rooted(a *article, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" || strings.HasPrefix(u.Path, "/") {
		return address
	}
	return (&url.URL{Path: c.resolver.Base + "/wiki/" + a.Name}).ResolveReference(u).String()
}

// balance closes what HTML leaves open, as a browser does.
func balance(text string) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return ""
	}
	out, err := doc.Find("body").Html()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

// endless are tags that need no end.
var endless = map[string]bool{"area": true, "br": true, "col": true, "hr": true, "img": true, "input": true,
	"p": true, "li": true, "dt": true, "dd": true, "option": true}

// unbalanced returns the tags that HTML leaves open, outermost first, and those
// that it ends without having begun them.
func unbalanced(text string) (opens, closes []string) {
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		kind := z.Next()
		name, _ := z.TagName()
		tag := string(name)
		switch {
		case kind == html.ErrorToken:
			return opens, closes
		case kind == html.StartTagToken && !endless[tag]:
			opens = append(opens, tag)
		case kind == html.EndTagToken && !endless[tag]:
			if at := slices.Index(opens, tag); at < 0 {
				closes = append(closes, tag)
			} else {
				opens = opens[:lastIndex(opens, tag)]
			}
		}
	}
}

func lastIndex(list []string, s string) int {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] == s {
			return i
		}
	}
	return -1
}

// pairHTML lets blocks of HTML of which one opens a wrapper and another ends it
// stand as they were written; what is between them is then within. From 1.2 on
// Trac does so as well. Where they do not pair, each stays balanced by itself.
func (l *lowering) pairHTML(blocks []wiki.Block) []wiki.Block {
	var open []string
	var pairs []*wiki.HTMLBlock
	for i, b := range blocks {
		h, ok := b.(*wiki.HTMLBlock)
		if !ok || h.Raw == "" {
			continue
		}
		if rest := l.html.swallowed(); rest != nil && slices.Contains(h.Opens, "pre") && !l.within {
			h.HTML = blockLevel(l.resolveHTML(l.article, h.Span, policy.Sanitize(outerHTML(rest))))
			l.note(l.article, h.Span, Sanitised, "HTML that is left open has the rest of the page in it, as in Trac")
			return blocks[:i+1]
		}
		for _, tag := range h.Closes {
			if len(open) == 0 || open[len(open)-1] != tag {
				return blocks
			}
			open = open[:len(open)-1]
		}
		open = append(open, h.Opens...)
		pairs = append(pairs, h)
	}
	if len(open) == 0 {
		for _, h := range pairs {
			h.HTML = h.Raw
		}
	}
	return blocks
}

var (
	comment     = regexp.MustCompile(`(?s)<!--.*?-->`)
	blockTag    = regexp.MustCompile(`(?i)^<(?:address|blockquote|center|dd|div|dl|dt|fieldset|form|h[1-6]|hr|legend|li|menu|ol|p|table|tbody|td|tfoot|th|thead|tr|ul)[\s/>]`)
	beginsBlock = regexp.MustCompile(`(?i)^</?(?:address|blockquote|center|div|dl|fieldset|form|ol|pre|table|tbody|td|tfoot|th|thead|tr|ul)[\s/>]`)
	preformed   = regexp.MustCompile(`(?is)<(pre|textarea)[\s>].*?</(?:pre|textarea)>`)
	empty       = regexp.MustCompile(`\n[ \t]*(?:\n[ \t]*)+`)
	indented    = regexp.MustCompile(`\n[ \t]+`)
)

// blockLevel makes HTML that CommonMark takes as one block: it begins with a
// block's tag and has no empty line. Within <pre> an empty line is written as a
// character reference.
func blockLevel(html string) string {
	if !blockTag.MatchString(html) && !strings.HasPrefix(html, "</") {
		html = "<div>\n" + html + "\n</div>"
	}
	var b strings.Builder
	last := 0
	tidy := func(s string) string { return indented.ReplaceAllString(empty.ReplaceAllString(s, "\n"), "\n") }
	for _, m := range preformed.FindAllStringIndex(html, -1) {
		b.WriteString(tidy(html[last:m[0]]))
		b.WriteString(strings.ReplaceAll(empty.ReplaceAllStringFunc(html[m[0]:m[1]], func(s string) string {
			return "\n" + strings.ReplaceAll(s[1:], "\n", "&#10;")
		}), "\r", ""))
		last = m[1]
	}
	b.WriteString(tidy(html[last:]))
	return b.String()
}
