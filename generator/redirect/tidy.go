package redirect

import "strings"

// tails is what sentences, e-mails and markup leave at the end of a URL.
const tails = " \t\r\n.,;:!?'\"<>()[]{}*|\\`"

// untail drops what a sentence left at the end of a URL's part.
func untail(s string) string { return strings.TrimRight(s, tails) }

// Tidy mends a decoded path that nothing answers as it is: doubled slashes, and what
// a sentence, an e-mail or markup left at its end. A slash at the end stays.
func Tidy(path string) string {
	if i := strings.IndexAny(path, " <>\""); i >= 0 {
		path = path[:i]
	}
	path = strings.ReplaceAll(path, "**", "") // by which mail programs broke long URLs
	bare := strings.TrimRight(path, "/"+tails)
	if rest := path[len(bare):]; bare != "" && (strings.HasPrefix(rest, "/") || strings.HasSuffix(rest, "/")) {
		bare += "/"
	}
	for strings.Contains(bare, "//") { // last: none may be left, "//host" is another site
		bare = strings.ReplaceAll(bare, "//", "/")
	}
	return "/" + strings.TrimLeft(bare, "/")
}
