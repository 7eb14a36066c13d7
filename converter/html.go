package converter

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

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
	} else if countTags(clean) < countTags(text) {
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

func countTags(s string) (n int) {
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.StartTagToken, html.SelfClosingTagToken:
			n++
		}
	}
}

// inlineTags begin HTML that Trac leaves within a paragraph.
var inlineTags = regexp.MustCompile(`(?is)^.\s*(?:a|span|bdo|img|big|small|font|tt|i|b|u|s|strike|em|strong|dfn|code|q|samp|kbd|var|cite|abbr|acronym|sub|sup)(?: |$)`)

func isInlineHTML(s string) bool { return inlineTags.MatchString(s) }

// htmlInline lowers [[html()]] within a line.
func (l *lowering) htmlInline(m *wiki.Macro) []wiki.Inline {
	clean, _ := sanitize(m.Args)
	clean = balance(l.resolveHTML(l.article, m.Span, clean))
	return []wiki.Inline{&wiki.HTMLInline{Span: m.Span, HTML: strings.ReplaceAll(clean, "\n", " ")}}
}

// balance closes what HTML leaves open, as a browser does.
func balance(text string) string {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil { // deeper than any browser follows
		return "<pre>" + html.EscapeString(text) + "</pre>"
	}
	out, err := doc.Find("body").Html()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(out)
}

var (
	blockTag  = regexp.MustCompile(`(?i)^<(?:address|blockquote|center|dd|div|dl|dt|fieldset|form|h[1-6]|hr|legend|li|menu|ol|p|table|tbody|td|tfoot|th|thead|tr|ul)[\s/>]`)
	preformed = regexp.MustCompile(`(?is)<(pre|textarea)[\s>].*?</(?:pre|textarea)>`)
	empty     = regexp.MustCompile(`\n[ \t]*(?:\n[ \t]*)+`)
	indented  = regexp.MustCompile(`\n[ \t]+`)
)

// blockLevel makes HTML that CommonMark takes as one block: it begins with a
// block's tag and has no empty line. Within <pre> an empty line is written as a
// character reference.
func blockLevel(html string) string {
	if html == "" {
		return ""
	}
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
