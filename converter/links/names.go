package links

import (
	"net/url"
	"strings"

	"github.com/twisted/sitegen/converter/wiki"
)

// page resolves a page's name as written in a link on another page.
func (r *Resolver) page(from, target, label string) Target {
	name, query, fragment := split(target)
	name, version, _ := strings.Cut(name, "@")
	name = strings.TrimRight(name, "/")
	switch {
	case name == "":
		name = StartPage
	case strings.HasPrefix(name, "/"):
		name = strings.TrimLeft(name, "/")
	case isDotted(name):
		name = relativeName(name, from)
	default:
		name = r.scopedName(name, from)
	}
	return r.pageNamed(name, query, fragment, version, wiki.Unquote(label))
}

// pageNamed makes the target for a page's full name. A version or query asks
// for something that only the old path stands for.
func (r *Resolver) pageNamed(name, query, fragment, version, label string) Target {
	if name == "" {
		name = StartPage
	}
	if !r.Pages[name] {
		if r.isReachedByOldPath(name) {
			return Target{URL: r.Base + "/wiki/" + name + query + hash(fragment), Label: label, isPage: true}
		}
		return Target{Label: label, Missing: true, isPage: true}
	}
	if version != "" {
		query = "?version=" + version + strings.Replace(query, "?", "&", 1)
	}
	if query != "" {
		return Target{URL: r.Base + "/wiki/" + escapePath(name) + query + hash(fragment), Label: label, isPage: true}
	}
	if decoded, err := url.PathUnescape(fragment); err == nil {
		fragment = decoded
	}
	return Target{Page: name, Fragment: fragment, Label: label}
}

// isReachedByOldPath reports whether a page is one that a link keeps the old path of.
func (r *Resolver) isReachedByOldPath(name string) bool {
	_, isAbsent := r.AbsentPages[name]
	return isAbsent || r.Replaced[name]
}

// exists reports whether the wiki has the page, be it here or not.
func (r *Resolver) exists(name string) bool {
	_, isAbsent := r.AbsentPages[name]
	return isAbsent || r.Pages[name]
}

// RelativeName resolves a name that begins with ./ or ../ against the page that it
// stands on; any other is what it is.
func RelativeName(name, from string) string {
	if isDotted(name) {
		return relativeName(name, from)
	}
	return name
}

func isDotted(name string) bool {
	return name == "." || name == ".." || strings.HasPrefix(name, "./") || strings.HasPrefix(name, "../")
}

// relativeName resolves ./x and ../x against the page they stand on.
func relativeName(name, from string) string {
	base := strings.Split(from, "/")
	if name == "" {
		return from
	}
	parts := strings.Split(name, "/")
	for i, p := range parts {
		if p == ".." {
			if len(base) > 0 {
				base = base[:len(base)-1]
			}
		} else if p != "." {
			return strings.Join(append(base, parts[i:]...), "/")
		}
	}
	return strings.Join(base, "/")
}

// scopedName finds the page that a name means on a page of a hierarchy: the
// nearest one upwards, the top-level one, a path from a common ancestor, else a
// sibling.
func (r *Resolver) scopedName(name, from string) string {
	scope := strings.Split(from, "/")
	if len(scope) == 1 {
		return name
	}
	for i := len(scope) - 1; i > 0; i-- {
		if full := strings.Join(scope[:i], "/") + "/" + name; r.exists(full) {
			return full
		}
	}
	if r.exists(name) || r.Replaced[name] {
		return name
	}
	if first, rest, ok := strings.Cut(name, "/"); ok {
		for i, part := range scope {
			if anchor := strings.Join(scope[:i+1], "/"); part == first && r.exists(anchor) {
				return anchor + "/" + rest
			}
		}
	}
	return strings.Join(scope[:len(scope)-1], "/") + "/" + name
}
