package converter

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// Trac shows only what its sanitiser lets through (trac/util/html.py,
// TracHTMLSanitizer: the lists of tags, attributes and CSS properties are its
// own). So does the site.

const (
	safeTags = `a abbr acronym address area b big blockquote br button caption center cite code col colgroup dd del dfn dir
		div dl dt em fieldset font form h1 h2 h3 h4 h5 h6 hr i img input ins kbd label legend li map menu ol optgroup option p
		pre q s samp select small span strike strong sub sup table tbody td textarea tfoot th thead tr tt u ul var`
	safeAttributes = `abbr accept accept-charset accesskey align alt axis bgcolor border cellpadding cellspacing char
		charoff charset checked class clear cols colspan color compact coords datetime dir disabled enctype for frame headers
		height hreflang hspace id ismap label lang longdesc maxlength media method multiple name nohref noshade nowrap prompt
		readonly rel rev rows rowspan rules scope selected shape size span start summary tabindex target title type usemap
		valign value vspace width`
	safeCSS = `background-color border border-bottom border-bottom-color border-bottom-style border-bottom-left-radius
		border-bottom-right-radius border-bottom-width border-collapse border-color border-left border-left-color
		border-left-style border-left-width border-radius border-right border-right-color border-right-style
		border-right-width border-spacing border-style border-top border-top-color border-top-left-radius
		border-top-right-radius border-top-style border-top-width border-width bottom caption-side clear clip color content
		direction display empty-cells float font font-family font-size font-style font-variant font-weight height left
		letter-spacing line-height list-style list-style-position list-style-type max-height max-width min-height min-width
		opacity outline outline-color outline-style outline-width overflow padding padding-bottom padding-left padding-right
		padding-top quotes right table-layout text-align text-decoration text-indent text-transform top unicode-bidi
		vertical-align visibility white-space width word-spacing z-index`
)

var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(strings.Fields(safeTags)...)
	p.AllowNoAttrs().OnElements(strings.Fields(safeTags)...)
	p.AllowAttrs(strings.Fields(safeAttributes)...).Globally()
	p.AllowAttrs("href").OnElements("a", "area")
	p.AllowAttrs("src").OnElements("img")
	p.AllowAttrs("src").Matching(webAddress).OnElements("input") // which bluemonday does not take for addresses
	p.AllowAttrs("action").Matching(webAddress).OnElements("form")
	p.AllowAttrs("cite").OnElements("blockquote", "q", "del", "ins")
	p.AllowURLSchemes("ftp", "http", "https", "irc", "news")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowStyles(strings.Fields(safeCSS)...).MatchingHandler(noURL).Globally()
	p.AllowStyles("margin", "margin-top", "margin-right", "margin-bottom", "margin-left").
		MatchingHandler(func(v string) bool { return !strings.Contains(v, "-") }).Globally()
	p.AllowStyles("background", "background-image", "background-position", "background-repeat").MatchingHandler(noURL).Globally()
	return p
}()

var webAddress = regexp.MustCompile(`^(?:(?i:https?|ftp)://|[^:]*$)`)

func noURL(v string) bool { return !strings.Contains(strings.ToLower(v), "url(") }

// safeAttrs keeps of a wrapper's attributes, and of their values, what Trac would
// keep, and drops those that say nothing.
func safeAttrs(args wiki.Args) wiki.Args {
	var out wiki.Args
	for _, a := range args {
		if a.Flag || !isAttrName(a.Name) {
			continue
		}
		z := html.NewTokenizer(strings.NewReader(policy.Sanitize(`<div ` + a.Name + `="` + html.EscapeString(a.Value) + `">`)))
		z.Next()
		for _, kept := range z.Token().Attr {
			out = append(out, wiki.Arg{Name: kept.Key, Value: kept.Val})
		}
	}
	return out
}

// inlineTags begin HTML that Trac leaves within a paragraph.
var inlineTags = regexp.MustCompile(`(?i)^\s*<\s*(?:a|span|bdo|img|big|small|font|tt|i|b|u|s|strike|em|strong|dfn|code|q|samp|kbd|var|cite|abbr|acronym|sub|sup)[\s>]`)

func isInlineHTML(s string) bool { return inlineTags.MatchString(s) }

// sanitize returns HTML as a block of Markdown may hold it: safe, balanced, no
// empty lines, in a block-level tag, its links resolved. removed tells whether
// tags were dropped.
func (c *conversion) sanitize(a *article, at wiki.Span, text string) (clean string, removed bool) {
	safe := policy.Sanitize(text)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(safe))
	if err != nil {
		return "", true
	}
	removed = strings.Count(safe, "<") < strings.Count(dropComments(text), "<")
	body := doc.Find("body")
	body.Find("a[href], area[href]").Each(func(_ int, s *goquery.Selection) {
		href, _ := s.Attr("href")
		t := c.resolver.LocalURL(href)
		u := c.permalink(t)
		if id, own := strings.CutPrefix(href, "#"); own && id != "" && !c.hasAnchor(a.Name, id) || c.isBroken(t) {
			c.markBroken(a, at.Start, href, u)
		}
		s.SetAttr("href", u)
	})
	body.Find("img[src], input[src]").Each(func(_ int, s *goquery.Selection) {
		src, _ := s.Attr("src")
		t := c.resolver.LocalURL(src)
		u := c.filePath(t.URL)
		if c.isBroken(t) {
			c.markBroken(a, at.Start, src, u)
		}
		s.SetAttr("src", u)
	})
	if clean, err = body.Html(); err != nil {
		return "", true
	}
	if clean = strings.TrimSpace(clean); clean == "" {
		return "", removed
	}
	return blockLevel(clean), removed
}

// inlineHTML takes off the block that sanitize put around inline tags.
func inlineHTML(clean string) string {
	return strings.ReplaceAll(strings.TrimSuffix(strings.TrimPrefix(clean, "<div>\n"), "\n</div>"), "\n", " ")
}

func dropComments(s string) string { return comment.ReplaceAllString(s, "") }

var (
	comment   = regexp.MustCompile(`(?s)<!--.*?-->`)
	blockTag  = regexp.MustCompile(`(?i)^<(?:address|blockquote|center|dd|div|dl|dt|fieldset|form|h[1-6]|hr|legend|li|menu|ol|p|table|tbody|td|tfoot|th|thead|tr|ul)[\s/>]`)
	preformed = regexp.MustCompile(`(?is)<(pre|textarea)[\s>].*?</(?:pre|textarea)>`)
	empty     = regexp.MustCompile(`\n[ \t]*(?:\n[ \t]*)+`)
	indented  = regexp.MustCompile(`\n[ \t]+`)
)

// blockLevel makes HTML that CommonMark takes as one block: it begins with a
// block's tag and has no empty line. Within <pre> an empty line is written as a
// character reference.
func blockLevel(html string) string {
	if !blockTag.MatchString(html) {
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
