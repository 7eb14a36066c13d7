package output_test

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/internal/sitetest"
)

// What is published says what the preview says: blanks that a style sheet shows are kept.
func TestMinifyKeepsWhatIsSaid(t *testing.T) {
	files := map[string]string{
		"content/_index.md": "+++\ntitle = \"T\"\n+++\n<div class=\"poem\">a     b</div>\n\n    code   here\n",
		"content/x.md":      "<p class=\"unconverted\">a     b</p>\n",
		"content/y.md":      "<div style=\"white-space: pre\">a     b</div>\n",
		"content/z.md":      "Text  with   <b> blanks </b>  between.\n",
	}
	s := sitetest.Good(t, files, func(o *generator.Options) { o.Minify = true })
	for path, want := range map[string]string{"index.html": "code   here", "x/index.html": "a     b", "y/index.html": "a     b", "z/index.html": "Text with <b> blanks </b> between."} {
		if got := sitetest.Render(t, s, path); !strings.Contains(got, want) {
			t.Errorf("%s lacks %q:\n%s", path, want, got)
		}
	}
	if small, whole := len(sitetest.Render(t, s, "z/index.html")), len(sitetest.Render(t, sitetest.Good(t, files), "z/index.html")); small >= whole {
		t.Errorf("%d bytes are no less than %d", small, whole)
	}
	const choices = "<select><option>one</option> <option>two</option></select>"
	formed := map[string]string{
		"content/_index.md": "", "content/x.md": "",
		"theme/layouts/page.html": `{{define "main"}}` + choices + `{{end}}`,
	}
	made := sitetest.Good(t, formed, func(o *generator.Options) { o.Minify = true })
	if got := sitetest.Render(t, made, "x/index.html"); !strings.Contains(got, choices) {
		t.Errorf("the choices of a form are joined:\n%s", got)
	}
	files["theme/assets/own.css"] = ".poem { white-space : pre-wrap }"
	if got := sitetest.Render(t, sitetest.Good(t, files, func(o *generator.Options) { o.Minify = true }), "index.html"); !strings.Contains(got, "a     b") {
		t.Errorf("the style sheet's blanks are lost:\n%s", got)
	}
}
