package wiki

import "strings"

// Blocks: lines between {{{ and }}}, for a processor where "#!name args"
// follows at once or on the next line.

// codeBlock is an open block.
type codeBlock struct {
	depth  int // of braces
	start  int // offset of its first line
	prefix string
	named  bool // the processor is settled, be it the plain one
	name   string
	args   string
	lines  []line
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

// block takes a line that opens a block or is within one.
func (p *parser) block(l line, name, args string, opens bool) {
	if opens {
		if p.code == nil {
			p.code = &codeBlock{depth: 1, start: l.pos, prefix: l.text[:strings.Index(l.text, "{{{")], name: name, args: args, named: name != ""}
			return
		}
		p.code.depth++
		p.code.named = true
		p.code.lines = append(p.code.lines, l)
		return
	}
	c := p.code
	if strip(l.text) == "}}}" {
		if c.depth--; c.depth == 0 {
			p.code = nil
			p.endBlock(c, l.offset(len(l.text)))
			return
		}
	} else if !c.named {
		c.named = true
		if indent, name, args, ok := processorLine(l.text); ok {
			c.prefix, c.name, c.args = indent, name, args
			return
		}
	}
	c.lines = append(c.lines, l)
}

// endBlock adds the block. One without any line is nothing, as in Trac.
func (p *parser) endBlock(c *codeBlock, end int) {
	if !c.named {
		return
	}
	switch c.name {
	case "th", "td", "tr":
	default:
		p.closeTable()
	}
	p.closeParagraph()
	if c.prefix != "" {
		common := true
		for _, l := range c.lines {
			common = common && (l.text == "" || strings.HasPrefix(l.text, c.prefix))
		}
		if common {
			for i, l := range c.lines {
				if l.text != "" {
					c.lines[i] = l.from(len(c.prefix))
				}
			}
		}
	}
	var text strings.Builder
	for _, l := range c.lines {
		text.WriteString(l.text)
		text.WriteByte('\n')
	}
	b := &Processor{Span: Span{c.start, end}, Name: c.name, Args: parseArgs(c.args), Text: text.String(), body: c.lines, depth: p.depth}
	switch c.name {
	case "th", "td", "tr", "table":
		if p.depth < maxDepth && p.tableProcessor(b) {
			return
		}
	}
	p.out.add(b)
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
