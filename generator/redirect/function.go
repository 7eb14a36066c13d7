package redirect

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// functions are what a capture may pass through, {name|sha1|first3}, by name;
// resolver.js has the same. Two more are no functions of a text: firstN, of first1 to
// first99 ([firstN]), and query, which changes how the text is encoded ([parseText]).
//
//	sha1    the SHA-1 of its UTF-8, in hexadecimal
//	firstN  its first N characters
//	ext     the file's extension with its dot, as Trac's attachment store takes
//	        it (trac/attachment.py, 1.2): letters and digits, or nothing
//	lower   in lower case, its letters a to z
//	upper   in upper case, its letters a to z
//	query   encoded for a query wherever it stands, slashes as well
var functions = map[string]func(string) string{
	"sha1": func(s string) string {
		sum := sha1.Sum([]byte(s))
		return hex.EncodeToString(sum[:])
	},
	"ext":   func(s string) string { return extension.FindString(s) },
	"lower": func(s string) string { return shift(s, 'A', 'a'-'A') },
	"upper": func(s string) string { return shift(s, 'a', 'A'-'a') },
}

// shift moves the letters from first on; other alphabets' cases differ between
// programs.
func shift(s string, first, by rune) string {
	return strings.Map(func(r rune) rune {
		if first <= r && r < first+26 {
			return r + by
		}
		return r
	}, s)
}

var extension = regexp.MustCompile(`\.[A-Za-z0-9]+$`)

const queryFunction = "query"

// checkFunction returns an error where there is no function of a name.
func checkFunction(name string) error {
	if _, ok := firstN(name); ok || functions[name] != nil || name == queryFunction {
		return nil
	}
	known := strings.Join(slices.Sorted(maps.Keys(functions)), ", ")
	return fmt.Errorf("there is no function %q; there are %s, firstN and query", name, known)
}

// firstN returns N of the function firstN, and reports whether name is one.
func firstN(name string) (n int, ok bool) {
	digits, ok := strings.CutPrefix(name, "first")
	if !ok || len(digits) > 2 {
		return 0, false
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil && n > 0
}

// apply passes a value through functions, from left to right.
func apply(value string, names []string) string {
	for _, name := range names {
		if n, ok := firstN(name); ok {
			if r := []rune(value); len(r) > n {
				value = string(r[:n])
			}
		} else if f := functions[name]; f != nil {
			value = f(value)
		}
	}
	return value
}
