package wiki

import (
	"strings"
	"unicode/utf8"
)

// TracLinks and URLs: scheme:target, <scheme:target>, [scheme:target label],
// [/path label], [#id label], someone@example.org.

var isSchemeByte = bytesOf(func(c byte) bool { return isASCIILetter(c) || isDigit(c) || strings.IndexByte("-+._", c) >= 0 })

var isLocalByte = bytesOf(func(c byte) bool {
	return isASCIILetter(c) || isDigit(c) || strings.IndexByte(".'+_-", c) >= 0
})

// schemeEnd returns the index of the colon after a scheme at i, or -1.
func schemeEnd(s string, i int) int {
	if i >= len(s) || !isASCIILetter(s[i]) {
		return -1
	}
	if end := isSchemeByte.skip(s, i); end < len(s) && s[end] == ':' {
		return end
	}
	return -1
}

// quotedEnd returns the index after a quoted string at i, or -1.
func quotedEnd(s string, i int) int {
	if i >= len(s) || s[i] != '"' && s[i] != '\'' {
		return -1
	}
	n := strings.IndexByte(s[i+1:], s[i])
	if n <= 0 {
		return -1
	}
	return i + n + 2
}

// Unquote drops the quotes around a label or target.
func Unquote(s string) string {
	if n := len(s); n > 1 && (s[0] == '"' || s[0] == '\'') && s[0] == s[n-1] {
		return s[1 : n-1]
	}
	return s
}

// matchShortLink matches scheme:target in running text.
func (sc *scanner) matchShortLink(i int) (match, bool) {
	s := sc.s
	if i < sc.noScheme || !isASCIILetter(s[i]) {
		return match{}, false
	}
	run := isSchemeByte.skip(s, i)
	if run < len(s) && s[run] == ':' {
		if end := shortTargetEnd(s, run+1); end >= 0 {
			return match{rule: ruleShortLink, end: end, scheme: s[i:run], target: Unquote(s[run+1 : end])}, true
		}
	}
	sc.noScheme = run
	return match{}, false
}

func shortTargetEnd(s string, i int) int {
	if colon := schemeEnd(s, i); colon >= 0 {
		if end := quotedEnd(s, colon+1); end >= 0 {
			return end
		}
	}
	if end := quotedEnd(s, i); end >= 0 {
		return end
	}
	first, n := utf8.DecodeRuneInString(s[i:])
	if n == 0 || !(isWord(first) && first != '_' || strings.ContainsRune("/?!#@", first)) {
		return -1
	}
	last := i + n
	for at := last; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if isSpace(r) || r == '<' || r == '>' {
			break
		}
		if r == '|' {
			next, m := utf8.DecodeRuneInString(s[at+1:])
			if m == 0 || next == '|' || isSpace(next) {
				break
			}
		}
		at += n
		if isWord(r) && r != '_' || r == '/' || r == '=' {
			last = at
		}
	}
	return last
}

// matchAngleLink matches <scheme:target>.
func (sc *scanner) matchAngleLink(i int) (match, bool) {
	s := sc.s
	colon := schemeEnd(s, i+1)
	if colon < 0 || sc.noAngle {
		return match{}, false
	}
	n := strings.IndexByte(s[colon+1:], '>')
	if n < 0 {
		sc.noAngle = true
	}
	if n <= 0 {
		return match{}, false
	}
	end := colon + 1 + n
	return match{rule: ruleAngleLink, end: end + 1, scheme: s[i+1 : colon], target: Unquote(s[colon+1 : end]), label: s[i+1 : end]}, true
}

// matchBracket tries what can follow a "[".
func (sc *scanner) matchBracket(i int) (match, bool) {
	s := sc.s
	if sc.noBracket {
		return match{}, false
	}
	if sc.bracket <= i {
		n := strings.IndexByte(s[i:], ']')
		if n < 0 {
			sc.noBracket = true
			return match{}, false
		}
		sc.bracket = i + n
	}
	close := sc.bracket
	if m, ok := matchCamelLabelled(s, i, close); ok {
		return m, true
	}
	if m, ok := matchFreeLink(s, i, close); ok {
		return m, true
	}
	if m, ok := matchBracketRevision(s, i, close); ok {
		return m, true
	}
	if m, ok := matchBracketLink(s, i); ok {
		return m, true
	}
	if m, ok := matchAnchor(s, i, close); ok {
		return m, true
	}
	return sc.matchMacro(i)
}

// isSeparator tells what parts a target from its label.
func isSeparator(r rune) bool { return isSpace(r) || r == '\u200b' }

// targetEnd returns the end of a target that stops at ] or white space.
func targetEnd(s string, i int) int {
	n := strings.IndexFunc(s[i:], func(r rune) bool { return r == ']' || isSeparator(r) })
	if n < 0 {
		return len(s)
	}
	return i + n
}

