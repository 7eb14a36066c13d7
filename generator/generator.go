package generator

import (
	"io/fs"

	"github.com/twisted/sitegen/generator/load"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Options are a site's files, its settings and a build's wishes.
type Options struct {
	Dir    fs.FS // holds content/, redirects/ and, if any, theme/
	Theme  fs.FS // the default theme
	Site   site.Settings
	Minify bool // make HTML, style sheets and scripts small
}

// Generator makes sites. What it remembers from one to the next (files that did not change,
// coloured code, the words of pages) never changes their bytes. One goroutine at a time may
// load; what it loaded any number may use.
type Generator struct {
	loader load.Loader
	engine output.Engine
}

// New makes a Generator.
func New() *Generator { return &Generator{} }

// Load runs the stages up to a site's files.
func (g *Generator) Load(o Options) (*output.Files, source.List) {
	sources, list := g.loader.Load(o.Dir, o.Theme)
	s, errs := site.Resolve(sources, o.Site)
	list = append(list, errs...)
	files, errs := g.engine.Files(s, sources, o.Minify)
	list = append(list, errs...)
	list.Sort()
	return files, list
}
