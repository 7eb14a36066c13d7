package wiki

import "strings"

// Citations: lines that begin with ">", a page of their own.

// openCitation are a citation's lines so far.
type openCitation struct{ lines []line }

func isCitation(s string) bool {
	i := skipSpace(s, 0)
	return i < len(s) && s[i] == '>'
}

// citationColumn returns where the sign of a citation's line stands.
func citationColumn(s string) int { return strings.IndexByte(s, '>') }

func (c *openCitation) isOpen() bool { return len(c.lines) > 0 }

// take adds a line, without its sign.
func (c *openCitation) take(l line) { c.lines = append(c.lines, l.from(citationColumn(l.text)+1)) }

// end returns the lines, without the space that follows each sign.
func (c *openCitation) end() ([]line, Span) {
	lines := c.lines
	c.lines = nil
	last := lines[len(lines)-1]
	at := Span{lines[0].pos, last.offset(len(last.text))}
	for _, l := range lines {
		if l.text != "" && l.text[0] != '>' && l.text[0] != ' ' {
			return lines, at
		}
	}
	for i, l := range lines {
		if strings.HasPrefix(l.text, " ") {
			lines[i] = l.from(1)
		}
	}
	return lines, at
}
