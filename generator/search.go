package generator

import (
	"encoding/json"
	"unique"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

const (
	searchPath  = "/search/"
	searchIndex = "search.json"
)

// index is search.json, which search.js reads. Pages has a URL, a title and a
// description of each page; Words has for each word the pages that hold it, in pairs: how far
// the page's number is from the one before, and the word's weight there.
type index struct {
	Pages [][3]string      `json:"pages"`
	Words map[string][]int `json:"words"`
}

// searchIndex makes the search's index of all pages of content/.
func (s *Site) searchIndex() ([]byte, source.List) {
	i := index{Pages: make([][3]string, 0, len(s.Pages)), Words: map[string][]int{}}
	type list struct {
		pairs []int
		last  int
	}
	words := map[unique.Handle[string]]*list{}
	for n, p := range s.Pages {
		about := p.Description
		if about == "" {
			about = clip(template.PlainText(string(s.summary(p))), 160)
		}
		i.Pages = append(i.Pages, [3]string{p.view.URL, p.Title, about})
		known := s.wordsOf(p)
		for i, word := range known.words {
			l := words[word]
			if l == nil {
				l = &list{}
				words[word] = l
			}
			l.pairs = append(l.pairs, n-l.last, int(known.weights[i]))
			l.last = n
		}
	}
	for word, l := range words {
		i.Words[word.Value()] = l.pairs
	}
	data, err := json.Marshal(i)
	return append(data, '\n'), source.AsList(err)
}
