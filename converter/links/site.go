package links

import (
	"net/url"
	"path"
	"strings"

	"github.com/twisted/sitegen/generator/page"
)

// Site is where the wiki's pages and files live in the new site, and what of them there was.
type Site struct {
	Resolver
	ContentFiles map[string]string              // of each page, below content/
	Fetched      map[string]bool                // the Trac's files that the site has, by path below Base
	AbsentFiles  map[string]string              // those that it should have, by path below Base: why it has not
	Moved        map[string]string              // those that are published elsewhere below Base
	HasID        func(pageName, id string) bool // reports whether Trac's HTML of a page has the id

	// Description returns what Trac's users wrote on an attachment of a page, or "".
	Description func(pageName, file string) string
}

// relativeFile returns what the Markdown of a page calls a target: the relative path of
// another page's file, which an editor and GitHub can follow, or a URL.
func (s *Site) relativeFile(from string, t Target) string {
	if t.Page == "" {
		return s.publishedURL(t.URL)
	}
	fragment := ""
	if t.Fragment != "" {
		fragment = "#" + page.URL(t.Fragment)
	}
	if t.Page == from && fragment != "" {
		return fragment
	}
	return page.URL(relativePath(path.Dir(s.ContentFiles[from]), s.ContentFiles[t.Page])) + fragment
}

// permalink returns what HTML calls a target.
func (s *Site) permalink(t Target) string {
	if t.Page == "" {
		return s.publishedURL(t.URL)
	}
	u := page.URL(page.Permalink(s.ContentFiles[t.Page], ""))
	if t.Fragment != "" {
		u += "#" + page.URL(t.Fragment)
	}
	return u
}

// relativePath returns the path of file as seen from the folder dir.
func relativePath(dir, file string) string {
	from, to := strings.Split(dir, "/"), strings.Split(file, "/")
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}

// AttachmentFile leads to the file itself, as a picture needs it, also from the page that
// showed an attachment. Any other address stays.
func (s *Site) AttachmentFile(address string) string {
	rest, ok := strings.CutPrefix(address, s.Base+"/attachment/")
	if !ok {
		return s.publishedURL(address)
	}
	rest, _, _ = strings.Cut(rest, "?")
	if p, err := url.PathUnescape(rest); err == nil && s.Fetched["raw-attachment/"+p] {
		return s.publishedURL(s.Base + "/raw-attachment/" + rest)
	}
	return address
}

// rooted makes an address that is relative to a page's old URL, BASE/wiki/NAME, one from the
// root.
func (s *Site) rooted(pageName, address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path+u.RawQuery == "" || strings.HasPrefix(u.Path, "/") {
		return address
	}
	return (&url.URL{Path: s.Base + "/wiki/" + pageName}).ResolveReference(u).String()
}
