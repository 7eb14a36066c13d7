package generator

import (
	"fmt"
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// link turns a destination as written in a page's Markdown into a URL, with the site's
// base. Paths are relative to the file, as GitHub follows them; one to a Markdown file becomes
// its page's.
func (s *Site) link(p *Page, destination string) (string, error) {
	if scheme := schemeOf(destination); scheme != "" {
		if forbidden := scheme == "javascript" || scheme == "vbscript" || scheme == "data" && !strings.HasPrefix(destination, "data:image/"); forbidden && !s.Unsafe {
			return "", fmt.Errorf("a link may not run or hold anything: %s:", scheme)
		}
		return destination, s.rightScheme(scheme, destination)
	}
	if destination == "" {
		return "", source.Errorf("this link leads nowhere").WithHint("write an address between the brackets")
	}
	u, err := url.Parse(destination)
	if err != nil {
		return destination, nil // not a URL: the check will tell
	}
	if u.Host != "" || u.Path == "" {
		return destination, nil
	}
	target := u.Path
	if !strings.HasPrefix(target, "/") {
		slash := strings.HasSuffix(target, "/")
		if target = path.Join("/", path.Dir(p.name), target); slash && target != "/" {
			target += "/"
		}
	}
	if to, err := s.pageAt(target, strings.HasPrefix(u.Path, "/")); err != nil {
		return "", err
	} else if to != nil {
		target = to.Path
	}
	out := url.URL{Path: s.base + target, RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment}
	return out.String(), nil
}

// pageAt returns the page of a Markdown file, by its path below content/; nil for other
// paths. One that begins at the site's root may be an address as well.
func (s *Site) pageAt(target string, fromRoot bool) (*Page, error) {
	if !strings.HasSuffix(target, ".md") {
		return nil, nil
	}
	name := strings.TrimPrefix(target, "/")
	if to := s.byName[name]; to != nil || fromRoot {
		return to, nil
	}
	d := source.Errorf("no page content/%s", name)
	if n := slices.IndexFunc(s.Skipped, func(k source.Diagnostic) bool { return k.File == "content/"+name }); n >= 0 {
		d.Hint = "content/" + name + " is " + s.Skipped[n].Message
	} else if near := source.Nearest(name, slices.Sorted(maps.Keys(s.byName))); near != "" {
		d.Hint = "did you mean content/" + near + "?"
	}
	return nil, d
}

// rightScheme complains of what was meant to be an address of the web.
func (s *Site) rightScheme(scheme, destination string) error {
	if scheme == "http" || scheme == "https" {
		if !strings.HasPrefix(strings.ToLower(destination), scheme+"://") {
			return source.Errorf("%s is no address", destination).WithHint("an address begins with %s://", scheme)
		}
		return nil
	}
	for _, meant := range []string{"http", "https", "mailto"} {
		if scheme != meant && source.Nearest(scheme, []string{meant}) != "" && !knownSchemes[scheme] {
			return source.Errorf("%s: is no kind of address", scheme).WithHint("did you mean %s:?", meant)
		}
	}
	return nil
}

// knownSchemes are spelled like others.
var knownSchemes = map[string]bool{"ftp": true, "sftp": true, "tftp": true, "ftps": true, "shttp": true}

var schemeStart = regexp.MustCompile(`^([a-zA-Z][a-zA-Z0-9+.-]*):`)

// schemeOf is a URL's scheme as a browser finds it: whatever blanks and controls are before
// or in it; "" for a relative one.
func schemeOf(destination string) string {
	tidy := strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, destination)
	if m := schemeStart.FindStringSubmatch(tidy); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}
