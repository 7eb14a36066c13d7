package site

import (
	"errors"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Answers are all that the text of a page can ask of the site while it is rendered. Apart from
// them a rendered text depends on its own file, the settings of Markdown and the theme's
// shortcodes only.
type Answers interface {
	// Link is the URL, with the mount's path, of a destination as written on a page.
	Link(from *Page, destination string) (url string, err error)
	// ImageSize is the width and height in pixels of the image at a URL that Link returned;
	// ok is false for one that is not of content/.
	ImageSize(url string) (width, height int, ok bool)
	// PageAt is the page at a path, or nil.
	PageAt(path string) *Page
	// PagesBelow are the pages at paths that begin with a prefix, by path.
	PagesBelow(prefix string) []*Page
	// File is a file that a page names: beside the page, or with a slash before it, below
	// content/.
	File(from *Page, name string) (*source.File, error)
	// Data is what the front matter of a page, and of the sections above it, names as data,
	// and what is wrong with it.
	Data(of *Page) (map[string]any, source.List)
	// OldURL is the URL where the redirect map leads for a path of the old site.
	OldURL(path string) (url string, err error)
}

// Reader reads the files of content/: "content/docs/pic.png".
type Reader interface {
	ReadFile(name string) (*source.File, error)
	ImageSize(name string) (width, height int, ok bool)
}

// NewAnswers answers for a site, whose files are read by files.
func NewAnswers(s *Site, files Reader) Answers {
	a := answers{s, files, map[*Page]pageData{}}
	every := s.EveryPage()
	if slices.ContainsFunc(every, func(p *Page) bool { return len(p.Data) > 0 }) {
		for _, p := range every {
			readData(a, p, a.data)
		}
	}
	return a
}

// WithoutOtherPages gives the answers for a page's summary: lists of pages show summaries, so
// one that was made of other pages might need itself.
func WithoutOtherPages(a Answers) Answers { return withoutOtherPages{a} }

// withoutOtherPages answers each question in so many words: a new one needs a decision here.
type withoutOtherPages struct{ all Answers }

func (w withoutOtherPages) Link(from *Page, destination string) (string, error) {
	return w.all.Link(from, destination)
}

func (w withoutOtherPages) ImageSize(url string) (width, height int, ok bool) {
	return w.all.ImageSize(url)
}

func (withoutOtherPages) PageAt(string) *Page { return nil }

func (withoutOtherPages) PagesBelow(string) []*Page { return nil }

func (w withoutOtherPages) File(from *Page, name string) (*source.File, error) {
	return w.all.File(from, name)
}

func (w withoutOtherPages) Data(of *Page) (map[string]any, source.List) { return w.all.Data(of) }

func (w withoutOtherPages) OldURL(path string) (string, error) { return w.all.OldURL(path) }

type answers struct {
	site  *Site
	files Reader
	data  map[*Page]pageData // of those that have some; complete before anybody asks
}

func (a answers) Link(from *Page, destination string) (string, error) {
	return Link(a.site, from, destination)
}

func (a answers) PageAt(path string) *Page { return a.site.PageAt(path) }

func (a answers) PagesBelow(prefix string) []*Page { return PagesBelow(a.site, prefix) }

func (a answers) ImageSize(src string) (width, height int, ok bool) {
	u, err := url.Parse(src)
	if err != nil || u.Host != "" {
		return 0, 0, false
	}
	at, ok := a.site.Settings.Mount.Cut(u.Path)
	if !ok {
		return 0, 0, false
	}
	name := "content" + at
	if _, copied := slices.BinarySearch(a.site.Files, name); !copied {
		return 0, 0, false
	}
	return a.files.ImageSize(name)
}

func (a answers) File(from *Page, name string) (*source.File, error) {
	full := path.Join("content", path.Dir(from.Name), name)
	if strings.HasPrefix(name, "/") {
		full = path.Join("content", name)
	}
	if !strings.HasPrefix(full, "content/") {
		return nil, source.Errorf("%s is not below content/", name)
	}
	f, err := a.files.ReadFile(full)
	if err != nil {
		d := source.Errorf("there is no file %s", full)
		if near := source.Nearest(full, a.site.Files); near != "" {
			d.Hint = "did you mean " + near + "?"
		}
		return nil, d
	}
	return f, nil
}

func (a answers) Data(of *Page) (map[string]any, source.List) {
	d := a.data[of]
	return d.values, d.list
}

func (a answers) OldURL(at string) (string, error) {
	answer := a.site.Redirects.Lookup(at)
	if !answer.Known() {
		return "", source.Errorf("the redirect map knows no %s", at).
			WithHint("sitegen redirects test %s tells more", at)
	}
	if answer.To == "" {
		return a.site.Settings.Mount.Path + at, nil // a page that says what is gone
	}
	return a.site.Settings.Mount.URL(answer.To), nil
}

// pageData is what the front matter of a page names as data: TOML as a table, JSON as what it
// is, CSV as a list of rows by the names of the first. What the sections above it have, it has
// as well; their faults are told there.
type pageData struct {
	values map[string]any
	list   source.List
}

// readData reads the data of a page, once, and of the sections above it before.
func readData(a Answers, p *Page, known map[*Page]pageData) map[string]any {
	if d, ok := known[p]; ok {
		return d.values
	}
	var above map[string]any
	if p.Section != nil {
		above = readData(a, p.Section, known)
	}
	if len(p.Data) == 0 {
		if above != nil {
			known[p] = pageData{values: above}
		}
		return above
	}
	d := pageData{values: map[string]any{}}
	maps.Copy(d.values, above)
	for _, key := range slices.Sorted(maps.Keys(p.Data)) {
		value, errs := dataFile(a, p, key, p.Data[key])
		d.values[key] = value
		d.list = append(d.list, errs...)
	}
	known[p] = d
	return d.values
}

func dataFile(a Answers, p *Page, key, name string) (any, source.List) {
	fail := func(err error) source.List {
		d := source.KeyErrorf(p.File, "data."+key, "data %s: %v", key, err)
		if told, ok := errors.AsType[source.Diagnostic](err); ok {
			d.Message, d.Hint = "data "+key+": "+told.Message, told.Hint
		}
		return source.List{d}
	}
	f, err := a.File(p, name)
	if err != nil {
		return nil, fail(err)
	}
	value, list, isData := source.DecodeData(f)
	if !isData {
		return nil, fail(source.Errorf("%s is none of TOML, JSON and CSV", name))
	}
	return value, list
}
