package generator

import (
	"encoding/xml"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// sitemap lists the pages (sitemaps.org, version 0.9); stubs are not in it.
func (s *Site) sitemap() ([]byte, source.List) {
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
	set := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}{}
	for _, p := range s.everyPage() {
		if p.kind == search {
			continue
		}
		e := entry{Loc: p.view.AbsURL}
		if t := s.changed(p); !t.IsZero() && p.name != "" {
			e.LastMod = t.Format(time.DateOnly)
		}
		set.URLs = append(set.URLs, e)
	}
	return marshalXML(set)
}

// updated is when a page was last changed: as it says itself, else as is known of its
// file; zero where nobody knows.
func (s *Site) updated(p *Page) time.Time {
	if !p.Updated.IsZero() {
		return p.Updated
	}
	t := s.LastModified[p.File.Path]
	if t.IsZero() {
		return t
	}
	return t.In(s.zone())
}

// changed is updated, or when the page was published.
func (s *Site) changed(p *Page) time.Time {
	if t := s.updated(p); !t.IsZero() {
		return t
	}
	return p.Date
}
