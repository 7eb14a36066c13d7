package sanitize

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
)

// CountTags returns how many tags a text opens.
func CountTags(text string) (n int) {
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.StartTagToken, html.SelfClosingTagToken:
			n++
		}
	}
}

// Balance closes what HTML leaves open, as a browser does.
func Balance(text string) string {
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
	blockTag = regexp.MustCompile(`(?i)^<(?:address|blockquote|center|dd|div|dl|dt|fieldset|form|h[1-6]|hr|legend|li|` +
		`menu|ol|p|table|tbody|td|tfoot|th|thead|tr|ul)[\s/>]`)
	preformed  = regexp.MustCompile(`(?is)<(pre|textarea)[\s>].*?</(?:pre|textarea)>`)
	emptyLines = regexp.MustCompile(`\n[ \t]*(?:\n[ \t]*)+`)
	indents    = regexp.MustCompile(`\n[ \t]+`)
)

// Block returns HTML that CommonMark takes as one block: it begins with a block's tag and
// has no empty line, nor one that is when control characters are dropped. Within <pre> an empty line is
// written as a character reference.
func Block(html string) string {
	html = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == 0x7f {
			return -1
		}
		return r
	}, html)
	if html == "" {
		return ""
	}
	if !blockTag.MatchString(html) && !strings.HasPrefix(html, "</") {
		html = "<div>\n" + html + "\n</div>"
	}
	var b strings.Builder
	last := 0
	tidy := func(s string) string { return indents.ReplaceAllString(emptyLines.ReplaceAllString(s, "\n"), "\n") }
	for _, m := range preformed.FindAllStringIndex(html, -1) {
		b.WriteString(tidy(html[last:m[0]]))
		b.WriteString(strings.ReplaceAll(emptyLines.ReplaceAllStringFunc(html[m[0]:m[1]], func(s string) string {
			return "\n" + strings.ReplaceAll(s[1:], "\n", "&#10;")
		}), "\r", ""))
		last = m[1]
	}
	b.WriteString(tidy(html[last:]))
	return b.String()
}

var wrapperTag = regexp.MustCompile(`(?i)^</?(?:address|blockquote|center|div|dl|fieldset|form|ol|pre|table|tbody|td|` +
	`tfoot|th|thead|tr|ul)[\s/>]`)

// BeginsWrapper reports whether HTML begins with a tag, of either kind, that other blocks
// can stand within.
func BeginsWrapper(text string) bool { return wrapperTag.MatchString(text) }

// endless are tags that need no end.
var endless = map[string]bool{"area": true, "br": true, "col": true, "hr": true, "img": true, "input": true,
	"p": true, "li": true, "dt": true, "dd": true, "option": true}

// Unbalanced returns the tags that HTML leaves open, outermost first, and those
// that it ends without having begun them.
func Unbalanced(text string) (opens, closes []string) {
	count := map[string]int{} // of opens
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
			count[tag]++
		case kind == html.EndTagToken && !endless[tag]:
			if count[tag] == 0 {
				closes = append(closes, tag)
				break
			}
			for closed := ""; closed != tag; {
				closed = opens[len(opens)-1]
				opens = opens[:len(opens)-1]
				count[closed]--
			}
		}
	}
}
