package wiki

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// anyOf is the class of the bytes in a string.
func anyOf(list string) *byteSet {
	return bytesOf(func(c byte) bool { return strings.IndexByte(list, c) >= 0 })
}

// or is the class of the bytes in either.
func (set *byteSet) or(other *byteSet) *byteSet {
	return bytesOf(func(c byte) bool { return set[c] || other[c] })
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

// isXMLName reports whether a string may be an id: word characters, colon, dot
// and hyphen, not beginning with a digit, dot or hyphen.
func isXMLName(s string) bool {
	for i, r := range s {
		word := isWord(r) || r == ':'
		if i == 0 && (!word || r >= '0' && r <= '9') || !word && r != '.' && r != '-' {
			return false
		}
	}
	return s != ""
}
