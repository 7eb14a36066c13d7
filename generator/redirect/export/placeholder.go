package export

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect"
)

// placeholderWriter writes patterns in the form of hosting services, /a/:name/* to
// /b/:splat. A pattern that the form cannot say is left to 404.html, and with it every
// later one that could answer in its place.
type placeholderWriter struct {
	out   *strings.Builder
	mount page.Mount
	left  []redirect.ServerRule
}

// pattern writes one, for the site itself or another host, and reports whether it could.
// force goes behind the status.
func (w *placeholderWriter) pattern(host string, r redirect.ServerRule, force string) bool {
	from, to, query, ok := r.Placeholders()
	if !ok || r.To == nil || beginsWithCapture(to) || slices.ContainsFunc(w.left, r.Overlaps) {
		if w.left = append(w.left, r); r.To != nil || host != "" {
			comment := fmt.Sprintf("# left to 404.html: %s\n", r.Source)
			if host != "" {
				comment = fmt.Sprintf("# cannot be said here: %s\n", r.Source)
			}
			if !strings.HasSuffix(w.out.String(), comment) {
				w.out.WriteString(comment)
			}
		}
		return false
	}
	if host == "" {
		from, to = w.mount.Path+from, w.mount.URL(to)
	} else {
		to = w.mount.Abs(to)
	}
	line := slices.Concat([]string{host + from}, query, []string{to, "301" + force})
	fmt.Fprintln(w.out, strings.Join(line, " "))
	return true
}

// beginsWithCapture reports whether a target begins with what a URL holds: "//host" could
// be that.
func beginsWithCapture(to string) bool { return strings.HasPrefix(to, "/:") }

// escapePath encodes a path, and what would be a placeholder.
func escapePath(p string) string {
	return strings.NewReplacer(":", "%3A", "*", "%2A").Replace((&url.URL{Path: p}).EscapedPath())
}
