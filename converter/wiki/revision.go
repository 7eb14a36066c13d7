package wiki

import "strings"

// Shorthands for revisions: [1] and r1 a changeset, [1:3] and r1:3 a log. A prefix
// as in [T1] names another Trac.

// matchRevision matches r1, r1/path, r1:3.
func matchRevision(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i+1 >= len(s) || !isDigit(s[i+1]) || !sc.isEscaped && wordBefore(s, i) {
		return match{}, false
	}
	m := match{form: ChangesetLink}
	m.end = skipWhile(s, i+1, isDigit)
	if m.end < len(s) && (wordAt(s, m.end) || s[m.end] == ':' && m.end+1 < len(s) && isDigit(s[m.end+1])) {
		if m.end = rangesEnd(s, i+1, true); m.end < 0 {
			return match{}, false
		}
		m.form = LogLink
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
func matchBracketRevision(sc *scanner, i int) (match, bool) {
	s, close := sc.s, sc.closingBracket(i)
	if close < 0 {
		return match{}, false
	}
	prefix := i + 1
	for {
		// The shortest prefix after which a revision stands.
		at := skipSpace(s, prefix)
		m := match{form: ChangesetLink, end: close + 1, scheme: s[i+1 : prefix]}
		if end := rangesEnd(s, at, false); end > 0 && isLog(s[at:end]) && isRevisionEnd(s[end]) {
			m.form, m.target, m.label = LogLink, s[at:end], s[end:close]
			return m, true
		}
		if end := changesetEnd(s, at); end > 0 {
			m.target, m.label = s[at:end], s[end:close]
			switch s[end] {
			case ']', '/', '?', '#':
				return m, true
			case ':', '-':
				if to := changesetEnd(s, end+1); to > 0 && isRevisionEnd(s[to]) {
					m.form, m.target, m.label = LogLink, s[at:to], s[to:close]
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

// isLog reports whether a list of revisions has more than one.
func isLog(revisions string) bool { return strings.ContainsAny(revisions, ",:-") }

// isRevisionEnd reports whether a byte may follow the revisions of a log.
func isRevisionEnd(c byte) bool { return c == ']' || c == '/' || c == '?' }

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
