package feed

import (
	"encoding/xml"
	"time"
)

type (
	atomFeed struct {
		XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang    string      `xml:"xml:lang,attr,omitempty"`
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
	atomTerm struct {
		Name string `xml:"term,attr"`
	}
	atomEntry struct {
		Title      string       `xml:"title"`
		ID         string       `xml:"id"`
		Link       atomLink     `xml:"link"`
		Published  string       `xml:"published"`
		Updated    string       `xml:"updated"`
		Authors    []atomPerson `xml:"author"`
		Categories []atomTerm   `xml:"category"`
		Summary    string       `xml:"summary,omitempty"`
		Content    atomContent  `xml:"content"`
	}
	atomContent struct {
		Type string `xml:"type,attr"`
		HTML string `xml:",chardata"`
	}
)

// Atom writes the feed as Atom.
func (f Feed) Atom() ([]byte, error) {
	out := atomFeed{
		Lang: f.Language, Title: f.Title, ID: f.Home, Updated: f.updated().Format(time.RFC3339),
		Author: &atomPerson{f.Author},
		Links:  []atomLink{{Rel: "self", Href: f.Self}, {Href: f.Home}},
	}
	for _, e := range f.Entries {
		a := atomEntry{
			Title: e.Title, ID: e.URL, Link: atomLink{Href: e.URL}, Published: e.Published.Format(time.RFC3339),
			Updated: e.Updated.Format(time.RFC3339), Summary: e.Summary,
			Content: atomContent{Type: "html", HTML: e.HTML},
		}
		for _, name := range e.Authors {
			a.Authors = append(a.Authors, atomPerson{name})
		}
		for _, name := range e.Tags {
			a.Categories = append(a.Categories, atomTerm{name})
		}
		out.Entries = append(out.Entries, a)
	}
	return XML(out)
}

// XML writes a value as a whole document.
func XML(v any) ([]byte, error) {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, err
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}
