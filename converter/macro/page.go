package macro

import (
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/wiki"
)

// Page is the page that macros stand on: what they may ask, and what they leave.
type Page struct {
	Name    string
	Folder  string             // below content/, that the wiki's pages are in
	Uses    map[string]string  // what site.toml says becomes of macros, by name; see IsUse
	Options wiki.Options       // to read wiki text in arguments with
	Shown   *rendering.Page    // Trac's HTML of the page, nil if unknown
	Results *rendering.Results // of Shown
	Site    *links.Site
	Links   *links.Page
	Notes   *report.Page

	TOC bool // set by a macro: the page shows its table of contents

	frozen  map[*wiki.Macro]bool             // those whose results were found and kept
	content map[*wiki.Processor][]wiki.Block // see Content
	called  map[*wiki.Processor]*wiki.Macro  // see Called
}

// Macro returns what a macro becomes. What stays within a line of text is a bare paragraph.
func (p *Page) Macro(m *wiki.Macro) []wiki.Block {
	if use, ok := p.Uses[m.Name]; ok {
		return p.use(m, use)
	}
	r := row(m.Name)
	if r.Macro == nil {
		return result(p, m)
	}
	if !r.Living && !r.Dropped {
		return r.Macro(p, m)
	}
	blocks := r.Macro(p, m)
	if len(blocks) == 0 && !r.Dropped {
		return result(p, m)
	}
	return append(besides(p, m), blocks...)
}

// Processor returns what a processor becomes whose text is no page of its own. As in Trac,
// a macro may be called as a processor.
func (p *Page) Processor(b *wiki.Processor) []wiki.Block {
	if r := row(b.Name); r.Processor != nil {
		return r.Processor(p, b)
	}
	m := p.Called(b)
	if m == nil {
		return code(p, b)
	}
	if _, used := p.Uses[b.Name]; used || isTracs(b.Name) {
		return p.Macro(m)
	}
	nodes, with, _ := p.Results.Of(m)
	if blocks, ok := freeze(p, m, plainNodes(p, nodes, m.Span), with); ok {
		return blocks
	}
	return code(p, b)
}

// Called returns the macro that a processor calls, always the same, or nil if it calls none. What no table knows
// is a plugin's macro, if Trac shows neither an error for it nor its text as code.
func (p *Page) Called(b *wiki.Processor) *wiki.Macro {
	_, used := p.Uses[b.Name]
	_, isLanguage := language(b.Name)
	isPlugins := byName[b.Name] == nil && !isLanguage && p.Shown != nil && !p.Shown.ShowsError(b.Name) &&
		!p.Shown.ShowsCode(b.Text)
	if row(b.Name).Processor != nil || !used && !isTracs(b.Name) && !isPlugins {
		return nil
	}
	if p.called[b] == nil {
		if p.called == nil {
			p.called = map[*wiki.Processor]*wiki.Macro{}
		}
		args := strings.TrimSpace(b.Text)
		p.called[b] = &wiki.Macro{Span: b.Span, Name: b.Name, Args: args, Raw: "[[" + b.Name + "]]"}
	}
	return p.called[b]
}

// Wrapper returns what a processor becomes whose text is a page of its own, which is content,
// lowered.
func (p *Page) Wrapper(b *wiki.Processor, content []wiki.Block) []wiki.Block {
	return row(b.Name).Wrapper(p, b, content)
}

// Label returns what a link shows; with the methods below it makes a Page what package
// rendering expects.
func (p *Page) Label(l *wiki.Link) string { return p.Links.Label(l) }

// MacroText returns the text that a macro shows, if that is known without Trac.
func (p *Page) MacroText(m *wiki.Macro) (text string, known bool) {
	r := row(m.Name)
	if r.MacroText == nil {
		return "", false
	}
	return r.MacroText(m, p.Options), true
}

// ProcessorText returns the text that a processor shows, if that is known: by the table, or
// because the page has it as code.
func (p *Page) ProcessorText(b *wiki.Processor) (text string, known bool) {
	if r := row(b.Name); r.ProcessorText != nil {
		return r.ProcessorText(b), true
	}
	return b.Text, p.Shown.ShowsCode(b.Text)
}

// HoldsPage reports whether the text of a processor is a page of its own. Not every version of Trac has all
// processors.
func (p *Page) HoldsPage(b *wiki.Processor) bool {
	return row(b.Name).Wrapper != nil && !p.Shown.ShowsError(b.Name)
}

// Content returns the tree of a processor's text that is a page of its own; ok is false where it
// is none, or lies too deep.
func (p *Page) Content(b *wiki.Processor) (blocks []wiki.Block, ok bool) {
	if !p.HoldsPage(b) {
		return nil, false
	}
	if blocks, ok = p.content[b]; ok {
		return blocks, true
	}
	if blocks, ok = b.Parse(p.Options); ok {
		if p.content == nil {
			p.content = map[*wiki.Processor][]wiki.Block{}
		}
		p.content[b] = blocks
	}
	return blocks, ok
}

// Selector returns what selects a macro's result in Trac's HTML, or "".
func (p *Page) Selector(m *wiki.Macro) string { return row(m.Name).Result }

// IsKept reports whether the new site shows what Trac did for the macro.
func (p *Page) IsKept(m *wiki.Macro) bool {
	if use, ok := p.Uses[m.Name]; ok {
		return use == UseFrozen
	}
	r := row(m.Name)
	return !r.Dropped && (!r.Living || len(r.Macro(p, m)) == 0)
}

// inLine makes inlines what a macro becomes that stays within a line of text.
func inLine(at wiki.Span, list ...wiki.Inline) []wiki.Block {
	if len(list) == 0 {
		return nil
	}
	return []wiki.Block{&wiki.Paragraph{Span: at, Bare: true, Inlines: list}}
}
