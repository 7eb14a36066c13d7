package wiki

import "strings"

// Addresses: someone@example.org.

// localBytes are the bytes of what stands before the "@".
var localBytes = bytesOf(func(c byte) bool {
	return isASCIILetter(c) || isDigit(c) || strings.IndexByte(".'+_-", c) >= 0
})

// matchEmail matches an address.
func matchEmail(sc *scanner, i int) (match, bool) {
	s := sc.s
	if i < sc.noEmail {
		return match{}, false
	}
	at := localBytes.skip(s, i)
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
		return match{form: EmailLink, end: stop, target: s[i:stop]}, true
	}
	sc.noEmail = at
	return match{}, false
}
