package wiki

import "strings"

// matchInlineCode matches `code` and {{{code}}} within a line.
func (sc *scanner) matchInlineCode(i int) (match, bool) {
	s := sc.s
	if s[i] == '`' && !sc.noBacktick {
		if n := strings.IndexByte(s[i+1:], '`'); n >= 0 {
			return match{rule: ruleInlineCode, end: i + n + 2, target: s[i+1 : i+1+n]}, true
		}
		sc.noBacktick = true
	}
	if strings.HasPrefix(s[i:], "{{{") && !sc.noInlineEnd {
		if n := strings.Index(s[i+3:], "}}}"); n >= 0 {
			return match{rule: ruleInlineCode, end: i + n + 6, target: s[i+3 : i+3+n]}, true
		}
		sc.noInlineEnd = true
	}
	return match{}, false
}
