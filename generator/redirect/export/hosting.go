package export

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
)

// hosting writes patterns in the form of hosting services, /a/:name/* to /b/:splat. A
// pattern that the form cannot say is left to 404.html, and with it every later one
// that could answer in its place.
type hosting struct {
	*strings.Builder
	Options
	left []redirect.ServerRule
}

// pattern writes one, for the site itself or a host of its own. It tells whether it did.
func (h *hosting) pattern(host string, r redirect.ServerRule, force string) bool {
	from, to, query, ok := r.Placeholders()
	if !ok || r.To == nil || leaves(to) || slices.ContainsFunc(h.left, r.Overlaps) {
		if h.left = append(h.left, r); r.To != nil || host != "" {
			comment := fmt.Sprintf("# left to 404.html: %s\n", r.Source)
			if host != "" {
				comment = fmt.Sprintf("# cannot be said here: %s\n", r.Source)
			}
			if !strings.HasSuffix(h.String(), comment) {
				h.WriteString(comment)
			}
		}
		return false
	}
	if host == "" {
		from, to = h.Mount.Path+from, h.Mount.URL(to)
	} else {
		to = h.Mount.Abs(to)
	}
	line := slices.Concat([]string{host + from}, query, []string{to, "301" + force})
	fmt.Fprintln(h, strings.Join(line, " "))
	return true
}

// leaves tells a target that begins with what a URL holds: "//host" could be that.
func leaves(to string) bool { return strings.HasPrefix(to, "/:") }

// escapePath encodes a path, and what would be a placeholder.
func escapePath(p string) string {
	return strings.NewReplacer(":", "%3A", "*", "%2A").Replace((&url.URL{Path: p}).EscapedPath())
}
