package output

import (
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// kinds are all kinds of files that a site may have, in the order in which they claim their
// paths.
var kinds = []struct {
	name    string
	outputs func(*renderer) []*Output
}{
	{"pages, and the pages of lists", pages},
	{"files of content/", copies},
	{"stubs at old URLs", stubs},
	{"404.html", notFound},
	{"files that hosts and robots look for", hostingFiles},
	{"the index of the search", searchIndex},
	{"the script of the redirects", redirectScript},
	{"style sheets, scripts and images of the theme", assetFiles},
	{"sitemap.xml", sitemap},
	{"feeds", feeds},
}

// Output is one file of a site.
type Output struct {
	Path   string          // slash-separated, relative to the site's root
	From   source.Position // what it is made of
	Page   *site.Page      // nil for all but pages
	Stub   *redirect.Stub  // nil for all but stubs
	Copied bool            // a file of content/, as it is

	isDefault bool // a file of the site's own at the path goes first
	isFinal   bool // not to be minified: it is minified already, or the site's own
	render    func() ([]byte, source.List)
}

// constant renders an output that is known before.
func constant(data []byte) func() ([]byte, source.List) {
	return func() ([]byte, source.List) { return data, nil }
}
