package wiki

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lists: "* item", "- item", "1. item", "a. item", "i. item", nested by their
// indent.

// openLists are the lists that are open, outermost first.
type openLists struct {
	stack  []openList
	goesOn bool // in the current line, which begins an item or continues one
}

type openList struct {
	ordered bool
	column  int // of its bullets
}

// bulletStart are the bytes that a bullet begins with.
var bulletStart = bytesOf(func(c byte) bool {
	return c == '-' || c == '*' || c == "•"[0] || isDigit(c) || isASCIILetter(c)
})

// matchItem matches a bullet. level is its column, target the bullet.
func matchItem(sc *scanner, _ int) (match, bool) {
	s := sc.s
	i := skipSpace(s, 0)
	if i == len(s) {
		return match{}, false
	}
	end := bulletEnd(s, i)
	if end < 0 || end >= len(s) {
		return match{}, false
	}
	r, n := utf8.DecodeRuneInString(s[end:])
	if !isSpace(r) {
		return match{}, false
	}
	return match{end: end + n, level: utf8.RuneCountInString(s[:i]), target: s[i:end]}, true
}

func bulletEnd(s string, i int) int {
	switch {
	case s[i] == '-' || s[i] == '*':
		return i + 1
	case strings.HasPrefix(s[i:], "•"):
		return i + len("•")
	}
	end := skipWhile(s, i, isDigit)
	if end == i {
		end = skipWhile(s, i, func(c byte) bool { return strings.IndexByte("ivxIVX", c) >= 0 })
		if end == i && isASCIILetter(s[i]) {
			end = i + 1
		}
		if end-i > 5 {
			return -1
		}
	}
	if end == i || end >= len(s) || s[end] != '.' {
		return -1
	}
	return end + 1
}

func isOrdered(bullet string) bool { return strings.HasSuffix(bullet, ".") }

// newList makes the list that a bullet begins.
func newList(bullet string, at Span) *List {
	l := &List{Span: at, Ordered: isOrdered(bullet)}
	if !l.Ordered {
		return l
	}
	l.Start = 1
	first, number := bullet[0], strings.TrimSuffix(bullet, ".")
	switch {
	case first == 'i':
		l.Style = "lowerroman"
	case first == 'I':
		l.Style = "upperroman"
	case isDigit(first):
		l.Start, _ = strconv.Atoi(number)
	default:
		l.Style = "loweralpha"
		zero := byte('a')
		if first < 'a' {
			l.Style, zero = "upperalpha", 'A'
		}
		if len(number) == 1 && first != zero {
			l.Start = int(first-zero) + 1
		}
	}
	return l
}

// breaksItems ends the lists that are deeper than a bullet, or of another kind
// beside it, and reports whether the bullet begins a list.
func breaksItems(b *blocks, m match) bool {
	l := &b.list
	l.goesOn = true
	if m.level > l.column() {
		return true
	}
	l.endDeeper(m.level, &b.text)
	n := len(l.stack)
	if n > 0 && l.stack[n-1].ordered == isOrdered(m.target) {
		return false
	}
	if n > 0 {
		l.endInnermost(&b.text)
	}
	return true
}

// beginItem begins an item of a list of its own, or of the one that is open.
func beginItem(b *blocks, m match, begins bool) {
	l := &b.list
	at := b.text.line.span(m.start, m.end)
	if begins {
		l.stack = append(l.stack, openList{isOrdered(m.target), m.level})
		b.quote.addTab(m.level)
		b.out.open(newList(m.target, at))
	} else {
		l.stack[len(l.stack)-1].column = m.level
		b.text.endMarks()
		b.out.close(isItem)
	}
	b.out.open(&Item{Span: at})
}

// breaksList reports whether a mark begins a line that is not of the open lists.
func breaksList(b *blocks, _ match) bool { return len(b.list.stack) > 0 && !b.list.goesOn }

// column returns the column of the innermost list's bullets, -1 without a list.
func (l *openLists) column() int {
	if n := len(l.stack); n > 0 {
		return l.stack[n-1].column
	}
	return -1
}

// continues reports whether a line with an indent continues an item, perhaps of
// an outer list: then those within it end.
func (l *openLists) continues(indent int, t *text) bool {
	n := len(l.stack)
	if n == 0 {
		return false
	}
	last := l.stack[n-1]
	if indent < last.column {
		for _, outer := range l.stack {
			if indent > outer.column {
				l.endDeeper(indent, t)
				l.goesOn = true
				return true
			}
		}
		return false
	}
	width := 2
	if last.ordered {
		width = 3
	}
	if indent > last.column+width {
		return false
	}
	l.goesOn = true
	return true
}

// endDeeper ends the lists with bullets to the right of a column.
func (l *openLists) endDeeper(column int, t *text) {
	for l.column() > column {
		l.endInnermost(t)
	}
}

func (l *openLists) endInnermost(t *text) {
	l.stack = l.stack[:len(l.stack)-1]
	t.endMarks()
	t.out.close(isList)
}
