package template

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Shortcode renders one of the theme's shortcodes. on is the page's file, for
// diagnostics of the template. alone hides the other pages from it: a summary must not
// need others, which might need it.
func (t *Theme) Shortcode(name, on string, data *Shortcode, alone bool) ([]byte, source.List) {
	if t.broken {
		return nil, nil // what follows from that would only mislead
	}
	file := shortcodeFile(name)
	templates := t.base
	if alone {
		templates = t.alone
	}
	if templates.Lookup(file) == nil {
		return nil, source.List{source.Errorf("the theme has no shortcode %q", name).Suggest(name, t.shortcodes())}
	}
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, file, data); err != nil {
		if d, ok := errors.AsType[source.Diagnostic](err); ok { // of a method of data
			return nil, source.List{d}
		}
		return nil, t.diagnose(err, on)
	}
	return b.Bytes(), nil
}

func shortcodeFile(name string) string { return "shortcodes/" + name + ".html" }

// Paired tells whether a shortcode has something inside: whether its template asks for it.
func (t *Theme) Paired(name string) bool { return t.uses[shortcodeFile(name)].inner }

// Args are the arguments that a shortcode's template, or one of those that it stands in,
// asks for; any tells that they may be others, which the template hands on.
func (t *Theme) Args(name string, within []string) (known []string, any bool) {
	for i, n := range append([]string{name}, within...) {
		u, ok := t.uses[shortcodeFile(n)]
		if i == 0 && !ok {
			return nil, true // there is none, which is told elsewhere
		}
		any = any || u.any
		known = append(known, u.args...)
	}
	slices.Sort(known)
	return slices.Compact(known), any
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
