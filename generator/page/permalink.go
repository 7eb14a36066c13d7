package page

import (
	"net/url"
	"path"
	"strings"
)

// Index is the file that is a section's own page.
const Index = "_index.md"

// Permalink returns the path at which a page answers: name is relative to
// content/, slug may be empty. Paths here are decoded; [URL] encodes them.
func Permalink(name, slug string) string {
	dir, base := path.Split(name)
	if base == Index {
		return "/" + dir
	}
	base = strings.TrimSuffix(base, ".md")
	if slug != "" {
		base = slug
	}
	return "/" + dir + base + "/"
}

// OutputPath returns the file that answers at a permalink: its folder's
// index.html.
func OutputPath(permalink string) string {
	return strings.TrimPrefix(permalink, "/") + "index.html"
}

// Find returns the output that GitHub Pages answers a request with, "" for none.
// p is decoded and has no slash at its beginning. A folder's name without the
// slash at its end is redirected to the folder.
func Find(has func(output string) bool, p string) (output string, redirected bool) {
	if p == "" || strings.HasSuffix(p, "/") {
		if has(p + "index.html") {
			return p + "index.html", false
		}
		return "", false
	}
	for _, output := range []string{p, p + ".html"} {
		if has(output) {
			return output, false
		}
	}
	if has(p + "/index.html") {
		return p + "/index.html", true
	}
	return "", false
}

// URL percent-encodes a path for use in a link.
func URL(p string) string {
	return (&url.URL{Path: p}).EscapedPath()
}
