package site

import (
	"net/url"
	"strings"

	"github.com/twisted/sitegen/generator/page"
)

// resolveURLs gives each page its addresses.
func (s *Site) resolveURLs() {
	for _, p := range s.EveryPage() {
		p.URL, p.AbsURL = s.Settings.urls(p.Path)
	}
	for _, p := range s.Pages {
		if p.Image != "" {
			p.ImageURL, _ = Link(s, p, p.Image) // told where the page is rendered
		}
	}
}

// urls are the addresses of a path of the site: with the mount's path, and whole.
func (s Settings) urls(path string) (url, whole string) {
	url = page.URL(path)
	return s.Mount.URL(url), s.Mount.Abs(url)
}

// Leaves reports whether a link is one of the web that is not the site's own.
func (s Settings) Leaves(link string) bool {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return false
	}
	return s.Mount.Origin == "" || u.Scheme+"://"+u.Host != s.Mount.Origin
}

// Whole is a link of the site as others may follow it: with scheme and host, where they are
// known. link has the mount's path already.
func (s Settings) Whole(link string) string {
	switch {
	case strings.HasPrefix(link, "//"):
		return "https:" + link
	case strings.HasPrefix(link, "/") && s.Mount.Origin == "":
		return ""
	case strings.HasPrefix(link, "/"):
		return s.Mount.Origin + link
	}
	return link
}
