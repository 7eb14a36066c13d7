package generator

import (
	"encoding/xml"
	"path"
	"regexp"
	"slices"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// feedSize is how many entries a feed has.
const feedSize = 20

// Atom, RFC 4287.
type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Title   string      `xml:"title"`
		ID      string      `xml:"id"`
		Links   []atomLink  `xml:"link"`
		Updated string      `xml:"updated"`
		Author  *atomPerson `xml:"author"`
		Entries []atomEntry `xml:"entry"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomEntry struct {
		Title     string      `xml:"title"`
		ID        string      `xml:"id"`
		Link      atomLink    `xml:"link"`
		Published string      `xml:"published"`
		Updated   string      `xml:"updated"`
		Author    *atomPerson `xml:"author,omitempty"`
		Summary   string      `xml:"summary,omitempty"`
		Content   atomContent `xml:"content"`
	}
	atomContent struct {
		Type string `xml:"type,attr"`
		HTML string `xml:",chardata"`
	}
)

// hasFeed tells whether a page is a section of dated pages, such as news.
func (s *Site) hasFeed(p *Page) bool {
	return p.isSection() && p.Path != "/" && slices.ContainsFunc(p.members, func(m *Page) bool { return !m.Date.IsZero() })
}

func feedPath(p *Page) string { return path.Join(p.Path, "feed.atom") }

// feedURL is the feed that a page belongs to: its own, its section's, or, on the
// first page, that of the section which has one.
func (s *Site) feedURL(p *Page) string {
	if s.origin == "" {
		return ""
	}
	for _, at := range append([]*Page{p, p.parent}, p.members...) {
		if at != nil && s.hasFeed(at) {
			return s.base + feedPath(at)
		}
	}
	return ""
}

func (s *Site) feed(section *Page) ([]byte, source.List) {
	var list source.List
	self := s.origin + s.base + feedPath(section)
	f := atomFeed{
		Title: s.Title + ": " + section.Title, ID: section.view.AbsURL, Author: &atomPerson{s.Title},
		Links: []atomLink{{Rel: "self", Href: self}, {Href: section.view.AbsURL}},
	}
	var newest time.Time
	newestFirst := slices.SortedStableFunc(slices.Values(section.members), func(a, b *Page) int { return b.Date.Compare(a.Date) })
	for _, p := range newestFirst {
		if p.Date.IsZero() || len(f.Entries) == feedSize {
			continue
		}
		body, errs := s.body(p)
		list = append(list, errs...)
		e := atomEntry{
			Title: p.Title, ID: p.view.AbsURL, Link: atomLink{Href: p.view.AbsURL}, Published: p.Date.UTC().Format(time.RFC3339),
			Updated: p.changed().UTC().Format(time.RFC3339), Summary: p.Description,
			Content: atomContent{Type: "html", HTML: absolute(string(body.HTML), s.origin)},
		}
		if len(p.Authors) > 0 {
			e.Author = &atomPerson{p.Authors[0]}
		}
		if p.changed().After(newest) {
			newest = p.changed()
		}
		f.Entries = append(f.Entries, e)
	}
	f.Updated = newest.UTC().Format(time.RFC3339)
	out, errs := marshal(f)
	return out, append(list, errs...)
}

var (
	rootLink = regexp.MustCompile(`( (?:href|src)=")(/(?:[^/"][^"]*)?")`)
	anchor   = regexp.MustCompile(`<a class="heading-anchor"[^>]*>#</a>`)
)

// absolute makes a body's links work outside the site.
func absolute(html, origin string) string {
	return rootLink.ReplaceAllString(anchor.ReplaceAllString(html, ""), "${1}"+origin+"${2}")
}
