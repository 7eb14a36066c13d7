package links

import (
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// Notes takes what is to be said of a page's links: the place and the link as written, and,
// of one that arrives nowhere, how the new page spells it.
type Notes interface {
	NoTarget(at wiki.Span, raw string)          // Trac shows text, no link
	DeadLink(at wiki.Span, raw, spelled string) // Trac's link leads nowhere
	OutsideTrac(at wiki.Span, raw, spelled string)
	NotFetched(at wiki.Span, raw, why string)   // nobody can tell yet where the link leads
	NotTaken(at wiki.Span, raw, spelled string) // a file that may have been there
}

// Page is one page, whose links are led to where their targets live now.
type Page struct {
	site  *Site
	name  string
	shown *Shown
	notes Notes
}

// On returns the page of that name. shown, which may be nil, is what Trac shows of its links.
func (s *Site) On(name string, shown *Shown, notes Notes) *Page {
	return &Page{site: s, name: name, shown: shown, notes: notes}
}

// Hyperlink returns the link that a TracLink becomes, or the text that Trac shows in its
// place.
func (p *Page) Hyperlink(l *wiki.Link) wiki.Inline {
	t := p.site.Resolve(p.name, l, p.shown)
	label := &wiki.Text{Span: l.Span, Value: strings.ReplaceAll(t.Label, "\u200b", "")}
	if t.Missing {
		isWord := l.Form == wiki.CamelCase || l.Form == wiki.CamelLabelled || l.Form == wiki.EmailLink
		if !isWord && t.Label != l.Raw {
			p.notes.NoTarget(l.Span, l.Raw)
		}
		return label
	}
	if strings.TrimSpace(label.Value) == "" {
		return label
	}
	u := p.site.relativeFile(p.name, t)
	p.Examine(l.Span, l.Raw, t, u)
	return &wiki.Hyperlink{Span: l.Span, URL: u, Inlines: []wiki.Inline{label}}
}

// Label returns what a TracLink shows, as far as that is known without Trac's HTML.
func (p *Page) Label(l *wiki.Link) string { return p.site.Resolve(p.name, l, nil).Label }

// Address returns what the page's Markdown calls the target of a TracLink, "" where there is
// none.
func (p *Page) Address(l *wiki.Link) string {
	t := p.site.Resolve(p.name, l, nil)
	if t.Missing {
		return ""
	}
	return p.site.relativeFile(p.name, t)
}

// Examine notes a link that arrives nowhere. spelled is its address in the page's Markdown
// or HTML.
func (p *Page) Examine(at wiki.Span, raw string, t Target, spelled string) {
	why, isAbsent := p.site.Absent(t.URL)
	switch {
	case isAbsent:
		p.notes.NotFetched(at, raw, why)
	case p.site.isDead(t):
		p.notes.DeadLink(at, raw, spelled)
	case p.site.isLeft(t):
		p.notes.NotTaken(at, raw, spelled)
	case p.site.isOutside(t):
		p.notes.OutsideTrac(at, raw, spelled)
	}
}
