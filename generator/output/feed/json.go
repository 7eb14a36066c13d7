package feed

import (
	"encoding/json"
	"time"
)

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

// JSON writes the feed as JSON Feed.
func (f Feed) JSON() ([]byte, error) {
	out := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1", Title: f.Title, HomePage: f.Home, Self: f.Self,
		Language: f.Language,
		Items:    []jsonItem{},
	}
	for _, e := range f.Entries {
		item := jsonItem{
			ID: e.URL, URL: e.URL, Title: e.Title, HTML: e.HTML, Summary: e.Summary, Image: e.Image, Tags: e.Tags,
			Published: e.Published.Format(time.RFC3339), Modified: e.Updated.Format(time.RFC3339),
		}
		for _, name := range e.Authors {
			item.Authors = append(item.Authors, jsonAuthor{name})
		}
		out.Items = append(out.Items, item)
	}
	data, err := json.MarshalIndent(out, "", " ")
	return append(data, '\n'), err
}
