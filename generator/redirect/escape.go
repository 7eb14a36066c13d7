package redirect

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Percent-encoding, as JavaScript's functions have it: resolver.js uses them, and both
// must give the same URLs.

// decode undoes percent-encoding; what is not encoded rightly, in UTF-8, stays,
// as with resolver.js around decodeURIComponent.
func decode(s string) string {
	if d, err := url.PathUnescape(s); err == nil && utf8.ValidString(d) {
		return d
	}
	return s
}

// decodeParam decodes a name or value of a query, where a plus is a space.
func decodeParam(s string) string { return decode(strings.ReplaceAll(s, "+", " ")) }

// escapePath encodes as encodeURIComponent does, but for slashes.
func escapePath(s string) string {
	parts := strings.Split(s, "/")
	for i, p := range parts {
		parts[i] = escapeComponent(p)
	}
	return strings.Join(parts, "/")
}

// escapeComponent encodes as encodeURIComponent does.
func escapeComponent(s string) string {
	if isPlain(s) {
		return s
	}
	return componentMarks.Replace(url.QueryEscape(s))
}

var componentMarks = strings.NewReplacer(
	"+", "%20", "%21", "!", "%27", "'", "%28", "(", "%29", ")", "%2A", "*", "%7E", "~")

// escapeFragment encodes as encodeURI does.
func escapeFragment(s string) string { return uriMarks.Replace(escapeComponent(s)) }

var uriMarks = strings.NewReplacer("%2F", "/", "%3A", ":", "%3F", "?", "%40", "@", "%26", "&", "%3D", "=", "%2B", "+",
	"%24", "$", "%2C", ",", "%3B", ";", "%23", "#")

// escapeQuery encodes what of a query a browser would have encoded; the rest is encoded
// already.
func escapeQuery(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c <= ' ' || c == 0x7f || c == '"' || c == '<' || c == '>' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// isPlain reports whether no encoding changes a text.
func isPlain(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}

// hasControl reports whether a text has characters that cannot stand in a URL or a
// file's name.
func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }
