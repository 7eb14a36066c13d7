package template

import (
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/twisted/sitegen/generator/source"
)

// Theme is a theme that was read: its templates are parsed and wait for their functions,
// which [Theme.Layouts] and [Theme.Shortcodes] give them. It does not change, and is the same
// for every site that is made with it.
type Theme struct {
	Assets []Asset

	base    *template.Template       // partials and shortcodes
	layouts map[string][]*parse.Tree // what each layout defines, by the layout's name
	files   map[string]*source.File  // templates by name, for excerpts
	uses    map[string]uses          // of the shortcodes, by file
	broken  bool                     // a template could not be read, which was told
}

// Asset is a file of assets/; its path is relative to that.
type Asset struct {
	*source.File
	IsDefault bool // it is as the default theme has it
}

// folders are what a theme may hold.
var folders = []string{"layouts", "partials", "shortcodes", "assets"}

const baseLayout = "layouts/base.html"

// Read reads a theme's files, sorted by name. dir is what the theme is called in diagnostics,
// and begins the files' paths.
func Read(fsys fs.FS, dir string) ([]*source.File, source.List) {
	names, err := Files(fsys)
	if err != nil {
		return nil, source.List{source.FileErrorf(dir, "%v", err)}
	}
	var files []*source.File
	var list source.List
	for _, name := range names {
		f, err := source.ReadFile(fsys, name)
		if err != nil {
			list = append(list, source.FileErrorf(dir, "%v", err))
			continue
		}
		f.Path = path.Join(dir, name)
		files = append(files, f)
	}
	return files, list
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

// Parse makes a theme of its files, as [Read] returns them. isDefault reports whether one is
// as the default theme has it.
func Parse(files []*source.File, dir string, isDefault func(*source.File) bool) (*Theme, source.List) {
	t := &Theme{
		base:    template.New("base").Funcs(functions(Functions{})).Option("missingkey=zero"),
		layouts: map[string][]*parse.Tree{}, files: map[string]*source.File{}, uses: map[string]uses{},
	}
	list := t.parseShared(files, dir, isDefault)
	list = append(list, t.parseLayouts()...)
	if t.base.Lookup(baseLayout) == nil && !list.HasErrors() {
		list = append(list, source.FileErrorf(dir, "%v", errors.New("the theme has no "+baseLayout)))
	}
	for _, name := range t.shortcodes() {
		t.uses[shortcodeFile(name)] = t.usesOf(shortcodeFile(name))
	}
	t.broken = list.HasErrors()
	return t, list
}

// parseShared sorts the files and parses those templates that every layout may call.
func (t *Theme) parseShared(files []*source.File, dir string, isDefault func(*source.File) bool) source.List {
	var list source.List
	for _, f := range files {
		name := strings.TrimPrefix(f.Path, dir+"/")
		top, rest, inFolder := strings.Cut(name, "/")
		switch {
		case top == "assets" && inFolder:
			t.Assets = append(t.Assets, Asset{&source.File{Path: rest, Data: f.Data}, isDefault(f)})
		case inFolder && (!slices.Contains(folders, top) || path.Ext(name) != ".html"):
			list = append(list, unused(f.Path, top))
		case path.Ext(name) != ".html":
		case top == "partials" || top == "shortcodes" || name == baseLayout:
			t.files[name] = f
			if _, err := t.base.New(name).Parse(string(f.Data)); err != nil {
				list = append(list, t.diagnose(err, "")...)
			}
		case top == "layouts":
			t.files[name] = f
		}
	}
	return list
}

// parseLayouts parses each layout into a set of its own, since each defines "main".
func (t *Theme) parseLayouts() source.List {
	var list source.List
	for _, name := range slices.Sorted(maps.Keys(t.files)) {
		if !strings.HasPrefix(name, "layouts/") || name == baseLayout {
			continue
		}
		f := t.files[name]
		l, err := t.base.Clone()
		if err == nil {
			_, err = l.New(name).Parse(string(f.Data))
		}
		if err != nil {
			list = append(list, t.diagnose(err, "")...)
			continue
		}
		if l.Lookup("main") == nil {
			list = append(list, f.LineErrorf(1, 1, "the layout defines no \"main\"").
				WithHint(`put it between {{define "main"}} and {{end}}: base.html is around it`))
			continue
		}
		for _, defined := range l.Templates() {
			if defined.Tree != nil && defined.Tree.ParseName == name {
				t.layouts[layoutName(name)] = append(t.layouts[layoutName(name)], defined.Tree)
			}
		}
	}
	return list
}

// unused warns of a file that the theme does not look at.
func unused(file, top string) source.Diagnostic {
	d := source.FileErrorf(file, "no theme has this: it is not used").WithSeverity(source.Warning)
	if near := source.Nearest(top, folders); near != "" && near != top {
		return d.WithHint("did you mean %s/?", near)
	}
	return d.WithHint("a theme has layouts/*.html, partials/*.html, shortcodes/*.html and assets/; " +
		"other files to publish lie in content/")
}

// HasLayout reports whether the theme has a layout of a name.
func (t *Theme) HasLayout(name string) bool {
	_, hasFile := t.files["layouts/"+name+".html"]
	return t.layouts[name] != nil || t.broken && hasFile
}

// LayoutNames are the names of the layouts, sorted.
func (t *Theme) LayoutNames() []string { return slices.Sorted(maps.Keys(t.layouts)) }

// layoutName is what a file of layouts/ is called by: "docs/page" for layouts/docs/page.html.
func layoutName(file string) string {
	return strings.TrimSuffix(strings.TrimPrefix(file, "layouts/"), ".html")
}
