package output

import (
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Files are the files of a site. They do not change; many goroutines may render them.
type Files struct {
	Site  *site.Site
	Pages []*Output // those of pages, be their paths taken by others

	renderer *renderer
	byPath   map[string]*Output
	paths    []string // sorted
}

// ReservedPrefix begins the names that a build keeps for itself in the folder that it writes
// to; no output has such a path.
const ReservedPrefix = ".sitegen."

// newFiles gives every output its path.
func newFiles(r *renderer) (*Files, source.List) {
	f := &Files{Site: r.site, renderer: r}
	r.hasOutput = f.Has
	c := claims{byPath: map[string]*Output{}, folded: map[string]*Output{}}
	for _, kind := range kinds {
		for _, o := range kind.outputs(r) {
			if o.Page != nil {
				f.Pages = append(f.Pages, o)
			}
			c.claim(o)
		}
	}
	c.noFileIsAFolder()
	f.byPath, f.paths = c.byPath, slices.Sorted(maps.Keys(c.byPath))
	return f, c.list
}

// Paths lists every output, sorted: slash-separated, relative to the site's root.
func (f *Files) Paths() []string { return f.paths }

// Has reports whether path is an output.
func (f *Files) Has(path string) bool { return f.byPath[path] != nil }

// At returns the output at a path, or nil.
func (f *Files) At(path string) *Output { return f.byPath[path] }

// Answering returns the output that answers a decoded path of the site, "/docs/", as GitHub
// Pages finds it; nil where there is none.
func (f *Files) Answering(at string) *Output {
	file, _ := page.Find(f.Has, strings.TrimPrefix(at, "/"))
	return f.byPath[file]
}

// Render makes the output at a path.
func (f *Files) Render(path string) ([]byte, source.List) {
	o := f.byPath[path]
	if o == nil {
		return nil, source.List{source.Errorf("the site has no %s", path)}
	}
	return f.RenderOutput(o)
}

// RenderOutput makes an output.
func (f *Files) RenderOutput(o *Output) ([]byte, source.List) {
	data, list := o.render()
	if o.isFinal || data == nil {
		return data, list
	}
	data, errs := f.renderer.minify(o.Path, data)
	return data, append(list, errs...)
}

// Body renders a page's text alone, for the places of what is in it.
func (f *Files) Body(p *site.Page) (*markdown.Body, source.List) {
	b, list := renderBody(f.renderer, p)
	return b.Body, list
}

// Asset returns a file of the theme's assets/ as it is published; nil where there is none.
func (f *Files) Asset(name string) []byte {
	if a := f.renderer.assets.byName[name]; a != nil {
		return a.data
	}
	return nil
}

// claims are outputs on their way to their paths.
type claims struct {
	byPath map[string]*Output
	folded map[string]*Output // by the path, as disks fold it
	list   source.List
}

// claim gives an output its path. Two claims on one path, be it in another case only, are an
// error.
func (c *claims) claim(o *Output) {
	if o.isDefault && c.byPath[o.Path] != nil {
		return
	}
	if !isOutputPath(o.Path) {
		c.complain(o, "/%s is no path within the site", o.Path)
		return
	}
	old := c.folded[source.FoldPath(o.Path)]
	switch {
	case old == nil:
		c.folded[source.FoldPath(o.Path)] = o
		c.byPath[o.Path] = o
	case old.Path == o.Path:
		c.complain(o, "/%s is made of %s as well", o.Path, old.From)
	default:
		d := c.complain(o, "/%s differs only in case from /%s, which is made of %s", o.Path, old.Path, old.From)
		d.Hint = "not every disk tells the two apart: rename one"
		if o.Page == nil || old.Page == nil { // an old URL has the name it has
			d.Severity = source.Warning
			c.byPath[o.Path] = o
		}
	}
}

// noFileIsAFolder complains of outputs that lie in what is a file.
func (c *claims) noFileIsAFolder() {
	for p, o := range c.byPath {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if file := c.byPath[dir]; file != nil {
				c.complain(o, "/%s lies in what is a file, /%s, made of %s", p, dir, file.From)
			}
		}
	}
}

func (c *claims) complain(o *Output, format string, args ...any) *source.Diagnostic {
	d := source.FileErrorf(o.From.File, format, args...)
	d.Position = o.From
	c.list = append(c.list, d)
	return &c.list[len(c.list)-1]
}

// isOutputPath reports whether a path lies within the site, can be a file's on every disk that
// a build is written to, and is not one that a build keeps for itself.
func isOutputPath(p string) bool {
	return filepath.IsLocal(filepath.FromSlash(p)) && path.Clean(p) == p && !strings.Contains(p, `\`) &&
		!strings.ContainsFunc(p, unicode.IsControl) && !strings.HasPrefix(p, ReservedPrefix)
}
