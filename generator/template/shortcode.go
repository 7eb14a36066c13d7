package template

import (
	"bytes"
	"errors"
	"html/template"
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Shortcodes are a theme's shortcodes with the functions of one site. They are safe for
// concurrent use.
type Shortcodes struct {
	theme *Theme
	set   *template.Template
}

// Shortcodes gives the theme's shortcodes their functions.
func (t *Theme) Shortcodes(f Functions) (*Shortcodes, error) {
	set, err := t.base.Clone()
	if err != nil {
		return nil, err
	}
	return &Shortcodes{t, set.Funcs(functions(f))}, nil
}

// Execute renders a shortcode. on is the page's file, for diagnostics of the template; those
// of the call itself have no file.
func (s *Shortcodes) Execute(name, on string, data *Shortcode) ([]byte, source.List) {
	if s.theme.broken {
		return nil, nil // what follows from that would only mislead
	}
	file := shortcodeFile(name)
	if s.set.Lookup(file) == nil {
		return nil, source.List{source.Errorf("the theme has no shortcode %q", name).
			Suggest(name, s.theme.shortcodes())}
	}
	var b bytes.Buffer
	if err := s.set.ExecuteTemplate(&b, file, data); err != nil {
		if d, ok := errors.AsType[source.Diagnostic](err); ok { // of a method of data
			return nil, source.List{d}
		}
		return nil, s.theme.diagnose(err, on)
	}
	return b.Bytes(), nil
}

func shortcodeFile(name string) string { return "shortcodes/" + name + ".html" }

// IsPaired reports whether a shortcode has something inside: whether its template asks for it.
func (t *Theme) IsPaired(name string) bool { return t.uses[shortcodeFile(name)].inner }

// CheckArgs complains of the first argument, by name, that neither a shortcode's template asks
// for nor one of those that it stands in. A template that hands its arguments on may ask for
// any.
func (t *Theme) CheckArgs(name string, within []string, args map[string]string) error {
	var known []string
	for i, n := range append([]string{name}, within...) {
		u, ok := t.uses[shortcodeFile(n)]
		if u.any || i == 0 && !ok { // that there is no such shortcode is told elsewhere
			return nil
		}
		known = append(known, u.args...)
	}
	slices.Sort(known)
	known = slices.Compact(known)
	for _, arg := range slices.Sorted(maps.Keys(args)) {
		if slices.Contains(known, arg) {
			continue
		}
		d := source.Errorf("the shortcode %s has no argument %q", name, arg)
		if len(known) > 0 {
			d.Hint = "it has " + strings.Join(known, ", ")
		}
		return d.Suggest(arg, known)
	}
	return nil
}

func (t *Theme) shortcodes() []string {
	var names []string
	for file := range t.files {
		if name, ok := strings.CutPrefix(file, "shortcodes/"); ok {
			names = append(names, strings.TrimSuffix(name, ".html"))
		}
	}
	slices.Sort(names)
	return names
}
