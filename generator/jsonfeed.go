package generator

import (
	"encoding/json"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// JSON Feed, version 1.1 (jsonfeed.org).
type (
	jsonFeed struct {
		Version  string     `json:"version"`
		Title    string     `json:"title"`
		HomePage string     `json:"home_page_url"`
		Self     string     `json:"feed_url"`
		Language string     `json:"language,omitempty"`
		Items    []jsonItem `json:"items"`
	}
	jsonItem struct {
		ID        string       `json:"id"`
		URL       string       `json:"url"`
		Title     string       `json:"title"`
		HTML      string       `json:"content_html"`
		Summary   string       `json:"summary,omitempty"`
		Image     string       `json:"image,omitempty"`
		Published string       `json:"date_published"`
		Modified  string       `json:"date_modified"`
		Authors   []jsonAuthor `json:"authors,omitempty"`
		Tags      []string     `json:"tags,omitempty"`
	}
	jsonAuthor struct {
		Name string `json:"name"`
	}
)

func (s *Site) jsonFeed(of *Page) ([]byte, source.List) {
	f, list := s.feed(of)
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.title, HomePage: f.home, Self: s.origin + s.base + jsonPath(of), Language: f.language,
		Items: []jsonItem{},
	}
	for _, e := range f.entries {
		item := jsonItem{
			ID: e.view.AbsURL, URL: e.view.AbsURL, Title: e.Title, HTML: e.html, Summary: e.Description, Image: e.view.Image,
			Published: e.Date.Format(time.RFC3339), Modified: e.updated.Format(time.RFC3339), Tags: e.Tags,
		}
		for _, name := range e.Authors {
			item.Authors = append(item.Authors, jsonAuthor{name})
		}
		out.Items = append(out.Items, item)
	}
	data, err := json.MarshalIndent(out, "", " ")
	return append(data, '\n'), append(list, source.AsList(err)...)
}
