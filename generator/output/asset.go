package output

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/output/minify"
	"github.com/twisted/sitegen/generator/page"
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

// assets are those of a theme, by name.
type assets struct {
	theme      *template.Theme
	mount      page.Mount
	byName     map[string]*asset
	keepBlanks bool // the theme shows blanks that a minifier takes for one
	list       source.List
}

// assetFiles are the outputs of the theme's assets.
func assetFiles(r *renderer) []*Output {
	var list []*Output
	for _, name := range slices.Sorted(maps.Keys(r.assets.byName)) {
		a := r.assets.byName[name]
		list = append(list, &Output{
			Path: a.path, From: source.Position{File: a.from}, isDefault: true, isFinal: true, render: constant(a.data),
		})
	}
	return list
}

// makeAssets makes a theme's assets ready, minified or not.
func makeAssets(theme *template.Theme, isMinified bool) *assets {
	list := &assets{theme: theme, byName: map[string]*asset{}}
	list.add("highlight.css", markdown.HighlightCSS(), isMinified) // that of the theme's own goes first
	for _, f := range theme.Assets {
		isOwnStyle := path.Ext(f.Path) == ".css" && !f.IsDefault
		list.keepBlanks = list.keepBlanks || isOwnStyle && minify.ShowsBlanks(f.Data)
		list.add(f.Path, f.Data, isMinified)
	}
	return list
}

func (l *assets) add(name string, data []byte, isMinified bool) {
	a := &asset{from: "theme/assets/" + name, path: "assets/" + name, data: data}
	if ext := path.Ext(name); ext == ".css" || ext == ".js" {
		if isMinified {
			var errs source.List
			a.data, errs = minified(a.from, data, false)
			l.list = append(l.list, errs...)
		}
		sum := sha256.Sum256(a.data)
		a.path = strings.TrimSuffix(a.path, ext) + "." + hex.EncodeToString(sum[:4]) + ext
		integrity := sha512.Sum384(a.data)
		a.integrity = "sha384-" + base64.StdEncoding.EncodeToString(integrity[:])
	}
	l.byName[name] = a
}

// at are the assets of a site that is mounted at a place.
func (l *assets) at(mount page.Mount) *assets {
	mounted := *l
	mounted.mount = mount
	return &mounted
}

// url is an asset's address, for templates.
func (l *assets) url(name string) (string, error) {
	a, err := l.named(name)
	if err != nil {
		return "", err
	}
	return l.mount.URL("/" + a.path), nil
}

// integrity is an asset's hash, for templates.
func (l *assets) integrity(name string) (string, error) {
	a, err := l.named(name)
	if err != nil {
		return "", err
	}
	return a.integrity, nil
}

func (l *assets) named(name string) (*asset, error) {
	if a := l.byName[name]; a != nil {
		return a, nil
	}
	return nil, source.Errorf("the theme has no assets/%s", name).Suggest(name, slices.Sorted(maps.Keys(l.byName)))
}

// minify makes an output small, if the site wants that. name is what it is called in
// diagnostics.
func (r *renderer) minify(name string, data []byte) ([]byte, source.List) {
	if !r.isMinified {
		return data, nil
	}
	return minified(name, data, r.assets.keepBlanks)
}

func minified(name string, data []byte, keepBlanks bool) ([]byte, source.List) {
	out, err := minify.Bytes(name, data, keepBlanks)
	if err != nil {
		return data, source.List{source.FileErrorf(name, "this cannot be minified: %v", err).
			WithHint("build --minify=false leaves it as it is")}
	}
	return out, nil
}
