package template

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Shortcode renders one of the theme's shortcodes. on is the page's file, for
// diagnostics of the template. alone hides the other pages from it: a summary must not
// need others, which might need it.
func (t *Theme) Shortcode(name, on string, data *Shortcode, alone bool) ([]byte, source.List) {
	file := "shortcodes/" + name + ".html"
	templates := t.base
	if alone {
		templates = t.alone
	}
	if t.broken {
		return nil, nil
	}
	if templates.Lookup(file) == nil {
		d := source.Errorf("the theme has no shortcode %q", name)
		if near := source.Nearest(name, t.shortcodes()); near != "" {
			d.Hint = "did you mean \"" + near + "\"?"
		}
		return nil, source.List{d}
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

// HasShortcode tells whether the theme has a shortcode.
func (t *Theme) HasShortcode(name string) bool { return t.files["shortcodes/"+name+".html"] != nil }

// Paired tells whether a shortcode has something inside: whether its template asks for it.
func (t *Theme) Paired(name string) bool {
	f := t.files["shortcodes/"+name+".html"]
	return f != nil && bytes.Contains(f.Data, []byte(".Inner"))
}

// listArgs are the arguments that the methods of Lists read.
var listArgs = map[string][]string{
	".Contents": {"depth"}, ".Below": {"prefix", "depth", "hide", "format"}, ".Recent": {"prefix", "limit", "group"},
	".Included": {"file", "lang", "lines", "title", "linenos", "linenostart", "hl-lines", "id", "class"},
}

// argName is how a template names an argument: in quotes, or behind .Args.
var argName = regexp.MustCompile(`(?:"|\.Args\.)([a-z][a-z0-9-]*)`)

// Args are the arguments that a shortcode's template, or that of the one it stands in, asks
// for; nil where it takes any.
func (t *Theme) Args(name, parent string) []string {
	var known []string
	for _, n := range []string{name, parent} {
		f := t.files["shortcodes/"+n+".html"]
		if f == nil {
			continue
		}
		if anyArgs.Match(f.Data) {
			return nil
		}
		for _, m := range argName.FindAllSubmatch(f.Data, -1) {
			known = append(known, string(m[1]))
		}
		for method, args := range listArgs {
			if bytes.Contains(f.Data, []byte(method)) {
				known = append(known, args...)
			}
		}
	}
	slices.Sort(known)
	return append([]string{}, slices.Compact(known)...)
}

// anyArgs tells a template that walks through its arguments, or hands them on.
var anyArgs = regexp.MustCompile(`range[^}]*\.Args|\.Args\s*[})|]|template "[^"]*" \$?\.?\s*}`)

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
