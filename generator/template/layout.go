package template

import (
	"bytes"
	"html/template"

	"github.com/twisted/sitegen/generator/source"
)

// Layouts are a theme's layouts with the functions of one site. They are safe for concurrent
// use.
type Layouts struct {
	theme *Theme
	sets  map[string]*template.Template // by the layout's name
}

// Layouts gives the theme's layouts their functions.
func (t *Theme) Layouts(f Functions) (*Layouts, error) {
	l := &Layouts{theme: t, sets: map[string]*template.Template{}}
	for name, trees := range t.layouts {
		set, err := t.base.Clone()
		if err != nil {
			return nil, err
		}
		set.Funcs(functions(f))
		for _, tree := range trees {
			if _, err := set.AddParseTree(tree.Name, tree.Copy()); err != nil {
				return nil, err
			}
		}
		l.sets[name] = set
	}
	return l, nil
}

// Execute renders a page with a layout. on is the page's file, for diagnostics.
func (l *Layouts) Execute(layout, on string, data *Data) ([]byte, source.List) {
	if l.theme.broken {
		return nil, nil // what follows from that would only mislead
	}
	set := l.sets[layout]
	if set == nil {
		return nil, source.List{source.FileErrorf(on, "the theme has no layout %q", layout).
			Suggest(layout, l.theme.LayoutNames())}
	}
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, baseLayout, data); err != nil {
		return nil, l.theme.diagnose(err, on)
	}
	return b.Bytes(), nil
}
