package wiki

import (
	"slices"
	"strings"
)

// Options tell the parser what only a Trac's set-up knows.
type Options struct {
	// IsMacro reports whether [[body]], which begins with that name, is a macro, else it is a
	// link. nil stands for a Trac without macros.
	IsMacro func(name, body string) bool
	// RunsInLine reports whether a macro is run in a heading too, where of others Trac shows
	// the name. nil stands for none.
	RunsInLine func(name, args string) bool
}

// maxDepth is how deep pages are parsed within pages: in quotes, cells and
// processors. What is deeper stays text, or a [Processor] that does not parse.
const maxDepth = 100

// Parse reads a page.
func Parse(src string, o Options) []Block { return parsePage(splitLines(src), o, 0) }

// ParseInline reads one line of text, as in a heading.
func ParseInline(src string, o Options) []Inline { return oneLine(line{text: src}, 0, len(src), o) }

// Parse parses the body of a processor that holds wiki text; ok is false where it
// lies too deep.
func (b *Processor) Parse(o Options) (blocks []Block, ok bool) {
	if b.depth >= maxDepth {
		return nil, false
	}
	return parsePage(b.body, o, b.depth+1), true
}

// parsePage reads the lines of a page that stands within depth others.
func parsePage(lines []line, o Options, depth int) []Block {
	p := &parser{options: o, depth: depth, blocks: newBlocks(o)}
	for i, l := range lines {
		p.line(lines, i, l)
	}
	return p.end(lines)
}

// parser sorts a page's lines: those of processors and citations are gathered to
// be parsed as pages of their own, those of text go to the open blocks.
type parser struct {
	options   Options
	depth     int
	blocks    blocks
	citation  openCitation
	processor *openProcessor // or nil
}

// line reads the line at index i.
func (p *parser) line(lines []line, i int, l line) {
	switch {
	case p.processor != nil:
		if p.processor.take(l, i) {
			p.endProcessor(lines[:i], l.offset(len(l.text)))
		}
		return
	case isCitation(l.text) && p.depth < maxDepth:
		p.blocks.end(kindParagraph)
		if !p.citation.isOpen() {
			p.blocks.endDeeperLists(citationColumn(l.text))
		}
		p.citation.take(l)
		return
	}
	p.endCitation()
	if p.processor = processorAt(l, i); p.processor != nil {
		return
	}
	switch {
	case strings.HasPrefix(l.text, "----"):
		p.blocks.end(everything)
		p.blocks.add(&Rule{l.span(0, len(l.text))})
	case l.text == "":
		p.blocks.end(everything)
	default:
		p.blocks.line(l.expand())
	}
}

// end ends all that is open where the page ends, and returns the page.
func (p *parser) end(lines []line) []Block {
	if p.processor != nil {
		last := lines[len(lines)-1]
		end := last.offset(len(last.text))
		lines = slices.Clip(lines)
		for range p.processor.depth - 1 { // those within are ended by lines of Trac's, which their text has
			lines = append(lines, line{text: "}}}", pos: end})
		}
		p.endProcessor(lines, end)
	}
	p.endCitation()
	return p.blocks.finish()
}

// nested parses lines as a page within this one.
func (p *parser) nested(lines []line) []Block { return parsePage(lines, p.options, p.depth+1) }

func (p *parser) endCitation() {
	if !p.citation.isOpen() {
		return
	}
	lines, span := p.citation.end()
	p.blocks.add(&Quote{Citation: true, Span: span, Blocks: p.nested(lines)})
}

// endProcessor adds the processor that ends behind some lines, at an offset.
func (p *parser) endProcessor(lines []line, end int) {
	n := p.processor.end(lines, end, p.depth)
	p.processor = nil
	if n == nil {
		return
	}
	if !n.isRowPart() {
		p.blocks.end(kindTable)
	}
	p.blocks.end(kindParagraph)
	if n.isTablePart() && p.depth < maxDepth && p.blocks.addTablePart(n, p.nested(n.body)) {
		return
	}
	p.blocks.add(n)
}
