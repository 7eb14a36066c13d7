package wiki

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// match is what a rule found in a line or, where rule is nil, the plain text
// up to the next.
type match struct {
	rule       *rule
	start, end int // in the line

	// What a rule's parts hold depends on the rule, which says so at its function.
	form          LinkForm
	mark          MarkKind
	scheme        string
	target, label string
	level         int
}

// matches yields what a line is made of, from left to right. What follows a "!"
// and would match is plain text, without the "!".
func (sc *scanner) matches(s string) iter.Seq[match] {
	return func(yield func(match) bool) {
		*sc = scanner{s: s}
		for from := 0; from < len(s); {
			m, isEscaped := sc.next(from)
			if m.start > from && !yield(match{start: from, end: m.start}) {
				return
			}
			if isEscaped {
				m = match{start: m.start + 1, end: m.end}
			}
			if m.start < m.end && !yield(m) {
				return
			}
			from = m.end
		}
	}
}

// scanner finds the matches in one line.
type scanner struct {
	s         string
	isEscaped bool // a "!" stands before the place where the rules are tried

	// Searches ahead of a place that found nothing up to these indexes, and so need
	// not be tried again before them: what keeps the work linear.
	noBraces, noBracket, noMacroEnd, noAngle   int
	noEmail, noScheme, noSpaceBar, noCamelCase int

	bracket int // where the next "]" was found
}

// next returns the first match at or after from, and whether it begins with a "!";
// where there is none, an empty one at the line's end.
func (sc *scanner) next(from int) (m match, isEscaped bool) {
	for i := from; i < len(sc.s); i++ {
		c := sc.s[i]
		switch kind := classes[c]; {
		case i == 0:
		case kind == inert, kind == word && i < sc.noScheme && i < sc.noEmail && c != 'r':
			continue // at a glance, most of plain text
		case !sc.mayBegin(i, c, kind):
			continue
		}
		at := i
		if sc.isEscaped = c == '!'; sc.isEscaped {
			at++
		}
		if m, ok := sc.match(at); ok {
			m.start = i
			return m, sc.isEscaped
		}
	}
	return match{start: len(sc.s), end: len(sc.s)}, false
}

// match tries the rules at i.
func (sc *scanner) match(i int) (match, bool) {
	if i >= len(sc.s) {
		return match{}, false
	}
	list := inLine[sc.s[i]]
	if i == 0 {
		list = atStart[sc.s[i]]
	}
	for _, r := range list {
		if m, ok := r.match(sc, i); ok {
			m.rule = r
			return m, true
		}
	}
	return match{}, false
}

// mayBegin reports whether a match may begin at i, which is not the line's start:
// for most of plain text, none does.
func (sc *scanner) mayBegin(i int, c byte, kind class) bool {
	s := sc.s
	switch kind {
	case blank: // of a row's separator
		return i >= sc.noSpaceBar && i+1 < len(s) &&
			(s[i+1] == '|' || classes[s[i+1]] == blank || s[i+1] >= utf8.RuneSelf)
	case word: // of a scheme or an address, or a revision
		if c == 'r' && i+1 < len(s) && isDigit(s[i+1]) {
			return true
		}
		return sc.mayHave(&sc.noScheme, schemeBytes, ':', i) || sc.mayHave(&sc.noEmail, localBytes, '@', i)
	}
	return true
}

// mayHave reports whether a run of bytes that goes on at i ends at a mark. Where it
// does not, none does up to the run's end.
func (sc *scanner) mayHave(none *int, run *byteSet, mark byte, i int) bool {
	if i < *none {
		return false
	}
	end := run.skip(sc.s, i)
	if end < len(sc.s) && sc.s[end] == mark {
		return true
	}
	*none = end
	return false
}

// class sorts bytes by what can begin with them.
type class byte

const (
	inert class = iota
	blank
	word // small letters and digits
	other
)

var classes = func() (t [256]class) {
	for c := range 256 {
		b := byte(c)
		switch {
		case b >= 'a' && b <= 'z' || isDigit(b):
			t[c] = word
		case strings.IndexByte(" \t\v\f", b) >= 0:
			t[c] = blank
		case isASCIILetter(b) || b >= 0x80 || strings.IndexByte("!'*/_~,^{`\\<[#.|=+-\x1c\x1d\x1e\x1f", b) >= 0:
			t[c] = other
		}
	}
	return t
}()
