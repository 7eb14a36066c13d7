package redirect

import "net/url"

// decode undoes percent-encoding; what is not encoded rightly stays.
func decode(p string) string {
	if d, err := url.PathUnescape(p); err == nil {
		return d
	}
	return p
}
