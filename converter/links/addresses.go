package links

import (
	"net/url"
	"strings"
)

// local turns a URL of this very Trac into its page or old path; any other
// stays as it is.
func (r *Resolver) local(address, label string) Target {
	path := address
	for _, scheme := range []string{"http://", "https://"} {
		rest, ok := strings.CutPrefix(address, scheme)
		if !ok {
			continue
		}
		host, tail, _ := strings.Cut(rest, "/")
		for _, h := range r.Hosts {
			if strings.EqualFold(host, h) || strings.EqualFold(host, "www."+h) {
				path = "/" + tail
			}
		}
	}
	rest, ok := strings.CutPrefix(path, r.Base+"/wiki")
	if !ok || rest != "" && rest[0] != '/' && rest[0] != '#' && rest[0] != '?' {
		if path != address && !strings.HasPrefix(path, r.Base+"/") && path != r.Base {
			path = address // this host, but not this Trac
		}
		return Target{URL: path, Label: label}
	}
	name, query, fragment := split(rest)
	if decoded, err := url.PathUnescape(name); err == nil {
		name = decoded
	}
	t := r.pageNamed(strings.Trim(name, "/"), query, fragment, "", label)
	if t.Missing {
		return Target{URL: path, Label: label}
	}
	return t
}

// LocalURL resolves an address found in HTML.
func (r *Resolver) LocalURL(address string) Target { return r.local(address, "") }

// split splits a target into path, ?query and fragment.
func split(target string) (path, query, fragment string) {
	path, fragment, _ = strings.Cut(target, "#")
	if i := strings.IndexByte(path, '?'); i >= 0 {
		path, query = path[:i], path[i:]
	}
	return path, query, fragment
}

func hash(fragment string) string {
	if fragment == "" {
		return ""
	}
	return "#" + fragment
}

func escapePath(p string) string { return (&url.URL{Path: p}).EscapedPath() }
