package wiki

import "strings"

// Options tell the parser what only a Trac's set-up knows.
type Options struct {
	// IsMacro tells whether [[body]], whose name is none of Trac's own macros, is
	// one of a plugin's. nil stands for none.
	IsMacro func(name, body string) bool
}

// maxDepth is how deep pages are parsed within pages: in quotes, cells and
// processors. What is deeper stays text, or a [Processor] that does not parse.
const maxDepth = 100

// Parse reads a page.
func Parse(src string, o Options) []Block {
	p := &parser{Options: o, out: newBuilder()}
	return p.parse(splitLines(src))
}

// ParseInline reads one line of text, as in a heading.
func ParseInline(src string, o Options) []Inline {
	p := &parser{Options: o, out: newBuilder()}
	return p.oneLine(line{text: src}, 0, len(src))
}

// parser is the state that Trac's formatter keeps from line to line.
type parser struct {
	Options
	out       *builder
	depth     int // of this page within pages
	lines     []line
	isOneLine bool

	marks    []MarkKind // open, outermost first
	lists    []openList
	quotes   []int // columns of the open quotes
	tabstops []int
	citation []line // lines of "> …" so far
	code     *codeBlock

	inDefinitions, inTable, inRow, inCell, inParagraph bool

	// Of the current line.
	line                       line
	events                     []event
	inItem, inQuote            bool
	continueTable, continueRow bool
}

// eventKind tells what an event does when the line is written.
type eventKind int

const (
	text eventKind = iota
	node
	markOpens
	markCloses
	cellBegins
	definitionBegins
)

// event is what a rule leaves in the line. Trac writes a line's text only when
// it has gone through the line, after the blocks that the line opened or
// closed; so do we.
type event struct {
	kind    eventKind
	span    Span
	text    string
	node    Inline
	mark    MarkKind
	cell    *Cell
	inlines []Inline
}

func (p *parser) emit(e event) { p.events = append(p.events, e) }

func (p *parser) isMacro(name, body string) bool {
	return builtinMacros[name] || inlineProcessors[name] || p.IsMacro != nil && p.IsMacro(name, body)
}

// nested parses lines as a page of their own.
func (p *parser) nested(lines []line) []Block {
	inner := &parser{Options: p.Options, out: newBuilder(), depth: p.depth + 1}
	return inner.parse(lines)
}

func (p *parser) parse(lines []line) []Block {
	p.lines = lines
	for i, l := range lines {
		name, args, opens := blockOpener(l.text)
		switch {
		case p.code != nil:
			p.block(i, name, args, opens)
			continue
		case strings.HasPrefix(strip(l.text), ">") && p.depth < maxDepth:
			p.cite(l)
			continue
		}
		p.endCitation()
		switch {
		case opens:
			p.block(i, name, args, opens)
		case strings.HasPrefix(l.text, "----"):
			p.closeBlocks()
			p.out.add(&Rule{l.span(0, len(l.text))})
		case l.text == "":
			p.closeBlocks()
		default:
			p.textLine(l.expand())
		}
	}
	if p.code != nil { // all that is open ends with the page
		last := lines[len(lines)-1]
		p.endBlock(len(lines), last.offset(len(last.text)))
	}
	p.endCitation()
	p.closeBlocks()
	return p.out.finish()
}

// textLine reads a line of text, applying the rules from left to right.
func (p *parser) textLine(l line) {
	indented := strings.HasPrefix(l.text, " ")
	if !indented {
		p.tabstops = nil
		if len(p.quotes) > 0 {
			p.setQuoteDepth(0)
		}
	}
	p.inItem, p.inQuote = false, false
	p.line = l
	p.events = p.events[:0]
	p.scan(0, len(l.text))

	if !p.inItem {
		p.closeLists()
	}
	if !p.inQuote {
		p.setQuoteDepth(0)
	}
	if p.inDefinitions && !indented {
		p.closeDefinitions()
	}
	if p.inTable && !p.continueTable {
		p.closeTable()
	}
	p.continueTable = false
	if len(p.events) > 0 && !p.inItem && !p.inDefinitions && !p.inTable {
		p.openParagraph()
	}
	p.write()
	p.out.text(l.span(len(l.text), len(l.text)), "\n")
	p.closeRow(false)
}

