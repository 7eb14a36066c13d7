package generator

import (
	"maps"
	"slices"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Site is a site that can be rendered. It does not change; many goroutines may
// use it.
type Site struct {
	Options
	Pages     []*Page // sorted by path
	Skipped   []Skipped
	Redirects *redirect.Map

	sources
	base, origin string // of the BaseURL
	renderer     *markdown.Renderer
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
	render func() ([]byte, source.List)
}

// Generator makes sites. What it remembers from one to the next (coloured code)
// never changes their bytes.
type Generator struct{ renderer *markdown.Renderer }

// New makes a Generator.
func New() *Generator { return &Generator{renderer: markdown.New()} }

// Load runs the stages up to a Site.
func (g *Generator) Load(o Options) (*Site, source.List) {
	s := &Site{Options: o, renderer: g.renderer, outputs: map[string]*output{}, byName: map[string]*Page{}, byPath: map[string]*Page{}}
	s.base, s.origin = o.base()
	list := s.load()
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
	return o.render()
}
