package generator

import (
	"context"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Checked is what a check found.
type Checked struct {
	Pages, Links int
	Problems     source.List
	// Known are links that a page's front matter names as broken in the old Trac
	// already: no error, but told.
	Known source.List
}

// Check renders every page and proves that each link, image and fragment of the
// rendered HTML, and each redirect, arrives at an output of the site.
func (s *Site) Check(ctx context.Context) Checked {
	c := &checker{Site: s, documents: map[string]*document{}, bodies: map[*Page]*markdown.Body{}, near: s.nearestPage()}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, p := range s.paths {
		if o := s.outputs[p]; path.Ext(p) == ".html" && o.stub == nil {
			group.Go(func() error {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				data, errs := s.Render(p)
				d := readDocument(data)
				c.mu.Lock()
				defer c.mu.Unlock()
				c.documents[p] = d
				c.result.Problems = append(c.result.Problems, errs...)
				return nil
			})
		}
	}
	if err := group.Wait(); err != nil {
		c.result.Problems = append(c.result.Problems, source.AsList(err)...)
		return c.result
	}
	for _, p := range s.paths {
		// A copied file's links are not ours to mend; its ids count.
		if d := c.documents[p]; d != nil && !s.outputs[p].copied {
			c.result.Pages++
			c.document(p, d)
			c.accessible(p, d)
		}
	}
	c.result.Problems = append(c.result.Problems, s.Redirects.Check(c.stands, c.nearest)...)
	c.result.Problems.Sort()
	c.result.Known.Sort()
	return c.result
}

type checker struct {
	*Site
	mu        sync.Mutex
	documents map[string]*document     // by output path; read only once all are there
	bodies    map[*Page]*markdown.Body // of the pages with problems
	near      func(to string) string   // a page, for hints
	result    Checked
}

// document checks one page's links.
func (c *checker) document(at string, d *document) {
	seen := map[string]bool{}
	for _, link := range d.links {
		c.result.Links++
		if seen[link] {
			continue
		}
		seen[link] = true
		to, internal := c.internal(at, link)
		if !internal {
			if c.base != "" && strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") {
				d := source.FileErrorf(c.outputs[at].from.File, "%s leads out of the site, which is below %s/ (the link comes from the layout)", link, c.base)
				c.result.Problems = append(c.result.Problems, d.WithHint("templates write {{url %q}}; a link to another site of this host is written with https://", link))
			}
			continue
		}
		why := c.arrives(to)
		if why == "" {
			continue
		}
		problem, known := c.locate(c.outputs[at], at, to, why)
		if known {
			problem.Severity = source.Warning
			c.result.Known = append(c.result.Known, problem)
		} else {
			c.result.Problems = append(c.result.Problems, problem)
		}
	}
}

// internal returns the path of the site, without its base, that a link on the
// page at an output path leads to.
func (c *checker) internal(at, link string) (string, bool) {
	here := "/" + strings.TrimSuffix(at, "index.html")
	u, err := url.Parse(strings.TrimSpace(link))
	if err != nil {
		return link, !strings.Contains(link, "://") // it can lead nowhere within the site
	}
	if u.Scheme != "" || u.Host != "" {
		if c.origin == "" || u.Scheme+"://"+u.Host != c.origin {
			return "", false
		}
		u.Scheme, u.Host, u.User = "", "", nil
	}
	full := (&url.URL{Path: c.base + here}).ResolveReference(u)
	if c.base != "" {
		rest, ok := strings.CutPrefix(full.Path, c.base)
		if !ok || rest != "" && rest[0] != '/' {
			return "", false // another site of this host
		}
		full.Path, full.RawPath = rest, ""
	}
	return full.String(), true
}

// arrives tells why a path of the site, with its query and fragment, leads
// nowhere; "" where it arrives. Paths are found as GitHub Pages finds them.
func (c *checker) arrives(to string) (why string) {
	target, fragment, _ := strings.Cut(to, "#")
	target, _, _ = strings.Cut(target, "?")
	p, err := url.PathUnescape(target)
	if err != nil {
		return "is not a URL"
	}
	file, ok := c.file(p)
	if !ok {
		if c.Redirects.Lookup(to).Known() {
			return ""
		}
		return "is not there"
	}
	if o := c.outputs[file]; o.stub != nil {
		// One hop: where a stub leads to another, the check of the map tells.
		if next := o.stub.To + "#" + fragment; fragment != "" && o.stub.KeepsFragment() && c.isPage(o.stub.To) {
			return c.arrives(next)
		}
		return ""
	}
	d := c.documents[file]
	if fragment == "" || fragment == "top" || d == nil {
		return ""
	}
	id, err := url.PathUnescape(fragment)
	if err != nil || !d.ids[id] {
		return "has no #" + fragment
	}
	return ""
}

