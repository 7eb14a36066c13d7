package generator

import (
	"encoding/xml"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// Atom, RFC 4287.
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

func (s *Site) atom(of *Page) ([]byte, source.List) {
	f, list := s.feed(of)
	out := atomFeed{
		Lang: f.language, Title: f.title, ID: f.home, Updated: f.updated.Format(time.RFC3339), Author: &atomPerson{s.Title},
		Links: []atomLink{{Rel: "self", Href: s.origin + s.base + atomPath(of)}, {Href: f.home}},
	}
	for _, e := range f.entries {
		a := atomEntry{
			Title: e.Title, ID: e.view.AbsURL, Link: atomLink{Href: e.view.AbsURL}, Published: e.Date.Format(time.RFC3339),
			Updated: e.updated.Format(time.RFC3339), Summary: e.Description, Content: atomContent{Type: "html", HTML: e.html},
		}
		for _, name := range e.Authors {
			a.Authors = append(a.Authors, atomPerson{name})
		}
		for _, name := range e.Tags {
			a.Categories = append(a.Categories, atomTerm{name})
		}
		out.Entries = append(out.Entries, a)
	}
	data, errs := marshalXML(out)
	return data, append(list, errs...)
}

func marshalXML(v any) ([]byte, source.List) {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return nil, source.AsList(err)
	}
	return append([]byte(xml.Header), append(data, '\n')...), nil
}
