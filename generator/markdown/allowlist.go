package markdown

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/generator/source"
)

// The allowlist is what text needs and Markdown has no words for: all that Trac's own
// sanitiser lets through, since converted pages have it, and HTML's later elements for
// text, figures and media.
const (
	allowedTags = `a abbr acronym address area article aside audio b bdi bdo big blockquote br button caption center
		cite code col colgroup data dd del details dfn dir div dl dt em fieldset figcaption figure font footer form
		h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd label legend li main map mark menu meter nav ol
		optgroup option p picture pre progress q rp rt ruby s samp search section select small source span strike
		strong sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr`
	allowedAttributes = `abbr accept accept-charset accesskey align alt axis bgcolor border cellpadding cellspacing
		char charoff charset checked class clear cols colspan color compact controls coords datetime decoding
		default dir disabled enctype face for frame headers height high hreflang hspace id ismap itemid itemprop
		itemref itemscope itemtype kind label lang loading longdesc loop low max maxlength media method min multiple
		muted name nohref noshade nowrap open optimum playsinline preload prompt readonly rel rev reversed role rows
		rowspan rules scope selected shape size sizes span srclang start summary tabindex target title translate
		type usemap valign value vspace width`
	allowedARIA = `aria-label aria-labelledby aria-describedby aria-hidden aria-current aria-expanded aria-controls
		aria-live aria-level aria-details`
	allowedSchemes = `cvs file ftp git http https irc ircs mailto matrix news sftp smb ssh svn svn+ssh tel xmpp`
	allowedStyles  = `align-items background-color border border-bottom border-bottom-color
		border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width border-collapse
		border-color border-left border-left-color border-left-style border-left-width border-radius border-right
		border-right-color border-right-style border-right-width border-spacing border-style border-top
		border-top-color border-top-left-radius border-top-right-radius border-top-style border-top-width
		border-width bottom caption-side clear clip color column-count column-gap columns content direction display
		empty-cells flex flex-direction flex-wrap float font font-family font-size font-style font-variant
		font-weight gap grid-template-columns height justify-content left letter-spacing line-height list-style
		list-style-position list-style-type margin margin-bottom margin-left margin-right margin-top max-height
		max-width min-height min-width opacity outline outline-color outline-style outline-width overflow overflow-x
		overflow-y padding padding-bottom padding-left padding-right padding-top quotes right table-layout
		text-align text-decoration text-indent text-transform top unicode-bidi vertical-align visibility white-space
		width word-break word-spacing z-index background background-image background-position background-repeat`
)

// opaque are elements whose content is no text.
var opaque = set("script style iframe noscript noembed noframes xmp title svg math")

// set returns the words of a text.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

type allowlist struct {
	policy *bluemonday.Policy
	tags   map[string]bool
}

var allowed = func() allowlist {
	p := bluemonday.NewPolicy()
	p.AllowElements(strings.Fields(allowedTags)...)
	p.AllowNoAttrs().OnElements(strings.Fields(allowedTags)...)
	p.AllowAttrs(strings.Fields(allowedAttributes)...).Globally()
	p.AllowAttrs("href").OnElements("a", "area")
	p.AllowAttrs("src").OnElements("img", "audio", "video", "source", "track")
	p.AllowAttrs("src").Matching(safeAddress).OnElements("input")
	p.AllowAttrs("srcset").Matching(safeSources).OnElements("img", "source")
	p.AllowAttrs("poster").Matching(safeAddress).OnElements("video")
	p.AllowAttrs("action").Matching(safeAddress).OnElements("form")
	p.AllowAttrs("cite").OnElements("blockquote", "q", "del", "ins")
	p.AllowDataAttributes()
	p.AllowAttrs(strings.Fields(allowedARIA)...).Globally()
	p.AllowURLSchemes(strings.Fields(allowedSchemes)...)
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.AllowDataURIImages()
	p.AllowStyles(strings.Fields(allowedStyles)...).MatchingHandler(func(v string) bool {
		v = strings.ToLower(v)
		return !strings.Contains(v, "url(") && !strings.Contains(v, "expression(")
	}).Globally()
	return allowlist{p, set(allowedTags)}
}()

