package macro

import (
	"regexp"
	"strings"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/sanitize"
	"github.com/twisted/sitegen/converter/wiki"
)

// htmlProcessor lowers #!html.
func htmlProcessor(p *Page, b *wiki.Processor) []wiki.Block { return htmlBlock(p, b.Span, b.Text) }

// htmlMacro lowers [[html(…)]].
func htmlMacro(p *Page, m *wiki.Macro) []wiki.Block {
	if !isInlineHTML(m.Args) {
		return htmlBlock(p, m.Span, m.Args)
	}
	clean, _ := sanitize.HTML(m.Args)
	clean = sanitize.Balance(p.Links.HTML(m.Span, clean))
	return inLine(m.Span, &wiki.HTMLInline{Span: m.Span, HTML: strings.ReplaceAll(clean, "\n", " ")})
}

// htmlText returns what the macro shows.
func htmlText(m *wiki.Macro, _ wiki.Options) string {
	clean, _ := sanitize.HTML(m.Args)
	return sanitize.Text(clean)
}

// isInlineHTML reports whether Trac leaves HTML within a line (_html_is_inline).
func isInlineHTML(text string) bool { return inlineTag.MatchString(text) }

var inlineTag = regexp.MustCompile(`(?is)^.\s*(?:a|span|bdo|img|big|small|font|tt|i|b|u|s|strike|em|strong|dfn|code|` +
	`q|samp|kbd|var|cite|abbr|acronym|sub|sup)(?: |$)`)

// htmlBlock makes a block of HTML, fit to stand in Markdown.
func htmlBlock(p *Page, at wiki.Span, text string) []wiki.Block {
	clean := strings.TrimSpace(p.Links.HTML(at, sanitized(p, at, text)))
	if clean == "" {
		return nil
	}
	b := &wiki.HTMLBlock{Span: at, HTML: sanitize.Block(sanitize.Balance(clean))}
	opens, closes := sanitize.Unbalanced(clean)
	if (len(opens) > 0 || len(closes) > 0) && sanitize.BeginsWrapper(clean) {
		b.Raw, b.Opens, b.Closes = sanitize.Block(clean), opens, closes
	}
	return []wiki.Block{b}
}

// sanitized returns what Trac shows of HTML, and notes what it does not.
func sanitized(p *Page, at wiki.Span, text string) string {
	clean, lost := sanitize.HTML(text)
	if lost != "" && p.Shown.Shows(lost) { // a Trac that was told to trust its users
		clean = sanitize.Tags(text)
	} else if lost != "" {
		p.Notes.Note(at, report.Sanitised, "HTML that Trac does not show either was left out: %s", report.Excerpt(lost))
	} else if sanitize.CountTags(clean) < sanitize.CountTags(text) {
		p.Notes.Note(at, report.Sanitised, "HTML that Trac does not show either was left out")
	}
	return clean
}
