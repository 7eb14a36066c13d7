package template

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
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

var options = Options{Base: "/b", Asset: func(n string) (string, error) { return "/b/assets/" + n, nil }}

func TestExecute(t *testing.T) {
	theme, list := Load(files(tiny), "theme", options)
	if len(list) > 0 {
		t.Fatal(list)
	}
	out, list := theme.Execute("page", "content/a.md", &Data{
		Page: &Page{Title: "<T>", Date: time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)}, Content: "<b>x</b>",
	})
	if len(list) > 0 {
		t.Fatal(list)
	}
	if want := "<title>&lt;T&gt;</title><p><b>x</b> /b/a/ /b/assets/x.css 2020-01-02 2 Jan 2020</p>foot"; string(out) != want {
		t.Errorf("got %s\nwant %s", out, want)
	}
	if len(theme.Assets) != 1 || theme.Assets[0].Path != "x.css" {
		t.Errorf("assets = %+v", theme.Assets)
	}
}

// A site's theme replaces files one by one.
func TestOverlay(t *testing.T) {
	over := files(map[string]string{"partials/foot.html": `{{define "partials/foot.html"}}my foot{{end}}`, "assets/y.css": "b{}"})
	theme, list := Load(Overlay(over, files(tiny)), "theme", options)
	if len(list) > 0 {
		t.Fatal(list)
	}
	out, _ := theme.Execute("page", "", &Data{Page: &Page{}})
	if !strings.Contains(string(out), "my foot") || len(theme.Assets) != 2 {
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
		theme, list := Load(files(all), "theme", options)
		if len(list) == 0 {
			_, list = theme.Execute("page", "content/a.md", &Data{Page: &Page{}})
		}
		if len(list) == 0 || !strings.HasPrefix(list[0].Error(), tt.want) || list[0].Hint != tt.hint || list[0].Excerpt == "" {
			t.Errorf("%s: %+v, want %s", tt.text, list, tt.want)
		}
	}
}

func TestUnknownLayout(t *testing.T) {
	theme, _ := Load(files(tiny), "theme", options)
	_, list := theme.Execute("pag", "content/a.md", &Data{})
	if len(list) != 1 || list[0].Error() != `content/a.md: error: the theme has no layout "pag"` || list[0].Hint != `did you mean "page"?` {
		t.Errorf("got %+v", list)
	}
}
