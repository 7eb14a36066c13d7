package wiki

import (
	"strings"
	"unicode"
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

// hasOddEnds is quick to tell that a page has none.
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

// The classes of Python's re, which Trac's rules are written with.

func isSpace(r rune) bool { return unicode.IsSpace(r) || (r >= 0x1c && r <= 0x1f) }

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// wordAt reports whether the character at s[i] is a word character, wordBefore
// whether the one that ends there is.
func wordAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return i < len(s) && isWord(r)
}

func wordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i > 0 && isWord(r)
}

// skipSpace returns the index after the white space at i.
func skipSpace(s string, i int) int {
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if c != ' ' && !isSpace(rune(c)) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !isSpace(r) {
			return i
		}
		i += n
	}
	return i
}

// strip and stripRight are Python's str.strip and str.rstrip.
func strip(s string) string { return strings.TrimFunc(s, isSpace) }

func stripRight(s string) string { return strings.TrimRightFunc(s, isSpace) }

// byteSet is a class of bytes as a table.
type byteSet [256]bool

func bytesOf(in func(byte) bool) *byteSet {
	var set byteSet
	for c := range set {
		set[c] = in(byte(c))
	}
	return &set
}

// skip returns the index of the first byte from i on that is not in the set.
func (set *byteSet) skip(s string, i int) int {
	for i < len(s) && set[s[i]] {
		i++
	}
	return i
}

// skipWhile returns the index of the first byte from i on that ok refuses.
func skipWhile(s string, i int, ok func(byte) bool) int {
	for i < len(s) && ok(s[i]) {
		i++
	}
	return i
}
