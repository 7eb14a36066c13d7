package generator

import (
	"cmp"
	"slices"
	"time"

	"github.com/twisted/sitegen/generator/template"
)

// structured is what a page says of itself to machines, in the words of schema.org
// (JSON-LD), up being its breadcrumbs; nil where the site does not know its own address.
func (s *Site) structured(p *Page, up []template.Link) map[string]any {
	if s.origin == "" || p.kind == search {
		return nil
	}
	website := map[string]any{"@type": "WebSite", "@id": s.origin + s.base + "/#website", "name": s.Title, "url": s.origin + s.base + "/"}
	if s.Description != "" {
		website["description"] = s.Description
	}
	graph := []any{website}
	if !p.Date.IsZero() {
		article := map[string]any{
			"@type": "Article", "headline": p.Title, "url": p.view.AbsURL, "datePublished": p.Date.Format(time.RFC3339),
			"isPartOf": map[string]string{"@id": s.origin + s.base + "/#website"},
		}
		if about := cmp.Or(p.Description, s.Description); about != "" {
			article["description"] = about
		}
		if !p.view.Updated.IsZero() {
			article["dateModified"] = p.view.Updated.Format(time.RFC3339)
		}
		if p.view.Image != "" {
			article["image"] = p.view.Image
		}
		var authors []any
		for _, name := range p.Authors {
			authors = append(authors, map[string]string{"@type": "Person", "name": name})
		}
		if authors != nil {
			article["author"] = authors
		}
		graph = append(graph, article)
	}
	if len(up) > 0 {
		var items []any
		for n, above := range append(slices.Clip(up), template.Link{Name: p.Title, URL: p.view.URL}) {
			items = append(items, map[string]any{"@type": "ListItem", "position": n + 1, "name": above.Name, "item": s.origin + above.URL})
		}
		graph = append(graph, map[string]any{"@type": "BreadcrumbList", "itemListElement": items})
	}
	return map[string]any{"@context": "https://schema.org", "@graph": graph}
}
