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

// OutputPath returns the file that answers at a path: a folder's index.html
// for a path that ends in a slash or whose name is that of a page.
func OutputPath(permalink string) string {
	return strings.TrimPrefix(permalink, "/") + "index.html"
}

// URL percent-encodes a path for use in a link.
func URL(p string) string {
	return (&url.URL{Path: p}).EscapedPath()
}
