package wiki

import "strings"

// Shorthands for numbers: #1 a ticket, #1-3,7 several, {1} a report, [1] and
// r1 a changeset, [1:3] and r1:3 a log. A prefix as in #T1 names another Trac.

func isInterTracByte(c byte) bool { return isASCIILetter(c) || c == '.' || c == '+' || c == '-' }

// matchTicket matches #1, #1-3,7 and #T1.
func matchTicket(s string, i int) (match, bool) {
	if i > 0 && s[i-1] == '&' {
		return match{}, false
	}
	digits := skipWhile(s, i+1, isInterTracByte)
	end := rangesEnd(s, digits, false)
	if end < 0 {
		return match{}, false
	}
	return match{rule: ruleTicket, end: end, scheme: s[i+1 : digits], target: s[digits:end]}, true
}

// rangesEnd returns the end of "1-3,7:9" at i, or -1; whole asks for one that
// ends where a word does.
func rangesEnd(s string, i int, whole bool) int {
	best := -1
	for {
		end := skipWhile(s, i, isDigit)
		if end == i {
			return best
		}
		if !whole || !wordAt(s, end) {
			best = end
		}
		if end < len(s) && (s[end] == '-' || s[end] == ':') {
			if to := skipWhile(s, end+1, isDigit); to > end+1 {
				end = to
				if !whole || !wordAt(s, end) {
					best = end
				}
			}
		}
		if end >= len(s) || s[end] != ',' {
			return best
		}
		i = end + 1
		if strings.HasPrefix(s[i:], "\u200b") {
			i += len("\u200b")
		}
	}
}

// matchReport matches {1}.
func matchReport(s string, i int) (match, bool) {
	if s[i] != '{' {
		return match{}, false
	}
	prefix := skipWhile(s, i+1, isInterTracByte)
	at := skipSpace(s, prefix)
	end := skipWhile(s, at, isDigit)
	if end == at || end >= len(s) || s[end] != '}' {
		return match{}, false
	}
	return match{rule: ruleReport, end: end + 1, scheme: s[i+1 : prefix], target: s[at:end]}, true
}

// matchRevision matches r1, r1/path, r1:3.
func matchRevision(s string, i int, bang bool) (match, bool) {
	if s[i] != 'r' || i+1 >= len(s) || !isDigit(s[i+1]) || !bang && wordBefore(s, i) {
		return match{}, false
	}
	m := match{rule: ruleChangeset}
	m.end = skipWhile(s, i+1, isDigit)
	if m.end < len(s) && (wordAt(s, m.end) || s[m.end] == ':' && m.end+1 < len(s) && isDigit(s[m.end+1])) {
		if m.end = rangesEnd(s, i+1, true); m.end < 0 {
			return match{}, false
		}
		m.rule = ruleLog
	}
	m.target = s[i+1 : m.end]
	if m.end < len(s) && s[m.end] == '/' {
		path := skipWhile(s, m.end+1, func(c byte) bool {
			return isASCIILetter(c) || isDigit(c) || strings.IndexByte("_/+-", c) >= 0
		})
		if path > m.end+1 {
			m.label, m.end = s[m.end:path], path
		}
	}
	return m, true
}

// matchBracketRevision matches [1], [1/path], [T1], [1:3/path] and [1,3:5]. target is
// the revisions, label the path.
func matchBracketRevision(s string, i, close int) (match, bool) {
	prefix := i + 1
	for {
		// The shortest prefix after which a revision stands.
		at := skipSpace(s, prefix)
		if end := rangesEnd(s, at, false); end > 0 && strings.ContainsAny(s[at:end], ",:-") && strings.IndexByte("]/?", s[end]) >= 0 {
			return match{rule: ruleLog, end: close + 1, scheme: s[i+1 : prefix], target: s[at:end], label: s[end:close]}, true
		}
		if end := changesetEnd(s, at); end > 0 {
			m := match{rule: ruleChangeset, end: close + 1, scheme: s[i+1 : prefix], target: s[at:end], label: s[end:close]}
			switch s[end] {
			case ']', '/', '?', '#':
				return m, true
			case ':', '-':
				if to := changesetEnd(s, end+1); to > 0 && strings.IndexByte("]/?", s[to]) >= 0 {
					m.rule, m.target, m.label = ruleLog, s[at:to], s[to:close]
					return m, true
				}
			}
		}
		if prefix >= close || !isInterTracByte(s[prefix]) {
			return match{}, false
		}
		prefix++
	}
}

// changesetEnd returns the end of a revision at i, a number or at least eight
// hex digits, or -1. Something always follows: a bracket at the latest.
func changesetEnd(s string, i int) int {
	hex := skipWhile(s, i, func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' })
	digits := skipWhile(s, i, isDigit)
	switch {
	case digits == hex && digits > i && digits < len(s):
		return digits
	case hex-i >= 8 && hex < len(s):
		return hex
	}
	return -1
}