// matchBracketLink matches [scheme:target label] and [/relative label].
func matchBracketLink(s string, i int) (match, bool) {
	at := i + 1
	if end := relativeEnd(s, at); end > at {
		if m, ok := bracketRest(s, end); ok {
			m.target = s[at:end]
			return m, true
		}
	}
	colon := schemeEnd(s, at)
	if colon < 0 {
		return match{}, false
	}
	inner := -1
	if c := schemeEnd(s, colon+1); c >= 0 {
		inner = quotedEnd(s, c+1)
	}
	for _, end := range []int{inner, quotedEnd(s, colon+1), targetEnd(s, colon+1)} {
		if end < 0 {
			continue
		}
		if m, ok := bracketRest(s, end); ok {
			m.scheme, m.target = s[at:colon], Unquote(s[colon+1:end])
			return m, true
		}
	}
	return match{}, false
}

// relativeEnd returns the end of /path, ?query, #fragment, ./x or ../x.
func relativeEnd(s string, i int) int {
	if i >= len(s) {
		return i
	}
	start := i
	if s[i] == '.' {
		i++
		if i < len(s) && s[i] == '.' {
			i++
		}
	}
	if i < len(s) && strings.IndexByte("/?#", s[i]) >= 0 {
		n := strings.IndexFunc(s[i:], func(r rune) bool { return r == ']' || isSpace(r) })
		if n < 0 {
			return len(s)
		}
		return i + n
	}
	if i == start {
		return start
	}
	return i
}

// bracketRest matches " label]" or "]" at i.
func bracketRest(s string, i int) (match, bool) {
	at := i
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !isSeparator(r) {
			break
		}
		at += n
	}
	close := strings.IndexByte(s[at:], ']')
	if close < 0 || at == i && close > 0 {
		return match{}, false
	}
	stop, label := labelEnd(s, at, at+close)
	return match{rule: ruleBracketLink, end: stop + 1, label: Unquote(label)}, true
}

// labelEnd returns where a label at i ends: a quoted one before a ] that may
// hold brackets, else the first ].
func labelEnd(s string, i, close int) (int, string) {
	if end := quotedEnd(s, i); end >= 0 && end < len(s) && s[end] == ']' {
		return end, s[i:end]
	}
	return close, s[i:close]
}

// matchEmail matches an address.
func (sc *scanner) matchEmail(i int) (match, bool) {
	s := sc.s
	if i < sc.noEmail {
		return match{}, false
	}
	at := isLocalByte.skip(s, i)
	if at == i || at == len(s) || s[at] != '@' {
		sc.noEmail = at
		return match{}, false
	}
	label := func(c byte) bool { return isASCIILetter(c) || isDigit(c) || c == '_' || c == '-' }
	var dots []int
	end := at + 1
	for {
		next := skipWhile(s, end, label)
		if next == end || next == len(s) || s[next] != '.' {
			break
		}
		end = next + 1
		dots = append(dots, end)
	}
	for n := len(dots) - 1; n >= 0; n-- {
		tld := dots[n]
		if tld == len(s) || !isASCIILetter(s[tld]) {
			continue
		}
		stop := skipWhile(s, tld, func(c byte) bool { return isASCIILetter(c) || isDigit(c) || c == '-' })
		for s[stop-1] == '-' {
			stop--
		}
		return match{rule: ruleEmail, end: stop, target: s[i:stop]}, true
	}
	sc.noEmail = at
	return match{}, false
}

// formOf are the rules for links.
var formOf = [...]LinkForm{
	ruleCamelCase: CamelCase, ruleCamelLabelled: CamelLabelled, ruleFreeLink: FreeLink, ruleShortLink: ShortLink,
	ruleAngleLink: AngleLink, ruleBracketLink: BracketLink, ruleEmail: EmailLink, ruleTicket: TicketLink,
	ruleReport: ReportLink, ruleChangeset: ChangesetLink, ruleLog: LogLink,
}

// link emits a Link for a match.
func (p *parser) link(m match) {
	form := formOf[m.rule]
	if form == BracketLink && m.scheme == "" {
		form = RelativeLink
	}
	l := &Link{
		Span: p.line.span(m.start, m.end), Form: form, Scheme: m.scheme, Target: m.target, Label: m.label,
		Raw: p.line.text[m.start:m.end],
	}
	if form != AngleLink {
		p.emit(event{kind: node, node: l})
		return
	}
	l.Span, l.Raw = p.line.span(m.start+1, m.end-1), m.label
	p.emit(event{kind: text, span: p.line.span(m.start, m.start+1), text: "<"})
	p.emit(event{kind: node, node: l})
	p.emit(event{kind: text, span: p.line.span(m.end-1, m.end), text: ">"})
}
