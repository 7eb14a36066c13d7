package check

import (
	"net/url"
	"strings"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// Redirects finds redirects that do not arrive, as far as one can tell without rendering:
// fragments [Site] proves.
func Redirects(files *output.Files) source.List {
	isThere := func(to string) bool { return isThere(files, to) }
	return files.Site.Redirects.Check(isThere, nearestPage(files), files.Site.Settings.AnsweredHosts()...)
}

// arrivesAtPage reports whether a path of the site is a page or file, not a redirect, and has
// the fragment.
func (c *checker) arrivesAtPage(to string) bool {
	p, _, _ := strings.Cut(to, "#")
	return isPage(c.files, p) && c.whyLost(to) == ""
}

// isPage reports whether a path, encoded, is that of a page or file.
func isPage(files *output.Files, to string) bool {
	to, _, _ = strings.Cut(to, "#")
	to, _, _ = strings.Cut(to, "?")
	p, err := url.PathUnescape(to)
	if err != nil || !strings.HasPrefix(to, "/") {
		return false
	}
	o := files.Answering(p)
	return o != nil && o.Stub == nil
}

// isThere reports whether a page or file, no stub, is at the path of a URL, as far as that can
// be decoded.
func isThere(files *output.Files, to string) bool {
	o := files.Answering(decoded(to))
	return o != nil && o.Stub == nil
}

// decoded is the path of a URL without query and fragment.
func decoded(to string) string {
	to, _, _ = strings.Cut(to, "#")
	to, _, _ = strings.Cut(to, "?")
	if d, err := url.PathUnescape(to); err == nil {
		return d
	}
	return to
}
