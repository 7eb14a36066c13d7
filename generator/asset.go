package generator

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// asset is a file of the theme as it is published: style sheets and scripts under a name
// that changes with them, so that no cache shows an old one.
type asset struct {
	from      string // the theme's file
	path      string // "assets/style.0f1e2d3c.css"
	data      []byte
	integrity string // for the attribute of that name (W3C, Subresource Integrity)
}

// makeAssets makes the theme's files ready, by name.
func (s *Site) makeAssets() source.List {
	var list source.List
	files := append([]*source.File{{Path: "highlight.css", Data: markdown.HighlightCSS()}}, s.theme.Assets...)
	s.assets = map[string]*asset{}
	s.keepsBlanks = slices.ContainsFunc(s.theme.Assets, func(f *source.File) bool {
		return path.Ext(f.Path) == ".css" && keptBlanks.Match(f.Data) && !s.isDefault(f)
	})
	for _, f := range files { // the theme's own highlight.css goes first
		a := &asset{from: "theme/assets/" + f.Path, path: "assets/" + f.Path, data: f.Data}
		if ext := path.Ext(f.Path); ext == ".css" || ext == ".js" {
			var errs source.List
			a.data, errs = s.minified(a.from, a.data)
			list = append(list, errs...)
			name := sha256.Sum256(a.data)
			a.path = strings.TrimSuffix(a.path, ext) + "." + hex.EncodeToString(name[:4]) + ext
			sum := sha512.Sum384(a.data)
			a.integrity = "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
		}
		s.assets[f.Path] = a
	}
	return list
}

// keptBlanks tells a style sheet that shows blanks as they are, in more than pre.
var keptBlanks = regexp.MustCompile(`white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces|preserve)`)

// isDefault tells a file of the default theme.
func (s *Site) isDefault(f *source.File) bool {
	data, err := fs.ReadFile(s.Options.Theme, "assets/"+f.Path)
	return err == nil && bytes.Equal(data, f.Data)
}

// assetNamed finds one for a template.
func (s *Site) assetNamed(name string) (*asset, error) {
	if a := s.assets[name]; a != nil {
		return a, nil
	}
	return nil, source.Errorf("the theme has no assets/%s", name).Suggest(name, slices.Sorted(maps.Keys(s.assets)))
}

// functions are what templates ask of the site.
func (s *Site) functions() template.Options {
	return template.Options{
		Base: s.base, Origin: s.origin,
		Asset: func(name string) (string, error) {
			a, err := s.assetNamed(name)
			if err != nil {
				return "", err
			}
			return s.base + "/" + a.path, nil
		},
		Integrity: func(name string) (string, error) {
			a, err := s.assetNamed(name)
			if err != nil {
				return "", err
			}
			return a.integrity, nil
		},
		Markdown: func(text string) (string, error) {
			html, list := s.renderer.Line(text, func(d string) (string, error) { return s.link(&Page{}, d) })
			return html, list.Err()
		},
		Page: func(at string) *template.Page {
			if p := s.byPath[at]; p != nil {
				return p.view
			}
			return nil
		},
		Newest: func(prefix string) []*template.Page {
			list := slices.DeleteFunc(s.below(prefix), func(p *Page) bool { return p.Date.IsZero() })
			slices.SortStableFunc(list, func(a, b *Page) int { return b.Date.Compare(a.Date) })
			return views(list)
		},
		Pages: func(prefix string) []*template.Page { return views(s.below(prefix)) },
	}
}
