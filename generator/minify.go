package generator

import (
	"bytes"
	"path"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"

	"github.com/twisted/sitegen/generator/source"
)

// minifier makes files small and leaves what they say, and their outline, as it is: other
// programs read the pages, too.
var minifier = func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepWhitespace: true})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.Add("application/javascript", &js.Minifier{KeepVarNames: false})
	m.AddFunc("application/ld+json", json.Minify)
	return m
}()

var minifiable = map[string]string{".html": "text/html", ".css": "text/css", ".js": "application/javascript", ".svg": "image/svg+xml"}

// minified makes a file small, if the site wants that and the file is of a kind that can
// be. name is what it is called in diagnostics.
func (s *Site) minified(name string, data []byte) ([]byte, source.List) {
	kind := minifiable[path.Ext(name)]
	if !s.Minify || kind == "" || kind == "text/html" && s.mustStay(data) {
		return data, nil
	}
	small, err := minifier.Bytes(kind, data)
	if err != nil {
		return data, source.List{source.FileErrorf(name, "this cannot be made small: %v", err).WithHint("build --minify=false leaves it as it is")}
	}
	return small, nil
}

// mustStay tells a page that the minifier would change for its reader: it joins the choices of
// a form, and knows no blanks that count but those in pre.
func (s *Site) mustStay(page []byte) bool {
	for _, sign := range []string{"<option", "white-space:", `class="unconverted"`} {
		if bytes.Contains(page, []byte(sign)) {
			return true
		}
	}
	return s.keepsBlanks
}
