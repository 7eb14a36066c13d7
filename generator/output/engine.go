package output

import (
	"sync"

	"github.com/twisted/sitegen/generator/load"
	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Engine makes the files of sites. What it remembers from one site to the next, coloured code,
// minified assets, the words of pages, never changes their bytes.
type Engine struct {
	mu        sync.Mutex
	renderers map[markdown.Settings]*markdown.Renderer
	words     map[markdown.Settings]*wordMemory
	assets    map[bool]*assets // minified, or not: those of the last theme
}

// Files makes the files of a site. minify makes HTML, style sheets and scripts small.
func (e *Engine) Files(s *site.Site, src *load.Sources, minify bool) (*Files, source.List) {
	r := &renderer{site: s, files: src.Reader, theme: src.Theme, isMinified: minify}
	e.equip(r)
	r.answers = site.NewAnswers(s, src.Reader)
	r.answersInSummaries = site.WithoutOtherPages(r.answers)
	r.shared = sharedData(s.Settings)
	r.views = newViews(r)
	list := append(source.List(nil), r.assets.list...)
	list = append(list, source.AsList(bindTheme(r))...)
	files, errs := newFiles(r)
	return files, append(list, errs...)
}

// equip gives a renderer what was remembered.
func (e *Engine) equip(r *renderer) {
	settings := markdown.Settings{Typographer: r.site.Settings.Typographer, Unsafe: r.site.Settings.Unsafe}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.renderers == nil {
		e.renderers, e.words = map[markdown.Settings]*markdown.Renderer{}, map[markdown.Settings]*wordMemory{}
		e.assets = map[bool]*assets{}
	}
	if e.renderers[settings] == nil {
		e.renderers[settings], e.words[settings] = markdown.New(settings), &wordMemory{}
	}
	if last := e.assets[r.isMinified]; last == nil || last.theme != r.theme {
		e.assets[r.isMinified] = makeAssets(r.theme, r.isMinified)
	}
	r.markdown, r.words = e.renderers[settings], e.words[settings]
	r.assets = e.assets[r.isMinified].at(r.site.Settings.Mount)
	r.words.keep(r.site.Pages)
}

// renderer is what the kinds of outputs are made with: a site, its theme, and what was made of
// them so far.
type renderer struct {
	site       *site.Site
	files      load.Reader
	theme      *template.Theme
	isMinified bool

	markdown           *markdown.Renderer
	answers            site.Answers
	answersInSummaries site.Answers

	layouts               *template.Layouts
	shortcodes            *template.Shortcodes
	shortcodesInSummaries *template.Shortcodes
	assets                *assets
	shared                template.Site // the same for all pages, but for the menu
	views                 map[*site.Page]*template.Page

	hasOutput func(path string) bool
	words     *wordMemory // of pages without shortcodes, for the next site as well
	wordsHere wordMemory  // of the others
	summaries once[*site.Page, summaryOf]
}

// once makes a value for each key the first time that it is asked for, and one for all who ask
// at that time.
type once[K comparable, V any] struct{ values sync.Map }

func (o *once[K, V]) get(key K, make func() V) V {
	f, known := o.values.Load(key)
	if !known {
		f, _ = o.values.LoadOrStore(key, sync.OnceValue(make))
	}
	return f.(func() V)()
}
