package template

import (
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

func files(list map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range list {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

var tiny = map[string]string{
	"layouts/base.html":  `<title>{{.Page.Title}}</title>{{template "main" .}}{{template "partials/foot.html" .}}`,
	"layouts/page.html":  `{{define "main"}}<p>{{.Content}} {{url "/a/"}} {{asset "x.css"}} {{iso .Page.Date}} {{date "2 Jan 2006" .Page.Date}}</p>{{end}}`,
	"partials/foot.html": `{{define "partials/foot.html"}}foot{{end}}`,
	"assets/x.css":       "a{}",
}

var testFunctions = Functions{
	Mount: page.Mount{Path: "/b"},
	Asset: func(n string) (string, error) { return "/b/assets/" + n, nil },
}

// parseTheme reads a theme.
func parseTheme(t *testing.T, fsys fs.FS) (*Theme, source.List) {
	t.Helper()
	files, list := Read(fsys, "theme")
	if list.HasErrors() {
		t.Fatal(list)
	}
	return Parse(files, "theme", func(*source.File) bool { return false })
}

// execute renders a page with a theme's layout.
func execute(t *testing.T, theme *Theme, layout string, data *Data) (string, source.List) {
	t.Helper()
	layouts, err := theme.Layouts(testFunctions)
	if err != nil {
		t.Fatal(err)
	}
	out, list := layouts.Execute(layout, "content/a.md", data)
	return string(out), list
}

func TestExecute(t *testing.T) {
	theme, list := parseTheme(t, files(tiny))
	if len(list) > 0 {
		t.Fatal(list)
	}
	out, list := execute(t, theme, "page", &Data{
		Page: &Page{Title: "<T>", Date: time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)}, Content: "<b>x</b>",
	})
	if len(list) > 0 {
		t.Fatal(list)
	}
	if want := "<title>&lt;T&gt;</title><p><b>x</b> /b/a/ /b/assets/x.css 2020-01-02 2 Jan 2020</p>foot"; out != want {
		t.Errorf("got %s\nwant %s", out, want)
	}
	if len(theme.Assets) != 1 || theme.Assets[0].Path != "x.css" {
		t.Errorf("assets = %+v", theme.Assets)
	}
}

// A site's theme replaces files one by one.
func TestOverlay(t *testing.T) {
	over := files(map[string]string{"partials/foot.html": `{{define "partials/foot.html"}}my foot{{end}}`, "assets/y.css": "b{}"})
	theme, list := parseTheme(t, Overlay(over, files(tiny)))
	if len(list) > 0 {
		t.Fatal(list)
	}
	out, _ := execute(t, theme, "page", &Data{Page: &Page{}})
	if !strings.Contains(out, "my foot") || len(theme.Assets) != 2 {
		t.Errorf("got %s and %d assets", out, len(theme.Assets))
	}
}

func TestErrorsTellThePlace(t *testing.T) {
	tests := []struct{ file, text, want, hint string }{
		{"layouts/page.html", "{{define \"main\"}}\n\n{{.Page.Nope}}{{end}}", `theme/layouts/page.html:3:8: error: executing "main" at <.Page.Nope>: can't evaluate field Nope`, "seen while rendering content/a.md"},
		{"layouts/page.html", "{{define \"main\"}}\n{{nope}}{{end}}", `theme/layouts/page.html:2:1: error: function "nope" not defined`, ""},
		{"partials/foot.html", "{{define \"partials/foot.html\"}}{{if}}{{end}}", `theme/partials/foot.html:1:1: error: missing value for if`, ""},
	}
	for _, tt := range tests {
		all := map[string]string{}
		for k, v := range tiny {
			all[k] = v
		}
		all[tt.file] = tt.text
		theme, list := parseTheme(t, files(all))
		if len(list) == 0 {
			_, list = execute(t, theme, "page", &Data{Page: &Page{}})
		}
		if len(list) == 0 || !strings.HasPrefix(list[0].Error(), tt.want) || list[0].Hint != tt.hint || list[0].Excerpt == "" {
			t.Errorf("%s: %+v, want %s", tt.text, list, tt.want)
		}
	}
}

func TestUnknownLayout(t *testing.T) {
	theme, _ := parseTheme(t, files(tiny))
	_, list := execute(t, theme, "pag", &Data{})
	if len(list) != 1 || list[0].Error() != `content/a.md: error: the theme has no layout "pag"` || list[0].Hint != `did you mean "page"?` {
		t.Errorf("got %+v", list)
	}
}

// Each method of Shortcode that takes an argument's name is known to the walk of templates that
// finds the names of arguments.
func TestMethodsThatTakeAnArgumentsName(t *testing.T) {
	shortcode := reflect.TypeFor[*Shortcode]()
	var got []string
	for i := range shortcode.NumMethod() {
		m := shortcode.Method(i)
		if m.Type.NumIn() == 2 && m.Type.In(1).Kind() == reflect.String && m.Name != "Old" { // that takes a path
			got = append(got, m.Name)
		}
	}
	slices.Sort(got)
	if want := slices.Sorted(slices.Values(argMethods)); !slices.Equal(got, want) {
		t.Errorf("methods that take a name: %q, known: %q", got, want)
	}
}

// The arguments of a shortcode are those that its template asks for, by whatever way.
func TestArgumentsAreThoseThatTheTemplateAsksFor(t *testing.T) {
	all := maps.Clone(tiny)
	all["shortcodes/list.html"] = `{{range .Below}}{{.Name}}{{end}}{{.Args.title}}{{.Link "to"}}`
	theme, list := parseTheme(t, files(all))
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, name := range []string{"prefix", "depth", "hide", "format", "title", "to"} {
		if err := theme.CheckArgs("list", nil, map[string]string{name: "x"}); err != nil {
			t.Error(err)
		}
	}
	if err := theme.CheckArgs("list", nil, map[string]string{"limit": "x"}); err == nil {
		t.Error("an argument that the template does not ask for is taken")
	}
}

// A shortcode whose template calls itself has the arguments that it asks for, once; what it hands
// on within a range or with is not the shortcode.
func TestTheWalkOfTemplatesComesToAnEnd(t *testing.T) {
	t.Parallel()
	all := maps.Clone(tiny)
	all["shortcodes/tree.html"] = `{{.Args.title}}{{if .Children}}{{template "shortcodes/tree.html" .}}{{end}}`
	all["shortcodes/list.html"] = `{{.Args.title}}{{range .Children}}{{template "partials/foot.html" .}}{{end}}`
	theme, list := parseTheme(t, files(all))
	if len(list) > 0 {
		t.Fatal(list)
	}
	if err := theme.CheckArgs("list", nil, map[string]string{"titel": "x"}); err == nil {
		t.Error("an argument that no template asks for is taken")
	}
}

// That there is no such shortcode is told where it is rendered, not by its arguments.
func TestTheArgumentsOfNoShortcodeAreNoFault(t *testing.T) {
	t.Parallel()
	theme, _ := parseTheme(t, files(tiny))
	if err := theme.CheckArgs("nope", nil, map[string]string{"x": "y"}); err != nil {
		t.Error(err)
	}
}

// What could not be read of a theme is told once, and nothing that follows from it.
func TestABrokenThemeTellsNothingMore(t *testing.T) {
	t.Parallel()
	all := maps.Clone(tiny)
	all["layouts/other.html"] = `{{define "main"}}{{if}}{{end}}`
	all["shortcodes/x.html"] = `{{end}}`
	theme, list := parseTheme(t, files(all))
	if !list.HasErrors() || !theme.HasLayout("other") || theme.HasLayout("nope") {
		t.Errorf("%v, other %v, nope %v", list, theme.HasLayout("other"), theme.HasLayout("nope"))
	}
	if out, list := execute(t, theme, "other", &Data{Page: &Page{}}); out != "" || len(list) > 0 {
		t.Errorf("a layout: %q, %v", out, list)
	}
	shortcodes, err := theme.Shortcodes(testFunctions)
	if err != nil {
		t.Fatal(err)
	}
	if out, list := shortcodes.Execute("x", "content/a.md", &Shortcode{}); len(out) > 0 || len(list) > 0 {
		t.Errorf("a shortcode: %q, %v", out, list)
	}
}

// Two sites with one theme have functions of their own.
func TestEachSiteHasItsFunctions(t *testing.T) {
	t.Parallel()
	theme, _ := parseTheme(t, files(tiny))
	first, err := theme.Layouts(testFunctions)
	if err != nil {
		t.Fatal(err)
	}
	other := testFunctions
	other.Mount = page.Mount{Path: "/other"}
	if _, err := theme.Layouts(other); err != nil {
		t.Fatal(err)
	}
	out, list := first.Execute("page", "content/a.md", &Data{Page: &Page{}})
	if len(list) > 0 || !strings.Contains(string(out), " /b/a/ ") {
		t.Errorf("got %s, %v", out, list)
	}
}

// A layout that defines no "main" would show nothing: it is told, and is none.
func TestALayoutDefinesMain(t *testing.T) {
	t.Parallel()
	all := maps.Clone(tiny)
	all["layouts/other.html"] = `<p>other</p>`
	_, list := parseTheme(t, files(all))
	if len(list) != 1 || list[0].Error() != `theme/layouts/other.html:1:1: error: the layout defines no "main"` {
		t.Errorf("got %v", list)
	}
}
