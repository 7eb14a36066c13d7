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
	for _, p := range s.Pages {
		e := entry{Loc: p.view.AbsURL}
		if t := p.changed(); !t.IsZero() {
			e.LastMod = t.Format(time.DateOnly)
		}
		set.URLs = append(set.URLs, e)
	}
	return marshal(set)
}

// changed is when a page says it was last changed; zero where it does not say.
func (p *Page) changed() time.Time {
	if !p.Updated.IsZero() {
		return p.Updated
	}
	return p.Date
}

func marshal(v any) ([]byte, source.List) {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, source.AsList(err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}
