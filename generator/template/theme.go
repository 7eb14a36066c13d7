package template

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Theme is a theme, ready to execute. It is safe for concurrent use.
type Theme struct {
	base    *template.Template // partials and shortcodes
	alone   *template.Template // the same, without other pages
	layouts map[string]*template.Template
	files   map[string]*source.File // templates by name, for excerpts
	Assets  []*source.File          // paths relative to assets/
	uses    map[string]uses         // of the shortcodes, by file
	broken  bool                    // a template could not be read, which was told
}

// Load reads a theme. dir is what its files are called in diagnostics.
func Load(fsys fs.FS, dir string, o Options) (*Theme, source.List) {
	t := &Theme{layouts: map[string]*template.Template{}, files: map[string]*source.File{}, uses: map[string]uses{}, broken: true}
	var list source.List
	fail := func(err error) { list = append(list, source.FileErrorf(dir, "%v", err)) }
	base := template.New("base").Funcs(functions(o)).Option("missingkey=zero")
	t.base = base
	names, err := Files(fsys)
	if err != nil {
		fail(err)
		return t, list
	}
	var layouts []*source.File
	for _, p := range names {
		f, err := source.ReadFile(fsys, p)
		if err != nil {
			fail(err)
			continue
		}
		f.Path = path.Join(dir, p)
		switch top, rest, _ := strings.Cut(p, "/"); {
		case top == "assets":
			f.Path = rest
			t.Assets = append(t.Assets, f)
		case path.Ext(p) != ".html":
		case top == "partials" || top == "shortcodes" || p == "layouts/base.html":
			t.files[p] = f
			if _, err := base.New(p).Parse(string(f.Data)); err != nil {
				list = append(list, t.diagnose(err, "")...)
			}
		case top == "layouts":
			layouts = append(layouts, f)
			t.files[p] = f
		}
		top, _, inFolder := strings.Cut(p, "/")
		if inFolder && (!slices.Contains(folders, top) || top != "assets" && path.Ext(p) != ".html") {
			list = append(list, unused(f.Path, top))
		}
	}
	if t.alone, err = base.Clone(); err != nil {
		fail(err)
		return t, list
	}
	t.alone.Funcs(template.FuncMap{
		"page":   func(string) *Page { return nil },
		"pages":  func(string) []*Page { return nil },
		"newest": func(string) []*Page { return nil },
	})
	for _, f := range layouts {
		name := strings.TrimPrefix(f.Path, dir+"/")
		l, err := base.Clone()
		if err == nil {
			_, err = l.New(name).Parse(string(f.Data))
		}
		if err != nil {
			list = append(list, t.diagnose(err, "")...)
			continue
		}
		if l.Lookup("main") == nil {
			list = append(list, f.LineErrorf(1, 1, "the layout defines no \"main\"").WithHint(`put it between {{define "main"}} and {{end}}: base.html is around it`))
			continue
		}
		t.layouts[layoutName(name)] = l
	}
	if base.Lookup("layouts/base.html") == nil && !list.HasErrors() {
		fail(errors.New("the theme has no layouts/base.html"))
	}
	for _, name := range t.shortcodes() {
		t.uses[shortcodeFile(name)] = t.usesOf(shortcodeFile(name))
	}
	t.broken = list.HasErrors()
	return t, list
}

var folders = []string{"layouts", "partials", "shortcodes", "assets"}

// unused warns of a file that the theme does not look at.
func unused(file, top string) source.Diagnostic {
	d := source.FileErrorf(file, "no theme has this: it is not used").WithSeverity(source.Warning)
	if near := source.Nearest(top, folders); near != "" && near != top {
		return d.WithHint("did you mean %s/?", near)
	}
	return d.WithHint("a theme has layouts/*.html, partials/*.html, shortcodes/*.html and assets/; other files to publish lie in content/")
}

// Files are the names of a theme's files, sorted, without hidden ones.
func Files(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && source.IsHidden(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir():
			names = append(names, p)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

// Has tells whether the theme has a layout.
func (t *Theme) Has(layout string) bool {
	_, hasFile := t.files["layouts/"+layout+".html"]
	return t.layouts[layout] != nil || t.broken && hasFile
}

// layoutName is what a file of layouts/ is called by: "docs/page" for layouts/docs/page.html.
func layoutName(file string) string {
	return strings.TrimSuffix(strings.TrimPrefix(file, "layouts/"), ".html")
}

// Layouts names the layouts, for hints.
func (t *Theme) Layouts() []string {
	return slices.Sorted(maps.Keys(t.layouts))
}

// Execute renders a page with a layout. on is the page's file, for diagnostics.
func (t *Theme) Execute(layout, on string, data *Data) ([]byte, source.List) {
	l := t.layouts[layout]
	if t.broken {
		return nil, nil // what follows from that would only mislead
	}
	if l == nil {
		return nil, source.List{source.FileErrorf(on, "the theme has no layout %q", layout).Suggest(layout, t.Layouts())}
	}
	var b bytes.Buffer
	if err := l.ExecuteTemplate(&b, "layouts/base.html", data); err != nil {
		return nil, t.diagnose(err, on)
	}
	return b.Bytes(), nil
}
