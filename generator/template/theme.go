package template

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
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
	broken  bool                    // a template could not be read, which was told
}

// Load reads a theme. dir is what its files are called in diagnostics.
func Load(fsys fs.FS, dir string, o Options) (*Theme, source.List) {
	t := &Theme{layouts: map[string]*template.Template{}, files: map[string]*source.File{}}
	var list source.List
	fail := func(err error) { list = append(list, source.FileErrorf(dir, "%v", err)) }
	base := template.New("base").Funcs(functions(o)).Option("missingkey=zero")
	t.base = base
	names, err := listFiles(fsys)
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
		t.layouts[strings.TrimSuffix(path.Base(name), ".html")] = l
	}
	if base.Lookup("layouts/base.html") == nil && len(list) == 0 {
		fail(errors.New("the theme has no layouts/base.html"))
	}
	t.broken = list.HasErrors()
	return t, list
}

var folders = []string{"layouts", "partials", "shortcodes", "assets"}

// unused warns of a file that the theme does not look at.
func unused(file, top string) source.Diagnostic {
	d := source.FileErrorf(file, "no theme has this: it is not used")
	d.Severity = source.Warning
	if near := source.Nearest(top, folders); near != "" && near != top {
		return d.WithHint("did you mean %s/?", near)
	}
	return d.WithHint("a theme has layouts/*.html, partials/*.html, shortcodes/*.html and assets/; other files to publish lie in content/")
}

// listFiles are the names of a theme's files, sorted, without an editor's own.
func listFiles(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case p != "." && (strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~")):
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
	return t.layouts[layout] != nil || t.files["layouts/"+layout+".html"] != nil
}

// Layouts names the layouts, for hints.
func (t *Theme) Layouts() []string {
	var names []string
	for name := range t.layouts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Execute renders a page with a layout. on is the page's file, for diagnostics.
func (t *Theme) Execute(layout, on string, data *Data) ([]byte, source.List) {
	l := t.layouts[layout]
	if t.broken {
		return nil, nil // what follows from that would only mislead
	}
	if l == nil {
		d := source.FileErrorf(on, "the theme has no layout %q", layout)
		if near := source.Nearest(layout, t.Layouts()); near != "" {
			d.Hint = "did you mean \"" + near + "\"?"
		}
		return nil, source.List{d}
	}
	var b bytes.Buffer
	if err := l.ExecuteTemplate(&b, "layouts/base.html", data); err != nil {
		return nil, t.diagnose(err, on)
	}
	return b.Bytes(), nil
}

// Shortcode renders one of the theme's shortcodes. on is the page's file, for
// diagnostics of the template. alone hides the other pages from it: a summary must not
// need others, which might need it.
func (t *Theme) Shortcode(name, on string, data *Shortcode, alone bool) ([]byte, source.List) {
	file := "shortcodes/" + name + ".html"
	templates := t.base
	if alone {
		templates = t.alone
	}
	if t.broken {
		return nil, nil
	}
	if templates.Lookup(file) == nil {
		d := source.Errorf("the theme has no shortcode %q", name)
		if near := source.Nearest(name, t.shortcodes()); near != "" {
			d.Hint = "did you mean \"" + near + "\"?"
		}
		return nil, source.List{d}
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, file, data); err != nil {
		if d, ok := errors.AsType[source.Diagnostic](err); ok { // of a method of data
			return nil, source.List{d}
		}
		return nil, t.diagnose(err, on)
	}
	return b.Bytes(), nil
}

// HasShortcode tells whether the theme has a shortcode.
func (t *Theme) HasShortcode(name string) bool { return t.files["shortcodes/"+name+".html"] != nil }

// Paired tells whether a shortcode has something inside: whether its template asks for it.
func (t *Theme) Paired(name string) bool {
	f := t.files["shortcodes/"+name+".html"]
	return f != nil && bytes.Contains(f.Data, []byte(".Inner"))
}

// listArgs are the arguments that the methods of Lists read.
var listArgs = map[string][]string{
	".Contents": {"depth"}, ".Below": {"prefix", "depth", "hide", "format"}, ".Recent": {"prefix", "limit", "group"},
	".Included": {"file", "lang", "lines", "title", "linenos", "linenostart", "hl-lines", "id", "class"},
}

// argName is how a template names an argument: in quotes, or behind .Args.
var argName = regexp.MustCompile(`(?:"|\.Args\.)([a-z][a-z0-9-]*)`)

// Args are the arguments that a shortcode's template, or that of the one it stands in, asks
// for; nil where it takes any.
func (t *Theme) Args(name, parent string) []string {
	var known []string
	for _, n := range []string{name, parent} {
		f := t.files["shortcodes/"+n+".html"]
		if f == nil {
			continue
		}
		if anyArgs.Match(f.Data) {
			return nil
		}
		for _, m := range argName.FindAllSubmatch(f.Data, -1) {
			known = append(known, string(m[1]))
		}
		for method, args := range listArgs {
			if bytes.Contains(f.Data, []byte(method)) {
				known = append(known, args...)
			}
		}
	}
	slices.Sort(known)
	return append([]string{}, slices.Compact(known)...)
}

// anyArgs tells a template that walks through its arguments, or hands them on.
var anyArgs = regexp.MustCompile(`range[^}]*\.Args|\.Args\s*[})|]|template "[^"]*" \$?\.?\s*}`)

func (t *Theme) shortcodes() []string {
	var names []string
	for file := range t.files {
		if name, ok := strings.CutPrefix(file, "shortcodes/"); ok {
			names = append(names, strings.TrimSuffix(name, ".html"))
		}
	}
	slices.Sort(names)
	return names
}

// The forms of html/template's errors:
//
//	template: layouts/page.html:3: function "x" not defined
//	template: layouts/page.html:3:7: executing "main" at <.X>: can't evaluate …
//	html/template:layouts/page.html:3:7: …
var templateError = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (?s:(.*))$`)

// diagnose gives a template's error its place in the theme.
func (t *Theme) diagnose(err error, on string) source.List {
	m := templateError.FindStringSubmatch(err.Error())
	if m == nil || t.files[m[1]] == nil {
		d := source.FileErrorf(on, "%v", err)
		return source.List{d}
	}
	line, _ := strconv.Atoi(m[2])
	column, _ := strconv.Atoi(m[3])
	d := t.files[m[1]].LineErrorf(line, column+1, "%s", m[4])
	if told, ok := errors.AsType[source.Diagnostic](err); ok { // by one of our functions
		d.Message, d.Hint = told.Message, told.Hint
	}
	if on != "" {
		d.Hint = strings.TrimPrefix(fmt.Sprintf("%s; seen while rendering %s", d.Hint, on), "; ")
	}
	return source.List{d}
}
