package sanitize

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/converter/wiki"
)

// The lists of tags, attributes and CSS properties are those of TracHTMLSanitizer.
const (
	safeTags = `a abbr acronym address area b big blockquote br button caption center cite code col colgroup dd del
		dfn dir div dl dt em fieldset font form h1 h2 h3 h4 h5 h6 hr i img input ins kbd label legend li map menu ol
		optgroup option p pre q s samp select small span strike strong sub sup table tbody td textarea tfoot th thead
		tr tt u ul var`
	safeAttributes = `abbr accept accept-charset accesskey align alt axis bgcolor border cellpadding cellspacing char
		charoff charset checked class clear cols colspan color compact coords datetime dir disabled enctype for frame
		headers height hreflang hspace id ismap label lang longdesc maxlength media method multiple name nohref
		noshade nowrap prompt readonly rel rev rows rowspan rules scope selected shape size span start summary
		tabindex target title type usemap valign value vspace width`
	safeCSS = `background-color border border-bottom border-bottom-color border-bottom-style border-bottom-left-radius
		border-bottom-right-radius border-bottom-width border-collapse border-color border-left border-left-color
		border-left-style border-left-width border-radius border-right border-right-color border-right-style
		border-right-width border-spacing border-style border-top border-top-color border-top-left-radius
		border-top-right-radius border-top-style border-top-width border-width bottom caption-side clear clip color
		content direction display empty-cells float font font-family font-size font-style font-variant font-weight
		height left letter-spacing line-height list-style list-style-position list-style-type max-height max-width
		min-height min-width opacity outline outline-color outline-style outline-width overflow padding padding-bottom
		padding-left padding-right padding-top quotes right table-layout text-align text-decoration text-indent
		text-transform top unicode-bidi vertical-align visibility white-space width word-spacing z-index`
)

var isSafeTag = func() map[string]bool {
	tags := map[string]bool{}
	for _, t := range strings.Fields(safeTags) {
		tags[t] = true
	}
	return tags
}()

// HTML returns what Trac's sanitiser lets through. A tag that it does not know goes, and
// with it all that follows up to its end tag; lost is the text that went so. A tag or comment that is cut
// off by the end is text.
func HTML(text string) (clean, lost string) {
	var kept, dropped strings.Builder
	waitingFor := ""
	z := html.NewTokenizer(strings.NewReader(text))
	at := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if rest := text[at:]; waitingFor == "" {
				kept.WriteString(html.EscapeString(rest))
			} else {
				dropped.WriteString(rest)
			}
			return Tags(kept.String()), strings.Join(strings.Fields(dropped.String()), " ")
		}
		raw := string(z.Raw())
		at += len(raw)
		name, _ := z.TagName()
		switch tag := string(name); {
		case kind == html.CommentToken && strings.HasPrefix(raw, "<!--") && !strings.HasSuffix(raw, "-->") &&
			waitingFor == "":
			kept.WriteString(html.EscapeString(raw))
		case kind == html.CommentToken || kind == html.DoctypeToken:
		case waitingFor != "":
			if kind == html.EndTagToken && tag == waitingFor {
				waitingFor = ""
			} else if kind == html.TextToken {
				dropped.WriteString(html.UnescapeString(raw))
			}
		case (kind == html.StartTagToken || kind == html.SelfClosingTagToken) && !isSafeTag[tag]:
			waitingFor = tag
		default:
			kept.WriteString(raw)
		}
	}
}

// Tags drops the tags and attributes that are not safe, and keeps the text within them.
func Tags(text string) string { return policy.Sanitize(text) }

// Text returns the text of HTML, without any tag.
func Text(text string) string { return html.UnescapeString(strict.Sanitize(text)) }

var strict = bluemonday.StrictPolicy()

var policy = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(strings.Fields(safeTags)...)
	p.AllowNoAttrs().OnElements(strings.Fields(safeTags)...)
	p.AllowAttrs(strings.Fields(safeAttributes)...).Globally()
	p.AllowAttrs("href").OnElements("a", "area")
	p.AllowAttrs("src").OnElements("img")
	// bluemonday does not take these two for addresses.
	p.AllowAttrs("src").Matching(webAddress).OnElements("input")
	p.AllowAttrs("action").Matching(webAddress).OnElements("form")
	p.AllowAttrs("cite").OnElements("blockquote", "q", "del", "ins")
	p.AllowURLSchemes("cvs", "file", "ftp", "git", "http", "https", "irc", "news", "sftp", "smb", "ssh", "svn",
		"svn+ssh") // Trac's default of [wiki] safe_schemes
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowStyles(strings.Fields(safeCSS)...).MatchingHandler(isSafeStyle).Globally()
	p.AllowStyles("margin", "margin-top", "margin-right", "margin-bottom", "margin-left").
		MatchingHandler(func(v string) bool { return !strings.Contains(v, "-") && isSafeStyle(v) }).Globally()
	p.AllowStyles("background", "background-image", "background-position", "background-repeat").
		MatchingHandler(isSafeStyle).Globally()
	return p
}()

var webAddress = regexp.MustCompile(`^(?:(?i:https?|ftp)://|[^:]*$)`)

// isSafeStyle reports whether the value of a CSS property neither loads nor, in browsers of old, runs
// anything.
func isSafeStyle(v string) bool {
	v = strings.ToLower(v)
	return !strings.Contains(v, "url(") && !strings.Contains(v, "expression")
}

// Attrs returns of a wrapper's attributes, and of their values, what Trac would keep. A
// flag, which has no value, is none.
func Attrs(args wiki.Args) wiki.Args {
	var out wiki.Args
	for _, a := range args {
		if a.Flag || !IsAttrName(a.Name) {
			continue
		}
		z := html.NewTokenizer(strings.NewReader(Tags(`<div ` + a.Name + `="` + html.EscapeString(a.Value) + `">`)))
		z.Next()
		for _, kept := range z.Token().Attr {
			out = append(out, wiki.Arg{Name: kept.Key, Value: kept.Val})
		}
	}
	return out
}

// IsAttrName reports whether s can be the name of an attribute.
func IsAttrName(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz-_0123456789") == ""
}
