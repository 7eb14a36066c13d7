package generator

import (
	"net/url"
	"strings"
)

// HasFile tells whether a path, encoded, is that of a page or file of the site.
func (s *Site) HasFile(path string) bool {
	u, err := url.Parse(path)
	if err != nil {
		return false
	}
	output, ok := s.file(u.Path)
	return ok && s.outputs[output].stub == nil
}

// Answers tells whether an old URL, whatever its host, is answered: by a file of
// the site or by the redirect map.
func (s *Site) Answers(old string) bool {
	u, err := url.Parse(strings.TrimSpace(old))
	if err != nil {
		return false
	}
	if _, ok := s.file(u.Path); ok {
		return true
	}
	rest := &url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery, Fragment: u.Fragment}
	return s.Redirects.Lookup(rest.String()).Known()
}
