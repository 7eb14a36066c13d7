package generator

import (
	"net/url"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/source"
)

// ExternalLink is a link that leaves the site, and where it stands first.
type ExternalLink struct {
	URL   string
	Place source.Diagnostic // without a message
}

// ExternalLinks are the links of the pages, of menu and footer that leave the site, each
// once, sorted. Those of the redirect map are not among them.
func (s *Site) ExternalLinks() []ExternalLink {
	perPage := make([][]ExternalLink, len(s.Pages))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, p := range s.Pages {
		group.Go(func() error {
			body, _ := s.body(p) // a check has told its faults
			for _, l := range body.Links {
				if s.leaves(l.URL) {
					perPage[i] = append(perPage[i], ExternalLink{l.URL, p.File.Errorf(l.Offset, "")})
				}
			}
			return nil
		})
	}
	group.Wait()
	all := slices.Concat(perPage...)
	for _, l := range slices.Concat(s.Menu, s.Footer) {
		if s.leaves(l.URL) {
			all = append(all, ExternalLink{l.URL, source.FileErrorf("site.toml", "")})
		}
	}
	slices.SortStableFunc(all, func(a, b ExternalLink) int { return strings.Compare(a.URL, b.URL) })
	return slices.CompactFunc(all, func(a, b ExternalLink) bool { return a.URL == b.URL })
}

// leaves tells whether a URL is one of the web that is not the site's own.
func (s *Site) leaves(link string) bool {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return false
	}
	return s.origin == "" || u.Scheme+"://"+u.Host != s.origin
}
