package wiki

import "strings"

// Shorthands for numbers: #1 a ticket, #1-3,7 several, {1} a report. A prefix as
// in #T1 names another Trac.

func isInterTracByte(c byte) bool { return isASCIILetter(c) || c == '.' || c == '+' || c == '-' }

// matchTicket matches #1, #1-3,7 and #T1.
func matchTicket(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i > 0 && s[i-1] == '&' {
		return match{}, false
	}
	digits := skipWhile(s, i+1, isInterTracByte)
	end := rangesEnd(s, digits, false)
	if end < 0 {
		return match{}, false
	}
	return match{form: TicketLink, end: end, scheme: s[i+1 : digits], target: s[digits:end]}, true
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
func matchReport(sc *scanner, i int) (match, bool) {
	s := sc.s
	prefix := skipWhile(s, i+1, isInterTracByte)
	at := skipSpace(s, prefix)
	end := skipWhile(s, at, isDigit)
	if end == at || end >= len(s) || s[end] != '}' {
		return match{}, false
	}
	return match{form: ReportLink, end: end + 1, scheme: s[i+1 : prefix], target: s[at:end]}, true
}
