package wiki

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Lists: "* item", "- item", "1. item", "a. item", "i. item", nested by their
// indent.

type openList struct {
	ordered bool
	depth   int // column of its bullets
}

// matchList matches a bullet. level is its column, target the bullet.
func matchList(s string) (match, bool) {
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
	return match{rule: ruleList, end: end + n, level: utf8.RuneCountInString(s[:i]), target: s[i:end]}, true
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

// listItem begins an item.
func (p *parser) listItem(m match) {
	p.inItem = true
	first := m.target[0]
	number := strings.TrimSuffix(m.target, ".")
	l := &List{Span: p.line.span(m.start, m.end), Ordered: strings.HasSuffix(m.target, ".")}
	if l.Ordered {
		l.Start = 1
	}
	switch {
	case !l.Ordered:
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
	p.setListDepth(m.level, l)
}

func (p *parser) listDepth() int {
	if n := len(p.lists); n > 0 {
		return p.lists[n-1].depth
	}
	return -1
}

// setListDepth closes the lists that are deeper than depth and, where l is
// given, begins an item there: in the open list, or in l as a new one.
func (p *parser) setListDepth(depth int, l *List) {
	open := func() {
		p.closeTable()
		p.closeParagraph()
		p.setQuoteDepth(0)
		p.lists = append(p.lists, openList{l.Ordered, depth})
		p.setTab(depth)
		p.out.open(l)
		p.out.openItem(l.Span)
	}
	closeDeepest := func() {
		p.lists = p.lists[:len(p.lists)-1]
		p.flushMarks()
		p.out.close(isList)
	}
	if depth > p.listDepth() {
		if l != nil {
			open()
		}
		return
	}
	for len(p.lists) > 0 && depth < p.listDepth() {
		closeDeepest()
	}
	if l == nil || depth < 0 {
		return
	}
	switch n := len(p.lists); {
	case n == 0:
		open()
	case p.lists[n-1].ordered != l.Ordered:
		closeDeepest()
		open()
	default:
		p.lists[n-1].depth = depth
		p.flushMarks()
		p.out.close(isItem)
		p.out.openItem(l.Span)
	}
}

func (p *parser) closeLists() { p.setListDepth(-1, nil) }
