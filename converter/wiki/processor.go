package wiki

import (
	"slices"
	"strings"
)

// Processors: lines between {{{ and }}}, for a processor where "#!name args"
// follows at once or on the next line.

// openProcessor is a processor whose end is to come.
type openProcessor struct {
	depth   int    // of braces
	start   int    // offset of its first line
	from    int    // index of the first line within, in the page's lines
	prefix  string // what stands before the braces, or before the name on the next line
	isNamed bool   // the processor is settled, be it the plain one
	name    string
	args    string
}

// processorAt returns the processor that the line at an index opens, or nil.
func processorAt(l line, at int) *openProcessor {
	name, args, ok := splitOpener(l.text)
	if !ok {
		return nil
	}
	prefix, _, _ := strings.Cut(l.text, "{{{")
	return &openProcessor{
		depth: 1, start: l.pos, from: at + 1, prefix: prefix, isNamed: name != "", name: name, args: args,
	}
}

// splitOpener reports whether a line opens a processor, and which.
func splitOpener(s string) (name, args string, ok bool) {
	i := skipSpace(s, 0)
	if !strings.HasPrefix(s[i:], "{{{") || strings.Contains(s, "}}}") {
		return "", "", false
	}
	if i += 3; skipSpace(s, i) == len(s) {
		return "", "", true
	}
	_, name, args, ok = splitName(s[i:])
	return name, args, ok
}

// splitName splits "  #!name args".
func splitName(s string) (indent, name, args string, ok bool) {
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

// take takes the line at an index, which may open a processor within this one; it
// reports whether the line ends this one.
func (p *openProcessor) take(l line, at int) (ends bool) {
	if _, _, opens := splitOpener(l.text); opens {
		p.depth++
		p.isNamed = true
		return false
	}
	if strip(l.text) == "}}}" {
		p.depth--
		return p.depth == 0
	}
	if !p.isNamed {
		p.isNamed = true
		if indent, name, args, ok := splitName(l.text); ok {
			p.prefix, p.name, p.args, p.from = indent, name, args, at+1
		}
	}
	return false
}

// end returns the processor whose text ends with the last of the page's lines so
// far; nil for one without any line, which is nothing to Trac. Its own end is an
// offset, depth that of the page it stands on.
func (p *openProcessor) end(lines []line, end, depth int) *Processor {
	if !p.isNamed {
		return nil
	}
	lines = lines[p.from:]
	if p.prefix != "" {
		lines = withoutPrefix(lines, p.prefix)
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.text)
		text.WriteByte('\n')
	}
	return &Processor{
		Span: Span{p.start, end}, Name: p.name, Args: parseArgs(p.args), Text: text.String(),
		body: lines, depth: depth,
	}
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
