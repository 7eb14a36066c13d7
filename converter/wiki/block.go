package wiki

import (
	"slices"
	"strings"
)

// Blocks: lines between {{{ and }}}, for a processor where "#!name args"
// follows at once or on the next line.

// codeBlock is an open block.
type codeBlock struct {
	depth  int // of braces
	start  int // offset of its first line
	from   int // index of the first line within, in the page's lines
	prefix string
	named  bool // the processor is settled, be it the plain one
	name   string
	args   string
}

// blockOpener tells whether a line opens a block, and with which processor.
func blockOpener(s string) (name, args string, ok bool) {
	i := skipSpace(s, 0)
	if !strings.HasPrefix(s[i:], "{{{") || strings.Contains(s, "}}}") {
		return "", "", false
	}
	if i += 3; skipSpace(s, i) == len(s) {
		return "", "", true
	}
	_, name, args, ok = processorLine(s[i:])
	return name, args, ok
}

// processorLine splits "  #!name args".
func processorLine(s string) (indent, name, args string, ok bool) {
	i := skipSpace(s, 0)
	if !strings.HasPrefix(s[i:], "#!") {
		return "", "", "", false
	}
	isName := func(r rune) bool { return isWord(r) || r >= '+' && r <= '/' }
	end := i + 2
	for n, r := range s[i+2:] {
		if !isName(r) || n == 0 && (r == ',' || r == '.' || r == '/') {
			break
		}
		end = i + 2 + n + len(string(r))
	}
	if end == i+2 {
		return "", "", "", false
	}
	return s[:i], s[i+2 : end], s[end:], true
}

// block takes the line at an index, which opens a block or is within one.
func (p *parser) block(at int, name, args string, opens bool) {
	l := p.lines[at]
	if opens {
		if p.code == nil {
			p.code = &codeBlock{
				depth: 1, start: l.pos, from: at + 1, prefix: l.text[:strings.Index(l.text, "{{{")], name: name, args: args, named: name != "",
			}
			return
		}
		p.code.depth++
		p.code.named = true
		return
	}
	c := p.code
	if strip(l.text) == "}}}" {
		if c.depth--; c.depth == 0 {
			p.endBlock(at, l.offset(len(l.text)))
		}
	} else if !c.named {
		c.named = true
		if indent, name, args, ok := processorLine(l.text); ok {
			c.prefix, c.name, c.args, c.from = indent, name, args, at+1
		}
	}
}

// endBlock adds the block that ends before the line at an index. One without any
// line is nothing, as in Trac.
func (p *parser) endBlock(at, end int) {
	c := p.code
	p.code = nil
	if !c.named {
		return
	}
	switch c.name {
	case "th", "td", "tr":
	default:
		p.closeTable()
	}
	p.closeParagraph()
	lines := p.lines[c.from:at]
	if c.prefix != "" {
		lines = withoutPrefix(lines, c.prefix)
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.text)
		text.WriteByte('\n')
	}
	b := &Processor{Span: Span{c.start, end}, Name: c.name, Args: parseArgs(c.args), Text: text.String(), body: lines, depth: p.depth}
	switch c.name {
	case "th", "td", "tr", "table":
		if p.depth < maxDepth && p.tableProcessor(b) {
			return
		}
	}
	p.out.add(b)
}

// withoutPrefix takes the indent of the block's first line off all its lines, if they
// all have it.
func withoutPrefix(lines []line, prefix string) []line {
	for _, l := range lines {
		if l.text != "" && !strings.HasPrefix(l.text, prefix) {
			return lines
		}
	}
	out := slices.Clone(lines)
	for i, l := range out {
		if l.text != "" {
			out[i] = l.from(len(prefix))
		}
	}
	return out
}

// Parse parses the body of a processor that holds wiki text; ok is false where it
// lies too deep.
func (b *Processor) Parse(o Options) (blocks []Block, ok bool) {
	if b.depth >= maxDepth {
		return nil, false
	}
	p := &parser{Options: o, depth: b.depth}
	return p.nested(b.body), true
}
