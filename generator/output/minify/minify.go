// Package minify makes HTML, style sheets, scripts and drawings small, and leaves what they
// say, and their outline, as it is: other programs read the pages, too.
package minify

import (
	"bytes"
	"path"
	"regexp"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
)

var minifier = func() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true, KeepDefaultAttrVals: true, KeepWhitespace: true,
	})
	m.AddFunc("text/css", css.Minify)
	m.AddFunc("image/svg+xml", svg.Minify)
	m.Add("application/javascript", &js.Minifier{KeepVarNames: false})
	m.AddFunc("application/ld+json", json.Minify)
	return m
}()

var mediaTypes = map[string]string{
	".html": "text/html", ".css": "text/css", ".js": "application/javascript", ".svg": "image/svg+xml",
}

// Bytes makes a file small, if it is of a kind that can be, by the ending of its name.
// keepBlanks leaves HTML as it is: see [ShowsBlanks].
func Bytes(name string, data []byte, keepBlanks bool) ([]byte, error) {
	kind := mediaTypes[path.Ext(name)]
	if kind == "" || kind == "text/html" && (keepBlanks || saysMore(data)) {
		return data, nil
	}
	return minifier.Bytes(kind, data)
}

// saysMore reports whether the minifier would change a page for its reader: it joins the
// choices of a form, and knows no blanks that count but those in pre.
func saysMore(page []byte) bool {
	for _, sign := range []string{"<option", "white-space:", `class="unconverted"`} {
		if bytes.Contains(page, []byte(sign)) {
			return true
		}
	}
	return false
}

var whiteSpace = regexp.MustCompile(`white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces|preserve)`)

// ShowsBlanks reports whether a style sheet shows blanks as they are: in pages which use it they
// may count wherever they stand.
func ShowsBlanks(css []byte) bool { return whiteSpace.Match(css) }
