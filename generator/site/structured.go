package site

import (
	"cmp"
	"time"
)

// Structured is what a page says of itself to machines, in the words of schema.org (JSON-LD),
// up being its breadcrumbs and image the whole URL of its image, or ""; nil where the site does
// not know its own address.
func Structured(s *Site, p *Page, up []Crumb, image string) map[string]any {
	mount := s.Settings.Mount
	if mount.Origin == "" || p.Kind == Search {
		return nil
	}
	graph := []any{website(s.Settings)}
	if !p.Date.IsZero() {
		graph = append(graph, article(s.Settings, p, image))
	}
	if len(up) > 0 {
		var items []any
		for n, above := range append(up[:len(up):len(up)], Crumb{p.Title, p}) {
			items = append(items, map[string]any{
				"@type": "ListItem", "position": n + 1, "name": above.Name, "item": mount.Abs(above.Page.URL),
			})
		}
		graph = append(graph, map[string]any{"@type": "BreadcrumbList", "itemListElement": items})
	}
	return map[string]any{"@context": "https://schema.org", "@graph": graph}
}

func websiteID(s Settings) string { return s.Mount.Abs("/#website") }

func website(s Settings) map[string]any {
	site := map[string]any{"@type": "WebSite", "@id": websiteID(s), "name": s.Title, "url": s.Mount.Abs("/")}
	if s.Description != "" {
		site["description"] = s.Description
	}
	return site
}

func article(s Settings, p *Page, image string) map[string]any {
	a := map[string]any{
		"@type": "Article", "headline": p.Title, "url": s.Mount.Abs(p.URL), "datePublished": p.Date.Format(time.RFC3339),
		"isPartOf": map[string]string{"@id": websiteID(s)},
	}
	if about := cmp.Or(p.Description, s.Description); about != "" {
		a["description"] = about
	}
	if !p.Updated.IsZero() {
		a["dateModified"] = p.Updated.Format(time.RFC3339)
	}
	if image != "" {
		a["image"] = image
	}
	var authors []any
	for _, name := range p.Authors {
		authors = append(authors, map[string]string{"@type": "Person", "name": name})
	}
	if authors != nil {
		a["author"] = authors
	}
	return a
}
