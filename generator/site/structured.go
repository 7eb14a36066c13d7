package site

import (
	"cmp"
	"slices"
	"time"
)

// Structured is what a page says of itself to machines, in the words of schema.org (JSON-LD),
// image being the whole URL of its image, or ""; nil where the site does not know its own address.
func Structured(s *Site, p *Page, image string) map[string]any {
	if s.Settings.Mount.Origin == "" || p.Kind == Search {
		return nil
	}
	graph := []any{website(s.Settings)}
	if !p.Date.IsZero() {
		graph = append(graph, article(s.Settings, p, image))
	}
	if len(p.Above) > 0 {
		var items []any
		for n, above := range append(slices.Clip(p.Above), Crumb{p.Title, p}) {
			items = append(items, map[string]any{
				"@type": "ListItem", "position": n + 1, "name": above.Name, "item": above.Page.AbsURL,
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
		"@type": "Article", "headline": p.Title, "url": p.AbsURL,
		"datePublished": p.Date.Format(time.RFC3339),
		"isPartOf":      map[string]string{"@id": websiteID(s)},
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
