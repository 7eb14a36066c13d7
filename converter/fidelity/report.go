package fidelity

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

//go:embed report.html
var reportHTML string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{
	"percent":  func(score float64) string { return fmt.Sprintf("%.2f %%", 100*score) },
	"words":    func(list []string) string { return strings.Join(list, " ") },
	"features": func() []Feature { return Features },
}).Parse(reportHTML))

// HTMLOptions say how the report shows the two renderings.
type HTMLOptions struct {
	TracURL string // of the old Trac, for its images
	SiteURL string // of the published site, for its images
	CSS     string // the site's style sheet
}

// WriteHTML writes a page for people who would rather look: all scores, each page's
// differences, and Trac's rendering beside the site's.
func (r *Report) WriteHTML(w io.Writer, o HTMLOptions) error {
	return reportTemplate.Execute(w, struct {
		*Report
		HTMLOptions
	}{r, o})
}

// WriteHTMLFile writes the page to a file.
func (r *Report) WriteHTMLFile(file string, o HTMLOptions) error {
	var b strings.Builder
	if err := r.WriteHTML(&b, o); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	_, err := source.Write(file, []byte(b.String()))
	return err
}

const tracCSS = "body { font: 14px/1.4 sans-serif } " +
	"table.wiki td, table.wiki th { border: 1px solid #ccc; padding: 2px 6px }"

// TracFrame is the document that shows Trac's rendering, without scripts.
func (p *Page) TracFrame(o HTMLOptions) string {
	return frame(o.TracURL+"/wiki/"+p.Name, tracCSS, p.tracHTML)
}

// SiteFrame is the document that shows the site's rendering, without scripts.
func (p *Page) SiteFrame(o HTMLOptions) string {
	return frame(o.SiteURL+"/"+p.Output, o.CSS, "<main><article>"+p.siteHTML+"</article></main>")
}

func frame(base, css, body string) string {
	return `<!doctype html><meta charset="utf-8">` +
		`<base href="` + template.HTMLEscapeString(base) + `" target="_blank">` +
		"<style>" + strings.ReplaceAll(css, "</", `<\/`) + "</style>" + body
}
