package move

import (
	"html"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// mendText mends all that the text of a page names.
func mendText(files *output.Files, p *site.Page, at *places, f *fileEdits) source.List {
	var list source.List
	for _, r := range files.References(p) {
		path, to, ok := mended(at, p.Name, r)
		if ok && !f.replacePath(r.Place, path, to, unescape(r.Syntax)) {
			list = append(list, p.File.Errorf(r.Place.Start, "this cannot be mended: %s", r.Text).
				WithHint("write it without escapes, then move"))
		}
	}
	return list
}

// mended is the path within what a reference says, and what it must be after the move, on the page
// of a file; ok is false where it may stay.
func mended(at *places, file string, r output.Reference) (path, to string, ok bool) {
	switch r.Kind {
	case output.FileReference:
		to, ok = at.file(file, r.Text)
		return r.Text, to, ok
	case output.PrefixReference:
		to = at.prefix(r.Text)
		return r.Text, to, to != r.Text
	}
	path = pathOf(r.Text)
	to, ok = at.link(file, path)
	return path, to, ok
}

// pathOf is an address without query and fragment.
func pathOf(address string) string {
	if end := strings.IndexAny(address, "?#"); end >= 0 {
		return address[:end]
	}
	return address
}

// unescape undoes the escapes of a syntax.
func unescape(s markdown.Syntax) func(string) string {
	switch s {
	case markdown.Bare, markdown.Angled:
		return markdown.Unescape
	case markdown.Attribute:
		return html.UnescapeString
	}
	return func(s string) string { return s }
}
