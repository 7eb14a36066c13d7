package output

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/twisted/sitegen/generator/output/search"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// aboutLength is how much of a page's beginning the search shows, in letters, where the page
// has no description.
const aboutLength = 160

// searchIndex is search.json, which search.js reads.
func searchIndex(r *renderer) []*Output {
	return []*Output{{
		Path: "search.json", From: source.Position{File: "content"}, isDefault: true,
		render: func() ([]byte, source.List) { return renderIndex(r) },
	}}
}

// renderIndex makes the index of all pages of content/.
func renderIndex(r *renderer) ([]byte, source.List) {
	entries := make([]search.Entry, len(r.site.Pages))
	err := Each(context.Background(), Indexes(len(entries)), func(n int) error {
		p := r.site.Pages[n]
		entries[n] = search.Entry{
			URL: p.URL, Title: p.Title, About: about(r, p), Words: wordsOf(r, p),
		}
		return nil
	})
	if err != nil {
		return nil, source.AsList(err)
	}
	data, err := search.Index(entries)
	return data, source.AsList(err)
}

// wordMemory remembers what the search knows of pages, by what that depends on.
type wordMemory struct {
	mu    sync.Mutex
	words map[wordKey]search.Words
	about map[wordKey]string
}

// wordKey is what the words of a page without shortcodes depend on: its file, which is the same
// as long as its bytes are, and its title, which may be the site's.
type wordKey struct {
	file  *source.File
	title string
}

func keyOf(p *site.Page) wordKey { return wordKey{p.File, p.Title} }

// memoryOf is where the words of a page are remembered: what shortcodes showed may be another
// in the next site.
func memoryOf(r *renderer, hasShortcodes bool) *wordMemory {
	if hasShortcodes {
		return &r.wordsHere
	}
	return r.words
}

// keep forgets what is of no use for a site of these pages.
func (m *wordMemory) keep(pages []*site.Page) {
	m.mu.Lock()
	defer m.mu.Unlock()
	words, abouts := map[wordKey]search.Words{}, map[wordKey]string{}
	for _, p := range pages {
		k := keyOf(p)
		if w, known := m.words[k]; known {
			words[k] = w
		}
		if a, known := m.about[k]; known {
			abouts[k] = a
		}
	}
	m.words, m.about = words, abouts
}

// noteWords remembers the words of a page whose text was rendered for another reason.
func noteWords(r *renderer, p *site.Page, b body) {
	if p.Name == "" {
		return
	}
	if _, known := recall(r, p, (*wordMemory).getWords); !known {
		memoryOf(r, b.hasShortcodes).putWords(keyOf(p), countWords(p, b))
	}
}

// wordsOf are the words of a page. Faults of its text are told where the page is rendered.
func wordsOf(r *renderer, p *site.Page) search.Words {
	if w, known := recall(r, p, (*wordMemory).getWords); known {
		return w
	}
	b, _ := renderBody(r, p)
	w := countWords(p, b)
	memoryOf(r, b.hasShortcodes).putWords(keyOf(p), w)
	return w
}

// about is what the search shows of a page: its description, else how it begins.
func about(r *renderer, p *site.Page) string {
	if p.Description != "" {
		return p.Description
	}
	if a, known := recall(r, p, (*wordMemory).getAbout); known {
		return a
	}
	begin := summary(r, p)
	a := search.Clip(template.PlainText(begin.html), aboutLength)
	memoryOf(r, begin.hasShortcodes).putAbout(keyOf(p), a)
	return a
}

// recall asks both memories.
func recall[V any](r *renderer, p *site.Page, get func(*wordMemory, wordKey) (V, bool)) (V, bool) {
	if v, known := get(r.words, keyOf(p)); known {
		return v, true
	}
	return get(&r.wordsHere, keyOf(p))
}

func countWords(p *site.Page, b body) search.Words {
	text := search.Text{
		Title:       strings.Join(slices.Concat([]string{p.Title}, p.Tags, p.Authors), " "),
		Description: p.Description,
		Body:        template.PlainText(string(b.HTML)),
	}
	for _, h := range b.Headings {
		text.Headings = append(text.Headings, template.PlainText(h.HTML))
	}
	return search.CountWords(text)
}

func (m *wordMemory) getWords(k wordKey) (search.Words, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	w, known := m.words[k]
	return w, known
}

func (m *wordMemory) putWords(k wordKey, w search.Words) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.words == nil {
		m.words = map[wordKey]search.Words{}
	}
	m.words[k] = w
}

func (m *wordMemory) getAbout(k wordKey) (string, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, known := m.about[k]
	return a, known
}

func (m *wordMemory) putAbout(k wordKey, a string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.about == nil {
		m.about = map[wordKey]string{}
	}
	m.about[k] = a
}
