package wiki

import (
	"strings"
	"unicode/utf8"
)

// line is one line of a page, without its end, and where its bytes came from.
type line struct {
	text string
	pos  int   // offset of text[0] in the source
	at   []int // offset of each byte, where tabs were expanded; else nil
}

// offset returns where byte i of the line is in the source.
func (l line) offset(i int) int {
	if l.at != nil {
		return l.at[i]
	}
	return l.pos + i
}

func (l line) span(start, end int) Span { return Span{l.offset(start), l.offset(end)} }

// from returns the line without its first i bytes.
func (l line) from(i int) line {
	out := line{text: l.text[i:], pos: l.offset(i)}
	if l.at != nil {
		out.at = l.at[i:]
	}
	return out
}

// splitLines splits as Python's str.splitlines does, Trac's notion of a line.
func splitLines(src string) []line {
	lines := make([]line, 0, strings.Count(src, "\n")+1)
	odd := hasOddEnds(src)
	for start := 0; start < len(src); {
		end, next := len(src), len(src)
		if n := strings.IndexByte(src[start:], '\n'); n >= 0 {
			end, next = start+n, start+n+1
		}
		if odd {
			if n := strings.IndexFunc(src[start:end], isOddEnd); n >= 0 {
				end = start + n
				r, size := utf8.DecodeRuneInString(src[end:])
				next = end + size
				if r == '\r' && strings.HasPrefix(src[next:], "\n") {
					next++
				}
			}
		}
		lines = append(lines, line{text: src[start:end], pos: start})
		start = next
	}
	return lines
}

// oddEnds end a line besides the newline.
const oddEnds = "\r\x1c\x1d\x1e\u0085\u2028\u2029"

func isOddEnd(r rune) bool { return strings.ContainsRune(oddEnds, r) }

// hasOddEnds reports whether a page has any, so that the usual page, which has
// none, is split at newlines alone.
func hasOddEnds(src string) bool {
	for _, r := range oddEnds {
		if strings.ContainsRune(src, r) {
			return true
		}
	}
	return false
}

// expand puts eight spaces for a tab and one for the vertical kinds of space.
func (l line) expand() line {
	if !strings.ContainsAny(l.text, "\t\v\f") {
		return l
	}
	var b strings.Builder
	at := make([]int, 0, len(l.text)+8)
	for i := range len(l.text) {
		n, c := 1, l.text[i]
		switch c {
		case '\t':
			n, c = 8, ' '
		case '\v', '\f':
			c = ' '
		}
		for range n {
			b.WriteByte(c)
			at = append(at, l.offset(i))
		}
	}
	return line{text: b.String(), pos: l.pos, at: append(at, l.offset(len(l.text)))}
}
