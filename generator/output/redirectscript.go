package output

import "github.com/twisted/sitegen/generator/source"

const scriptFile = "assets/redirect.js"

// scriptURL is the address of what stubs and 404.html run.
func scriptURL(r *renderer) string { return r.site.Settings.Mount.URL("/" + scriptFile) }

// redirectScript is the resolver that stubs and 404.html share. No fingerprint is in its name:
// tens of thousands of stubs name it, and stay the same when the map changes.
func redirectScript(r *renderer) []*Output {
	return []*Output{{
		Path: scriptFile, From: source.Position{File: "redirects"}, isFinal: true,
		render: func() ([]byte, source.List) { return r.minify("redirect.js", r.site.Redirects.Script()) },
	}}
}
