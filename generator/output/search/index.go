package search

import (
	"encoding/json"
	"unique"
)

// Entry is a page of the index.
type Entry struct {
	URL, Title, About string
	Words             Words
}

// index is the file. Pages has a URL, a title and a description of each page; Words has for
// each word the pages that hold it, in pairs: how far the page's number is from the one
// before, and the word's weight there.
type index struct {
	Pages [][3]string      `json:"pages"`
	Words map[string][]int `json:"words"`
}

// Index writes the index of pages.
func Index(entries []Entry) ([]byte, error) {
	i := index{Pages: make([][3]string, 0, len(entries)), Words: map[string][]int{}}
	type list struct {
		pairs []int
		last  int
	}
	words := map[unique.Handle[string]]*list{}
	for n, e := range entries {
		i.Pages = append(i.Pages, [3]string{e.URL, e.Title, e.About})
		for k, word := range e.Words.words {
			l := words[word]
			if l == nil {
				l = &list{}
				words[word] = l
			}
			l.pairs = append(l.pairs, n-l.last, int(e.Words.weights[k]))
			l.last = n
		}
	}
	for word, l := range words {
		i.Words[word.Value()] = l.pairs
	}
	data, err := json.Marshal(i)
	return append(data, '\n'), err
}
