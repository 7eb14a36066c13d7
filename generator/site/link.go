package site

import (
	"maps"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Link turns a destination as written in a page's Markdown into a URL, with the mount's
// path. Paths are relative to the file, as GitHub follows them; one to a Markdown file becomes
// its page's.
func Link(s *Site, from *Page, destination string) (string, error) {
	if scheme := schemeOf(destination); scheme != "" {
		if runsOrHolds(scheme, destination) && !s.Settings.Unsafe {
			return "", source.Errorf("a link may not run or hold anything: %s:", scheme)
		}
		return destination, checkScheme(scheme, destination)
	}
	if destination == "" {
		return "", source.Errorf("this link leads nowhere").WithHint("write an address between the brackets")
	}
	u, err := url.Parse(destination)
	if err != nil || u.Host != "" || u.Path == "" {
		return destination, nil // what is no URL the check will tell of
	}
	target := u.Path
	if !strings.HasPrefix(target, "/") {
		slash := strings.HasSuffix(target, "/")
		if target = path.Join("/", path.Dir(from.Name), target); slash && target != "/" {
			target += "/"
		}
	}
	if to, err := s.pageOfFile(target, strings.HasPrefix(u.Path, "/")); err != nil {
		return "", err
	} else if to != nil {
		target = to.Path
	}
	out := url.URL{
		Path: s.Settings.Mount.Path + target, RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment,
	}
	return out.String(), nil
}

// pageOfFile returns the page of a Markdown file, by its path below content/; nil for other
// paths. One that begins at the site's root may be an address as well.
func (s *Site) pageOfFile(target string, fromRoot bool) (*Page, error) {
	if !strings.HasSuffix(target, ".md") {
		return nil, nil
	}
	name := strings.TrimPrefix(target, "/")
	if to := s.byName[name]; to != nil || fromRoot {
		return to, nil
	}
	d := source.Errorf("no page content/%s", name)
	skipped := slices.IndexFunc(s.Skipped, func(d source.Diagnostic) bool { return d.File == "content/"+name })
	if skipped >= 0 {
		d.Hint = "content/" + name + " is " + s.Skipped[skipped].Message
	} else if near := source.Nearest(name, slices.Sorted(maps.Keys(s.byName))); near != "" {
		d.Hint = "did you mean content/" + near + "?"
	}
	return nil, d
}

// runsOrHolds reports whether a link would run a program, or hold a document, in the reader's
// browser. Images may stand in a link.
func runsOrHolds(scheme, destination string) bool {
	return scheme == "javascript" || scheme == "vbscript" ||
		scheme == "data" && !strings.HasPrefix(destination, "data:image/")
}

// checkScheme complains of what was meant to be an address of the web.
func checkScheme(scheme, destination string) error {
	if scheme == "http" || scheme == "https" {
		if !strings.HasPrefix(strings.ToLower(destination), scheme+"://") {
			return source.Errorf("%s is no address", destination).WithHint("an address begins with %s://", scheme)
		}
		return nil
	}
	for _, meant := range []string{"http", "https", "mailto"} {
		if scheme != meant && source.Nearest(scheme, []string{meant}) != "" && !nearlyHTTP[scheme] {
			return source.Errorf("%s: is no kind of address", scheme).WithHint("did you mean %s:?", meant)
		}
	}
	return nil
}

// nearlyHTTP are schemes that are spelled like others and meant as they are.
var nearlyHTTP = map[string]bool{"ftp": true, "sftp": true, "tftp": true, "ftps": true, "shttp": true}

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
