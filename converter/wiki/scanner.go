package wiki

import (
	"strings"
	"unicode/utf8"
)

// rule names an alternative of Trac's one regular expression.
type rule int

const (
	noRule rule = iota
	ruleBoldItalic
	ruleMark
	ruleInlineCode
	ruleCamelCase
	ruleCamelLabelled
	ruleFreeLink
	ruleTicket
	ruleReport
	ruleChangeset
	ruleLog
	ruleLineBreak
	ruleEmail
	ruleAngleLink
	ruleShortLink
	ruleBracketLink
	ruleAnchor
	ruleMacro
	ruleHeading
	ruleList
	ruleDefinition
	ruleRowSeparator
	ruleIndent
	ruleCell
)

// match is one match of the alternation in a line. What a rule's groups hold
// depends on the rule.
type match struct {
	rule       rule
	start, end int  // in the line
	escaped    bool // it followed a "!", which start includes
	mark       MarkKind
	scheme     string
	target     string
	label      string
	level      int
}

// scanner finds the matches in one line.
type scanner struct {
	s string
	// How far ahead a search has found nothing; it need not be tried again.
	noInlineEnd, noBacktick, noBracket, noMacroEnd, noAngle bool
	noEmail, noScheme, noSpaceBar, noCamelCase              int

	bracket int // where the next "]" was found
}

// next returns the first match at or after from.
func (sc *scanner) next(from int) (match, bool) {
	for i := from; i < len(sc.s); i++ {
		c := sc.s[i]
		switch kind := classes[c]; {
		case i == 0:
		case kind == inert, kind == word && i < sc.noScheme && i < sc.noEmail && c != 'r':
			continue // at a glance, most of plain text
		case !sc.mayBegin(i, c, kind):
			continue
		}
		if c == '!' {
			if m, ok := sc.match(i+1, true); ok {
				m.start, m.escaped = i, true
				return m, true
			}
			continue
		}
		if m, ok := sc.match(i, false); ok {
			m.start = i
			return m, true
		}
	}
	return match{}, false
}

// mayBegin tells, for most of plain text, that nothing begins at i, which is not
// the line's start.
func (sc *scanner) mayBegin(i int, c byte, kind class) bool {
	s := sc.s
	switch kind {
	case blank: // of a row's separator
		return i >= sc.noSpaceBar && i+1 < len(s) && (s[i+1] == '|' || classes[s[i+1]] == blank || s[i+1] >= utf8.RuneSelf)
	case word: // of a scheme or an address, or a revision
		if c == 'r' && i+1 < len(s) && isDigit(s[i+1]) {
			return true
		}
		return sc.mayHave(&sc.noScheme, isSchemeByte, ':', i) || sc.mayHave(&sc.noEmail, isLocalByte, '@', i)
	}
	return true
}

// mayHave tells whether a run of bytes that goes on at i ends at a mark. Where it
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

// match tries the rules at i in Trac's order. bang tells that a "!" stood
// before, which the rules of a line's start do not allow.
func (sc *scanner) match(i int, bang bool) (match, bool) {
	s := sc.s
	if i >= len(s) {
		return match{}, false
	}
	switch c := s[i]; c {
	case ' ', '\t', '\v', '\f':
		if i > 0 {
			return sc.matchRowSeparator(i)
		}
	case '\'', '*', '_', '~', ',', '^', '/':
		if m, ok := matchMark(s, i); ok {
			return m, true
		}
	case '`', '{':
		if m, ok := sc.matchInlineCode(i); ok {
			return m, true
		}
		if m, ok := matchReport(s, i); ok {
			return m, true
		}
	case '[':
		if m, ok := sc.matchBracket(i); ok {
			return m, true
		}
	case '#':
		if m, ok := matchTicket(s, i); ok {
			return m, true
		}
	case '\\':
		if strings.HasPrefix(s[i:], `\\`) {
			return match{rule: ruleLineBreak, end: i + 2}, true
		}
	case '<':
		if m, ok := sc.matchAngleLink(i); ok {
			return m, true
		}
	}
	if m, ok := sc.matchCamelCase(i, bang); ok {
		return m, true
	}
	if m, ok := matchRevision(s, i, bang); ok {
		return m, true
	}
	if m, ok := sc.matchEmail(i); ok {
		return m, true
	}
	if m, ok := sc.matchShortLink(i); ok {
		return m, true
	}
	if i == 0 && !bang {
		for _, f := range atStart {
			if m, ok := f(s); ok {
				return m, true
			}
		}
	}
	if m, ok := sc.matchRowSeparator(i); ok {
		return m, true
	}
	if i == 0 && !bang {
		if m, ok := matchIndent(s); ok {
			return m, true
		}
	}
	return matchCell(s, i)
}

// atStart are the rules that hold only where a line begins.
var atStart = []func(string) (match, bool){matchHeading, matchList, matchDefinition}