var (
	safeAddress = regexp.MustCompile(`^(?:(?i:https?|ftp)://|[^:]*$)`)
	safeSources = regexp.MustCompile(`^(?:\s*(?:(?i:https?)://)?[^:\s,]+(?:\s+[0-9.]+[wx])?\s*(?:,|$))+$`)
)

func (a allowlist) has(tag string) bool { return a.tags[tag] }

// clean returns what the policy leaves of one tag.
func (a allowlist) clean(tag string) string { return a.policy.Sanitize(tag) }

// Hints for what the allowlist forbids.
const (
	allowAll    = "unsafe = true in site.toml allows all HTML"
	toTheme     = "scripts belong into the theme, as theme/assets/NAME.js; " + allowAll
	toShortcode = "a shortcode of your theme can hold it; " + allowAll
	toClass     = "a class, and a rule in your theme's style sheet, can do it; " + allowAll
	toAddress   = "addresses may be relative, http, https, mailto and a few others; " +
		"unsafe = true in site.toml allows all"
)

// addressAttributes hold URLs.
var addressAttributes = set("href src cite action srcset poster")

// problem returns what of a tag is not allowed, as a Diagnostic without a place; without a
// message too if all is. name is the tag's.
func (a allowlist) problem(name, tag string) source.Diagnostic {
	switch {
	case name == "script":
		return source.Errorf("a page may not hold a script").WithHint(toTheme)
	case !a.has(name):
		return source.Errorf("the HTML element <%s> is not allowed", name).WithHint(toShortcode)
	case !strings.ContainsAny(tag, "= \t\n/"):
		return source.Diagnostic{}
	}
	before, after := attributes(tag), attributes(a.clean(tag))
	for _, attr := range before {
		kept, ok := find(after, attr.Key)
		switch {
		case !ok && strings.HasPrefix(attr.Key, "on"):
			return source.Errorf("%s would run a script", attr.Key).WithHint(toTheme)
		case !ok && (attr.Val == "" || attr.Key == "style" && strings.Trim(attr.Val, " ;") == ""):
		case !ok && addressAttributes[attr.Key]:
			return source.Errorf("%s=%q is not allowed", attr.Key, attr.Val).WithHint(toAddress)
		case !ok && attr.Key != "style":
			return source.Errorf("the attribute %s of <%s> is not allowed", attr.Key, name).WithHint(allowAll)
		case attr.Key == "style":
			if lost := lostStyle(attr.Val, kept.Val); lost != "" {
				return source.Errorf("style=%q is not allowed", lost).WithHint(toClass)
			}
		}
	}
	return source.Diagnostic{}
}

// lostStyle returns the first declaration that is not among those that were kept, or "".
func lostStyle(before, after string) string {
	kept := map[string]int{}
	for _, d := range strings.Split(after, ";") {
		kept[property(d)]++
	}
	written := map[string][]string{}
	for _, d := range strings.Split(before, ";") {
		if _, value, ok := strings.Cut(d, ":"); ok && strings.TrimSpace(value) != "" {
			written[property(d)] = append(written[property(d)], strings.TrimSpace(d))
		}
	}
	for _, d := range strings.Split(before, ";") {
		if list := written[property(d)]; len(list) > kept[property(d)] {
			return list[len(list)-1]
		}
	}
	return ""
}

func property(declaration string) string {
	name, _, _ := strings.Cut(declaration, ":")
	return strings.ToLower(strings.TrimSpace(name))
}

// attributes returns those of a tag.
func attributes(tag string) []html.Attribute {
	z := html.NewTokenizer(strings.NewReader(tag))
	z.Next()
	return z.Token().Attr
}

func find(list []html.Attribute, key string) (html.Attribute, bool) {
	for _, a := range list {
		if a.Key == key {
			return a, true
		}
	}
	return html.Attribute{}, false
}
