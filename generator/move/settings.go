package move

import (
	"strings"

	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// mendStrings mends those texts of a TOML document, data of f from its beginning, which change
// knows.
func mendStrings(f *fileEdits, data []byte, change func(source.TOMLString) (string, bool)) {
	for _, s := range source.TOMLStrings(data, 0) {
		if to, ok := change(s); ok && s.Value != "" {
			f.replace(s.Start, s.End, source.QuoteTOML(to, string(data[s.Start:s.End])))
		}
	}
}

// mendFrontMatter mends what the front matter of a page names.
func mendFrontMatter(p *site.Page, at *places, f *fileEdits) {
	mendStrings(f, p.File.Data[:p.Body], func(s source.TOMLString) (string, bool) {
		switch key := strings.Join(s.Key, "."); {
		case key == "image" || key == "trac.broken":
			return mendAddress(at, p.Name, s.Value)
		case s.Key[0] == "data":
			return at.file(p.Name, s.Value)
		case s.Key[0] == "params":
			return mendParam(at, s.Value)
		}
		return "", false
	})
}

// mendSettings mends what site.toml names.
func mendSettings(at *places, f *fileEdits) {
	mendStrings(f, f.file.Data, func(s source.TOMLString) (string, bool) {
		switch {
		case len(s.Key) == 2 && s.Key[1] == "url" && (s.Key[0] == "menu" || s.Key[0] == "footer"):
			return mendAddress(at, "", s.Value)
		case s.Key[0] == "params":
			return mendParam(at, s.Value)
		}
		return "", false
	})
}

// mendAddress mends an address on the page of a file; its query and fragment stay.
func mendAddress(at *places, file, address string) (string, bool) {
	path := pathOf(address)
	to, ok := at.link(file, path)
	return to + address[len(path):], ok
}

// mendParam mends an address of the site that a theme's parameter is. What else a parameter may
// mean only the theme knows.
func mendParam(at *places, value string) (string, bool) {
	if !strings.HasPrefix(value, "/") {
		return "", false
	}
	return mendAddress(at, "", value)
}
