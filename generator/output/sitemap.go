package output

import (
	"encoding/xml"
	"time"

	"github.com/twisted/sitegen/generator/output/feed"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

const sitemapFile = "sitemap.xml"

// sitemap lists the pages (sitemaps.org, version 0.9); stubs are not in it. It is made of
// absolute URLs, so a site that does not know its own has none.
func sitemap(r *renderer) []*Output {
	if r.site.Settings.Mount.Origin == "" {
		return nil
	}
	return []*Output{{
		Path: sitemapFile, From: source.Position{File: "site.toml"}, isDefault: true,
		render: func() ([]byte, source.List) { return renderSitemap(r.site) },
	}}
}

func renderSitemap(s *site.Site) ([]byte, source.List) {
	type entry struct {
		Loc     string `xml:"loc"`
		LastMod string `xml:"lastmod,omitempty"`
	}
	set := struct {
		XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []entry  `xml:"url"`
	}{}
	for _, p := range s.EveryPage() {
		if p.Kind == site.Search {
			continue
		}
		e := entry{Loc: p.AbsURL}
		if t := site.Changed(p); !t.IsZero() && p.Name != "" {
			e.LastMod = t.Format(time.DateOnly)
		}
		set.URLs = append(set.URLs, e)
	}
	data, err := feed.XML(set)
	return data, source.AsList(err)
}