// stands tells whether a path of the site is a page or file, not a redirect, and
// has the fragment.
func (c *checker) stands(to string) bool {
	p, _, _ := strings.Cut(to, "#")
	return c.isPage(p) && c.arrives(to) == ""
}

// isPage tells whether a path, encoded, is that of a page or file.
func (c *checker) isPage(to string) bool {
	to, _, _ = strings.Cut(to, "?")
	p, err := url.PathUnescape(to)
	if err != nil || !strings.HasPrefix(to, "/") {
		return false
	}
	file, ok := c.file(p)
	return ok && c.outputs[file].stub == nil
}

// file finds the output that answers a path.
func (s *Site) file(p string) (string, bool) {
	output, _ := page.Find(s.Has, strings.TrimPrefix(p, "/"))
	return output, output != ""
}

// locate makes the diagnostic of a link: at its place in the page's source,
// where it is found there, else at the page, for it comes from the layout.
func (c *checker) locate(o *output, at, to, why string) (d source.Diagnostic, known bool) {
	offset := -1
	if o.page != nil {
		offset = c.offset(o.page, to)
	}
	entry := c.menuEntry(at, to)
	switch {
	case offset >= 0:
		d = o.page.File.Errorf(offset, "%s %s", to, why)
	case entry != "": // told once, not for each page
		d = source.FileErrorf("site.toml", "%s, to which the menu entry %q leads, %s", to, entry, why)
	case o.page != nil:
		d = source.FileErrorf(o.page.File.Path, "%s %s (the link comes from the layout)", to, why)
	default:
		return source.FileErrorf(o.from.File, "%s %s (in /%s)", to, why, at), false
	}
	if near := c.nearest(to); near != "" {
		d.Hint = "did you mean \"" + near + "\"?"
	}
	return d, o.page != nil && c.wasBroken(o.page, to)
}

// menuEntry returns the name of the entry of menu or footer that leads to a path, or "".
func (c *checker) menuEntry(at, to string) string {
	for _, l := range slices.Concat(c.Menu, c.Footer) {
		if full, ok := c.internal(at, template.Based(c.base, l.URL)); ok && full == to {
			return l.Name
		}
	}
	return ""
}

// body is a page's, rendered once more for the places of what is in it.
func (c *checker) body(p *Page) *markdown.Body {
	if c.bodies[p] == nil {
		c.bodies[p], _ = c.Site.body(p)
	}
	return c.bodies[p]
}

// offset finds where in a page's source the link to a path stands, or -1.
func (c *checker) offset(p *Page, to string) int {
	own := page.OutputPath(p.Path)
	for _, l := range c.body(p).Links {
		if full, ok := c.internal(own, l.URL); ok && full == to {
			return l.Offset
		}
	}
	return -1
}

// wasBroken tells whether the page's front matter knows the link as broken.
func (c *checker) wasBroken(p *Page, to string) bool {
	if p.Trac == nil {
		return false
	}
	return slices.ContainsFunc(p.Trac.Broken, func(written string) bool {
		u, err := c.link(p, written)
		if err != nil {
			return false
		}
		full, ok := c.internal(page.OutputPath(p.Path), u)
		return ok && full == to
	})
}

// nearest suggests an id of the page, or a page, that is spelled like it.
func (c *checker) nearest(to string) string {
	target, fragment, _ := strings.Cut(to, "#")
	if p, err := url.PathUnescape(target); err == nil && fragment != "" {
		if file, ok := c.file(p); ok && c.documents[file] != nil {
			var ids []string
			for id := range c.documents[file].ids {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			if near := source.Nearest(fragment, ids); near != "" {
				return target + "#" + near
			}
			return ""
		}
	}
	return c.near(target)
}

// nearestPage returns what suggests the page whose URL is spelled most like a path.
func (s *Site) nearestPage() func(to string) string {
	urls := sync.OnceValue(func() (urls []string) {
		for _, p := range s.Pages {
			urls = append(urls, page.URL(p.Path))
		}
		return urls
	})
	return func(to string) string { return source.Nearest(to, urls()) }
}
