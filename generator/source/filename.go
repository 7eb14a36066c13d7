package source

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// FoldPath returns what paths have in common that are one file to some disk: those of macOS and
// Windows tell neither letters' case apart nor, on macOS, the ways to compose a letter.
func FoldPath(p string) string {
	if isASCII(p) {
		return strings.ToLower(p)
	}
	return norm.NFC.String(cases.Fold().String(norm.NFC.String(strings.ToUpper(p))))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// devices are what Windows keeps for devices (Naming Files, Paths, and Namespaces), without the numbered ones.
var devices = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}

// IsDevice reports whether a file's name is that of a device on Windows, where no file can have it,
// whatever its extension: CON, nul.txt, com1.
func IsDevice(name string) bool {
	name, _, _ = strings.Cut(strings.ToLower(name), ".")
	name = strings.TrimRight(name, " ")
	if devices[name] {
		return true
	}
	number, isPort := strings.CutPrefix(name, "com")
	if !isPort {
		number, isPort = strings.CutPrefix(name, "lpt")
	}
	return isPort && utf8.RuneCountInString(number) == 1 && strings.Contains("0123456789¹²³", number)
}
