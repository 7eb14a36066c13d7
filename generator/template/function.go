package template

import (
	"encoding/json"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"time"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Functions are what the functions of templates ask of a site.
type Functions struct {
	Mount     page.Mount
	Asset     func(name string) (url string, err error)  // of a file of assets/
	Integrity func(name string) (hash string, err error) // of one, for the attribute of that name
	Markdown  func(text string) (html string, err error) // of a line
	Page      func(path string) *Page                    // the page at a path, or nil
	Pages     func(prefix string) []*Page                // the pages at paths that begin so
	Newest    func(prefix string) []*Page                // those with dates, the newest first
}

// functions are those that every template has, besides html/template's own.
func functions(f Functions) template.FuncMap {
	return template.FuncMap{
		// Addresses
		"url":       f.Mount.URL,
		"absurl":    func(p string) string { return absolute(f.Mount, p) },
		"asset":     f.Asset,
		"integrity": f.Integrity,
		// Pages
		"page":   f.Page,
		"pages":  f.Pages,
		"newest": f.Newest,
		// Text
		"markdown": func(text string) (template.HTML, error) {
			s, err := f.Markdown(text)
			return template.HTML(s), err
		},
		"plain":    func(v template.HTML) string { return strings.Join(strings.Fields(PlainText(string(v))), " ") },
		"truncate": truncate,
		"join":     join,
		"lower":    strings.ToLower,
		"upper":    strings.ToUpper,
		"json":     func(v any) (string, error) { data, err := json.Marshal(v); return string(data), err },
		// Dates
		"date": func(layout string, t time.Time) string { return t.Format(layout) },
		"iso":  iso,
		// Values
		"first":   func(n int, list []*Page) []*Page { return list[:min(max(0, n), len(list))] },
		"default": orDefault,
		"dict":    dict,
		"list":    func(values ...any) []any { return values },
	}
}

// absolute makes a path of the site a whole URL, as far as the site knows its host; one that
// has the mount's path keeps it.
func absolute(m page.Mount, p string) string {
	if _, mounted := m.Cut(p); m.Path != "" && (mounted || p == m.Path) {
		return m.Origin + p
	}
	if whole := m.Abs(p); whole != "" {
		return whole
	}
	return m.URL(p)
}

// iso writes a time as HTML's datetime attribute has it: only the day, where it says no more.
func iso(t time.Time) string {
	if page.IsDay(t) {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// truncate cuts a text to at most n letters.
func truncate(n int, s string) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimSpace(string(r[:max(0, n)])) + "…"
	}
	return s
}

// join writes the values of a list with a text between them.
func join(separator string, list any) (string, error) {
	v := reflect.ValueOf(list)
	if v.Kind() != reflect.Slice {
		return "", source.Errorf("join wants a list, not %v", list)
	}
	var words []string
	for i := range v.Len() {
		words = append(words, fmt.Sprint(v.Index(i).Interface()))
	}
	return strings.Join(words, separator), nil
}

// orDefault is a value, or another where it says nothing: {{.Page.Params.x | default "y"}}.
func orDefault(fallback, value any) any {
	if truth, ok := template.IsTrue(value); ok && truth {
		return value
	}
	return fallback
}

// dict makes a map of names and values in turn.
func dict(pairs ...any) (map[string]any, error) {
	m := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok || i+1 == len(pairs) {
			return nil, source.Errorf("dict wants names, each with a value")
		}
		m[name] = pairs[i+1]
	}
	return m, nil
}
