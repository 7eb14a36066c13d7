package page

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// Mount is where a site is mounted: a host, and a path on it below which all of the
// site's paths are. The zero Mount is the root of a host that nobody has named.
//
// Within the site, paths are without the mount's: "/docs/" is the same page wherever
// the site is mounted, and links gain the mount's path only as they are written.
type Mount struct {
	Origin string // scheme and host, "https://example.org"; "" where unknown
	Path   string // "/project", without a final slash and equal decoded and encoded; "" at the root
}

// ParseBaseURL reads a base URL as people write it: an http or https URL such as
// https://example.org/project, a path alone such as /project, or "" for the zero
// Mount. It returns an error, which begins with the quoted text, for anything else,
// for a query, a fragment or a password, and for a path that links could not repeat as
// it is.
func ParseBaseURL(text string) (Mount, error) {
	if text == "" {
		return Mount{}, nil
	}
	u, err := url.Parse(text)
	if err != nil {
		return Mount{}, fmt.Errorf("%q is not an http URL", text)
	}
	isURL := (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != ""
	isPath := u.Scheme == "" && u.Host == "" && strings.HasPrefix(text, "/")
	base := strings.TrimRight(u.Path, "/")
	switch {
	case !isURL && !isPath:
		return Mount{}, fmt.Errorf("%q is not an http URL", text)
	case u.User != nil:
		return Mount{}, fmt.Errorf("%q has a user's name, which would stand in every link", text)
	case strings.ContainsAny(text, "?#"):
		return Mount{}, fmt.Errorf("%q has a query or fragment, to which no page's path can be added", text)
	case base != "" && path.Clean(base) != base:
		return Mount{}, fmt.Errorf("%q has an empty segment, . or .. in its path", text)
	case URL(base) != base || u.RawPath != "":
		return Mount{}, fmt.Errorf("%q has letters in its path that a URL must encode", text)
	}
	if isPath {
		return Mount{Path: base}, nil
	}
	return Mount{Origin: u.Scheme + "://" + u.Host, Path: base}, nil
}

// URL returns the link to a path of the site: the path below the mount's. Any other URL,
// "//host/path" among them, stays as it is.
func (m Mount) URL(path string) string {
	if isSitePath(path) {
		return m.Path + path
	}
	return path
}

// Abs returns the whole URL of a path of the site, "" where the origin is unknown. Any
// other URL stays as it is.
func (m Mount) Abs(path string) string {
	switch {
	case !isSitePath(path):
		return path
	case m.Origin == "":
		return ""
	}
	return m.Origin + m.Path + path
}

// Cut returns the path of the site that a path of the host means, and reports whether
// it is below the mount. The mount's own path without a slash at its end is not.
func (m Mount) Cut(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, m.Path)
	if !ok || !strings.HasPrefix(rest, "/") {
		return "", false
	}
	return rest, true
}

// Host returns the host of the origin, with its port if it has one; "" where unknown.
func (m Mount) Host() string {
	_, host, _ := strings.Cut(m.Origin, "://")
	return host
}

// isSitePath reports whether a URL is a path of a site: "//host" is another host.
func isSitePath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//")
}
