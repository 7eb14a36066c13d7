package wiki

import "strings"

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
		if !triggers[sc.s[i]] && i > 0 {
			continue
		}
		if sc.s[i] == '!' {
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

// triggers are the bytes that can begin a match beyond the start of a line.
var triggers = func() (t [256]bool) {
	for c := range 256 {
		b := byte(c)
		t[c] = isASCIILetter(b) || isDigit(b) || b >= 0x80 || strings.IndexByte("!'*/_~,^{`\\<[#.|= +-\x0b\x0c\t\x1f", b) >= 0
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
