package redirect

import "strings"

// strayMarks are what sentences, e-mails and markup leave at the end of a URL.
const strayMarks = " \t\r\n.,;:!?'\"<>()[]{}*|\\`"

// trimStrayMarks drops what a sentence left at the end of a URL's part.
func trimStrayMarks(s string) string { return strings.TrimRight(s, strayMarks) }

// Tidy mends a decoded path that nothing answers as it is: doubled slashes, and what
// a sentence, an e-mail or markup left at its end. A slash at the end stays.
func Tidy(path string) string {
	if i := strings.IndexAny(path, " <>\""); i >= 0 {
		path = path[:i]
	}
	path = strings.ReplaceAll(path, "**", "") // by which mail programs broke long URLs
	mended := strings.TrimRight(path, "/"+strayMarks)
	if end := path[len(mended):]; mended != "" && (strings.HasPrefix(end, "/") || strings.HasSuffix(end, "/")) {
		mended += "/"
	}
	for strings.Contains(mended, "//") { // last: none may be left, "//host" is another site
		mended = strings.ReplaceAll(mended, "//", "/")
	}
	return "/" + strings.TrimLeft(mended, "/")
}
