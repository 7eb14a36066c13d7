package wiki

import (
	"strings"
	"unicode/utf8"
)

// Quotes: an indented passage that continues no list item, and lines that
// begin with ">".

// matchIndent matches a line's indent. level is its width.
func matchIndent(s string) (match, bool) {
	i := skipSpace(s, 0)
	if i == 0 || i == len(s) {
		return match{}, false
	}
	return match{rule: ruleIndent, end: i, level: utf8.RuneCountInString(s[:i])}, true
}

// indent continues an item, or begins, continues or ends quotes.
func (p *parser) indent(m match) {
	if n := len(p.lists); n > 0 {
		last := p.lists[n-1]
		width := 2
		if last.ordered {
			width = 3
		}
		if m.level < last.depth {
			for _, l := range p.lists {
				if m.level > l.depth {
					p.inItem = true
					p.setListDepth(m.level, nil)
					return
				}
			}
		} else if m.level <= last.depth+width {
			p.inItem = true
			return
		}
	}
	if !p.inDefinitions {
		p.setQuoteDepth(m.level)
	}
}

// setTab adds a tab stop and drops those beyond it.
func (p *parser) setTab(depth int) {
	n := 0
	for n < len(p.tabstops) && p.tabstops[n] < depth {
		n++
	}
	p.tabstops = append(p.tabstops[:n], depth)
}

func (p *parser) quoteDepth() int {
	if n := len(p.quotes); n > 0 {
		return p.quotes[n-1]
	}
	return 0
}

// setQuoteDepth opens a quote for each tab stop up to depth, or closes the
// deeper ones.
func (p *parser) setQuoteDepth(depth int) {
	open := func(d int) {
		p.closeTable()
		p.closeParagraph()
		p.closeLists()
		p.quotes = append(p.quotes, d)
		p.setTab(d)
		p.out.open(&Quote{Span: p.line.span(0, 0)})
	}
	if current := p.quoteDepth(); depth > current {
		p.setTab(depth)
		for _, tab := range append([]int(nil), p.tabstops...) {
			if tab > current {
				open(tab)
			}
		}
	} else {
		for len(p.quotes) > 0 && depth < p.quoteDepth() {
			p.closeTable()
			p.closeParagraph()
			p.quotes = p.quotes[:len(p.quotes)-1]
			p.out.close(isQuote)
		}
		if depth > 0 {
			if n := len(p.quotes); n > 0 {
				p.quotes[n-1] = depth
			} else {
				open(depth)
			}
		}
	}
	if depth > 0 {
		p.inQuote = true
	}
}

// cite collects a line that begins with ">".
func (p *parser) cite(l line) {
	p.closeParagraph()
	depth := strings.IndexByte(l.text, '>')
	if len(p.citation) == 0 && depth < p.listDepth() {
		p.setListDepth(depth, nil)
	}
	p.citation = append(p.citation, l.from(depth+1))
}

// endCitation parses the collected lines as a page of their own.
func (p *parser) endCitation() {
	if len(p.citation) == 0 {
		return
	}
	lines := p.citation
	p.citation = nil
	spaced := true
	for _, l := range lines {
		spaced = spaced && (l.text == "" || l.text[0] == '>' || l.text[0] == ' ')
	}
	q := &Quote{Citation: true, Span: Span{lines[0].pos, lines[len(lines)-1].offset(len(lines[len(lines)-1].text))}}
	if spaced {
		for i, l := range lines {
			if strings.HasPrefix(l.text, " ") {
				lines[i] = l.from(1)
			}
		}
	}
	q.Blocks = p.nested(lines)
	p.out.add(q)
}
