package output

import (
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

const notFoundText = "<p>There is no page at this address. " +
	"It may have been moved or removed, or the address may be misspelt.</p>\n"

// NotFoundFile is what answers where nothing else does.
const NotFoundFile = "404.html"

// notFound is 404.html, which knows the patterns of the redirect map.
func notFound(r *renderer) []*Output {
	return []*Output{{
		Path: NotFoundFile, From: source.Position{File: "theme/layouts/404.html"}, isDefault: true,
		render: func() ([]byte, source.List) {
			return execute(r, "404", NotFoundFile, "", &template.Data{
				Page: generatedView(r, "Page not found", "/"+NotFoundFile), ShowTitle: true, Content: notFoundText,
				Resolver: html(r.site.Redirects.Resolver(r.site.Settings.Mount, scriptURL(r))),
			})
		},
	}}
}
