package check

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// checkLinks checks the links of one page.
func (c *checker) checkLinks(o *output.Output, d *document) {
	mount := c.files.Site.Settings.Mount
	seen := map[link]bool{}
	for _, l := range d.links {
		c.result.Links++
		if seen[l] {
			continue
		}
		seen[l] = true
		link := l.url
		to, isInternal := internal(mount, o.Path, link)
		if !isInternal {
			if mount.Path != "" && strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") {
				d := source.FileErrorf(o.From.File,
					"%s leads out of the site, which is below %s/ (the link comes from the layout)", link, mount.Path)
				c.result.Problems = append(c.result.Problems, d.WithHint(
					"templates write {{url %q}}; a link to another site of this host is written with https://", link))
			}
			continue
		}
		why := c.whyLost(to)
		if why == "" && l.isLoaded && !isPage(c.files, to) {
			why = "is only redirected, which what loads it does not follow"
		}
		if why == "" {
			continue
		}
		problem, isKnown := c.locate(o, to, why)
		if isKnown {
			problem.Severity = source.Warning
			c.result.Known = append(c.result.Known, problem)
		} else {
			c.result.Problems = append(c.result.Problems, problem)
		}
	}
}

// internal returns the path of the site, without the mount's, that a link on the page at an
// output path leads to.
func internal(mount page.Mount, at, link string) (to string, isInternal bool) {
	here := "/" + strings.TrimSuffix(at, "index.html")
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return link, !strings.Contains(link, "://") // it can lead nowhere within the site
	}
	if u.Scheme != "" || u.Host != "" {
		if mount.Origin == "" || u.Scheme+"://"+u.Host != mount.Origin {
			return "", false
		}
		u.Scheme, u.Host, u.User = "", "", nil
	}
	full := (&url.URL{Path: mount.Path + here}).ResolveReference(u)
	if mount.Path != "" {
		rest, ok := strings.CutPrefix(full.Path, mount.Path)
		if !ok || rest != "" && rest[0] != '/' {
			return "", false // another site of this host
		}
		full.Path, full.RawPath = rest, ""
	}
	return full.String(), true
}

// whyLost returns why a path of the site, with its query and fragment, leads nowhere; "" where
// it arrives. Paths are found as GitHub Pages finds them.
func (c *checker) whyLost(to string) string {
	target, fragment, _ := strings.Cut(to, "#")
	target, _, _ = strings.Cut(target, "?")
	p, err := url.PathUnescape(target)
	if err != nil {
		return "is not a URL"
	}
	o := c.files.Answering(p)
	if o == nil {
		if c.files.Site.Redirects.Lookup(to).Known() {
			return ""
		}
		return "is not there"
	}
	if o.Stub != nil {
		// One hop: where a stub leads to another, the check of the map tells.
		if next := o.Stub.To + "#" + fragment; fragment != "" && o.Stub.KeepsFragment() && isPage(c.files, o.Stub.To) {
			return c.whyLost(next)
		}
		return ""
	}
	d := c.documents[o]
	if fragment == "" || fragment == "top" || d == nil {
		return ""
	}
	id, err := url.PathUnescape(fragment)
	if err != nil || !d.ids[id] {
		return "has no #" + fragment
	}
	return ""
}

// locate makes the diagnostic of a link: at its place in the page's source, where it is found
// there, else at the page, for it comes from the layout.
func (c *checker) locate(o *output.Output, to, why string) (d source.Diagnostic, isKnown bool) {
	offset := -1
	if o.Page != nil {
		offset = c.offset(o.Page, to)
	}
	entry := c.menuEntry(o.Path, to)
	switch {
	case offset >= 0:
		d = o.Page.File.Errorf(offset, "%s %s", to, why)
	case entry != "": // told once, not for each page
		d = source.FileErrorf("site.toml", "%s, to which the menu entry %q leads, %s", to, entry, why)
	case o.Page != nil:
		d = source.FileErrorf(o.Page.File.Path, "%s %s (the link comes from the layout)", to, why)
	default:
		return source.FileErrorf(o.From.File, "%s %s (in /%s)", to, why, o.Path), false
	}
	if near := c.nearest(to); near != "" {
		d.Hint = "did you mean \"" + near + "\"?"
	}
	return d, o.Page != nil && c.wasBroken(o.Page, to)
}

// menuEntry returns the name of the entry of menu or footer that leads to a path, or "".
func (c *checker) menuEntry(at, to string) string {
	s := c.files.Site.Settings
	for _, e := range slices.Concat(s.Menu, s.Footer) {
		if full, ok := internal(s.Mount, at, s.Mount.URL(e.URL)); ok && full == to {
			return e.Name
		}
	}
	return ""
}

// offset finds where in a page's source the link to a path stands, or -1.
func (c *checker) offset(p *site.Page, to string) int {
	for _, l := range c.body(p).Links {
		if full, ok := internal(c.files.Site.Settings.Mount, page.OutputPath(p.Path), l.URL); ok && full == to {
			return l.Offset
		}
	}
	return -1
}

// wasBroken reports whether the page's front matter knows the link as broken.
func (c *checker) wasBroken(p *site.Page, to string) bool {
	if p.Trac == nil {
		return false
	}
	return slices.ContainsFunc(p.Trac.Broken, func(written string) bool {
		u, err := site.Link(c.files.Site, p, written)
		if err != nil {
			return false
		}
		full, ok := internal(c.files.Site.Settings.Mount, page.OutputPath(p.Path), u)
		return ok && full == to
	})
}

// nearest suggests an id of the page, or a page, that is spelled like it.
func (c *checker) nearest(to string) string {
	target, fragment, _ := strings.Cut(to, "#")
	if p, err := url.PathUnescape(target); err == nil && fragment != "" {
		if d := c.documents[c.files.Answering(p)]; d != nil {
			if near := source.Nearest(fragment, slices.Sorted(maps.Keys(d.ids))); near != "" {
				return target + "#" + near
			}
			return ""
		}
	}
	return c.nearestPage(target)
}
