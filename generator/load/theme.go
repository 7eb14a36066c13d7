package load

import (
	"bytes"
	"io/fs"
	"strings"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// loadTheme reads the theme: the site's own files, laid over the default ones.
func (l *Loader) loadTheme(dir, defaultTheme fs.FS) (*template.Theme, source.List) {
	theme := defaultTheme
	if _, err := fs.Stat(dir, "theme"); err == nil {
		if siteTheme, err := fs.Sub(dir, "theme"); err == nil {
			theme = template.Overlay(siteTheme, defaultTheme)
		}
	}
	files, list := template.Read(theme, "theme")
	t, errs := l.theme.parse(files, func(files []*source.File) (*template.Theme, source.List) {
		return template.Parse(files, "theme", func(f *source.File) bool { return isDefault(f, defaultTheme) })
	})
	return t, append(list, errs...)
}

// isDefault reports whether a file of the theme is as the default theme has it.
func isDefault(f *source.File, defaultTheme fs.FS) bool {
	data, err := fs.ReadFile(defaultTheme, strings.TrimPrefix(f.Path, "theme/"))
	return err == nil && bytes.Equal(data, f.Data)
}
