package output

import (
	"cmp"
	htmltemplate "html/template"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// stubs are the files at old URLs: those that forward, and pages that say what is gone.
func stubs(r *renderer) []*Output {
	var list []*Output
	for _, stub := range r.site.Redirects.Stubs() {
		if stub.File == "" {
			continue // 404.html answers
		}
		list = append(list, &Output{
			Path: stub.File, From: stub.Source, Stub: stub, isFinal: stub.Gone == "",
			render: func() ([]byte, source.List) { return renderStub(r, stub) },
		})
	}
	return list
}

func renderStub(r *renderer, stub *redirect.Stub) ([]byte, source.List) {
	if stub.Gone == "" {
		return stub.HTML(r.site.Settings.Mount, scriptURL(r)), nil
	}
	return execute(r, "gone", stub.Source.File, stub.Path, &template.Data{
		Page: generatedView(r, "This page is gone", stub.Path), ShowTitle: true, Content: html(goneText(r, stub)),
	})
}

// goneText says what was here, when it went, and where one may look instead; 404.html says the
// same by resolver.js.
func goneText(r *renderer, stub *redirect.Stub) string {
	text := htmltemplate.HTMLEscapeString(stub.Gone)
	if stub.Since != "" {
		text += " Gone since " + htmltemplate.HTMLEscapeString(stub.Since) + "."
	}
	if stub.See != "" {
		to := htmltemplate.HTMLEscapeString(r.site.Settings.Mount.URL(stub.See))
		text += ` See <a href="` + to + `">` + htmltemplate.HTMLEscapeString(shortURL(stub.See)) + `</a>.`
	}
	return "<p>" + text + "</p>\n"
}

// shortURL is a URL for people to read: its host and path.
func shortURL(u string) string {
	short := strings.TrimPrefix(strings.TrimPrefix(u, "https://"), "http://")
	short, _, _ = strings.Cut(short, "#")
	short, _, _ = strings.Cut(short, "?")
	return cmp.Or(strings.TrimSuffix(short, "/"), u)
}
