package generator

import (
	"maps"
	"slices"
	"sync"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Site is a site that can be rendered. It does not change; many goroutines may
// use it.
type Site struct {
	Options
	Pages     []*Page     // sorted by path
	Skipped   source.List // a note for each page that is not published: why, and when it will be
	Redirects *redirect.Map

	sources
	base, origin string // of the BaseURL
	renderer     *markdown.Renderer
	made         []*Page // for terms and the search: sorted by path
	assets       map[string]*asset
	keepsBlanks  bool                // the theme shows blanks that a minifier takes for one
	beside       map[string][]string // files of content/ by the folder they are published in
	outputs      map[string]*output
	paths        []string // sorted
	byName       map[string]*Page
	byPath       map[string]*Page
	shared       *template.Site
}

// output is one file of the site.
type output struct {
	from   source.Position // what it is made of
	page   *Page           // nil for all but pages
	stub   *redirect.Stub  // nil for all but stubs
	copied bool            // a file of content/
	small  bool            // not to be made smaller: it is, or is the site's own
	render func() ([]byte, source.List)
}

// Generator makes sites. What it remembers from one to the next (the files that did not
// change, coloured code) never changes their bytes.
type Generator struct {
	memo memo

	mu        sync.Mutex
	renderers map[markdown.Settings]*markdown.Renderer
}

// New makes a Generator.
func New() *Generator {
	return &Generator{memo: memo{files: map[string]remembered{}}, renderers: map[markdown.Settings]*markdown.Renderer{}}
}

func (g *Generator) renderer(settings markdown.Settings) *markdown.Renderer {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.renderers[settings] == nil {
		g.renderers[settings] = markdown.New(settings)
	}
	return g.renderers[settings]
}

// Load runs the stages up to a Site.
func (g *Generator) Load(o Options) (*Site, source.List) {
	s := &Site{
		Options: o, renderer: g.renderer(markdown.Settings{Typographer: o.Typographer, Unsafe: o.Unsafe}),
		outputs: map[string]*output{}, byName: map[string]*Page{}, byPath: map[string]*Page{},
	}
	s.base, s.origin = o.base()
	list := s.load(&g.memo)
	list = append(list, s.parse()...)
	list = append(list, s.resolve()...)
	s.paths = slices.Sorted(maps.Keys(s.outputs))
	list.Sort()
	return s, list
}

// Paths lists every output, sorted: slash-separated, relative to the site's root.
func (s *Site) Paths() []string { return s.paths }

// Has tells whether path is an output.
func (s *Site) Has(path string) bool { return s.outputs[path] != nil }

// Render makes one output.
func (s *Site) Render(path string) ([]byte, source.List) {
	o := s.outputs[path]
	if o == nil {
		return nil, source.List{source.Errorf("the site has no %s", path)}
	}
	data, list := o.render()
	if o.small || data == nil {
		return data, list
	}
	data, errs := s.minified(path, data)
	return data, append(list, errs...)
}