// scan applies the rules to part of the current line.
func (p *parser) scan(from, to int) {
	sc := scanner{s: p.line.text[:to]}
	for from < to {
		m, ok := sc.next(from)
		if !ok {
			break
		}
		p.plain(from, m.start)
		p.apply(m)
		from = m.end
	}
	p.plain(from, to)
}

func (p *parser) plain(from, to int) {
	if from < to {
		p.emit(event{kind: text, span: p.line.span(from, to), text: p.line.text[from:to]})
	}
}

// apply does what a match means.
func (p *parser) apply(m match) {
	if m.escaped {
		p.plain(m.start+1, m.end)
		return
	}
	if p.isOneLine {
		switch m.rule {
		case ruleHeading, ruleList, ruleDefinition, ruleIndent, ruleCell:
			p.plain(m.start, m.end)
			return
		case ruleRowSeparator:
			return
		case ruleLineBreak:
			p.emit(event{kind: text, span: p.line.span(m.start, m.end), text: " "})
			return
		}
	}
	span := p.line.span(m.start, m.end)
	switch m.rule {
	case ruleBoldItalic:
		p.toggleBoth()
	case ruleMark:
		p.toggle(m)
	case ruleInlineCode:
		p.emit(event{kind: node, node: &Code{Span: span, Value: m.target}})
	case ruleLineBreak:
		p.emit(event{kind: node, node: &Break{Span: span}})
	case ruleAnchor:
		p.anchor(m)
	case ruleMacro:
		p.macroOrLink(m)
	case ruleHeading:
		p.heading(m)
	case ruleList:
		p.listItem(m)
	case ruleDefinition:
		p.definition(m)
	case ruleRowSeparator:
		p.rowSeparator()
	case ruleIndent:
		p.indent(m)
	case ruleCell:
		p.cell(m)
	default:
		p.link(m)
	}
}

// write puts the line's events into the tree.
func (p *parser) write() {
	for _, e := range p.events {
		switch e.kind {
		case text:
			p.out.text(e.span, e.text)
		case node:
			p.out.inline(e.node)
		case markOpens:
			p.out.openMark(e.mark)
		case markCloses:
			p.out.closeMark(e.mark)
		case cellBegins:
			p.out.close(isCell)
			p.out.open(e.cell)
		case definitionBegins:
			p.out.openDefinition(e.span, e.inlines)
		}
	}
}

// oneLine parses part of a line as Trac formats a heading: marks, code and
// links, no blocks.
func (p *parser) oneLine(l line, from, to int) []Inline {
	from = skipSpace(l.text[:to], from)
	inner := &parser{Options: p.Options, out: newBuilder(), isOneLine: true, line: l.from(from)}
	end := len(stripRight(l.text[from:to]))
	inner.line.text = inner.line.text[:end]
	shown := end
	if strings.HasSuffix(inner.line.text, "...") {
		shown -= 3
	}
	inner.scan(0, shown)
	if shown < end {
		inner.emit(event{kind: text, span: inner.line.span(shown, end), text: "…"})
	}
	for i, e := range inner.events {
		inner.events[i].text = shorten(e.text)
		if code, ok := e.node.(*Code); ok {
			code.Value = shorten(code.Value)
		}
	}
	inner.write()
	return inner.out.finishInlines()
}

// shorten is what Trac does to a line by itself.
func shorten(s string) string { return strings.ReplaceAll(s, "[...]", "[…]") }

func (p *parser) openParagraph() {
	if !p.inParagraph {
		p.inParagraph = true
		p.out.openParagraph()
	}
}

func (p *parser) closeParagraph() {
	p.flushMarks()
	if p.inParagraph {
		p.inParagraph = false
		p.out.closeParagraph()
	}
}

// closeBlocks ends all that an empty line ends.
func (p *parser) closeBlocks() {
	p.closeTable()
	p.closeParagraph()
	p.setQuoteDepth(0)
	p.closeLists()
	p.closeDefinitions()
}
