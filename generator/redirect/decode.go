package redirect

import (
	"net/url"
	"unicode/utf8"
)

// decode undoes percent-encoding; what is not encoded rightly, in UTF-8, stays,
// as with JavaScript's decodeURIComponent.
func decode(s string) string {
	if d, err := url.PathUnescape(s); err == nil && utf8.ValidString(d) {
		return d
	}
	return s
}
