package redirect

import "strings"

// tails is what sentences, e-mails and markup leave at the end of a URL.
const tails = " \t\r\n.,;:!?'\"<>()[]{}*|\\`"

// untail drops what a sentence left at the end of a URL's part.
func untail(s string) string { return strings.TrimRight(s, tails) }

// Tidy mends a decoded path that nothing answers as it is: doubled slashes, and what
// a sentence, an e-mail or markup left at its end. A slash at the end stays.
func Tidy(path string) string {
	for strings.Contains(path, "//") {
		path = strings.ReplaceAll(path, "//", "/")
	}
	if i := strings.IndexAny(path, " <>\""); i >= 0 {
		path = path[:i]
	}
	path = strings.ReplaceAll(path, "**", "") // by which mail programs broke long URLs
	bare := strings.TrimRight(path, "/"+tails)
	if bare == "" {
		return "/"
	}
	if rest := path[len(bare):]; strings.HasPrefix(rest, "/") || strings.HasSuffix(rest, "/") {
		return bare + "/"
	}
	return bare
}
