package generator

import (
	htmltemplate "html/template"
	"path"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// Require returns an argument.
func (l lists) Require(arg string) (string, error) {
	if v := l.args[arg]; v != "" {
		return v, nil
	}
	return "", source.Errorf("%s is missing", arg).WithHint(`write %s="…"`, arg)
}

// Link resolves an argument as a link of the page.
func (l lists) Link(arg string) (htmltemplate.URL, error) {
	v, err := l.Require(arg)
	if err != nil {
		return "", err
	}
	u, err := l.site.link(l.page, v)
	return htmltemplate.URL(u), err
}

// Image resolves an argument as an image of the page.
func (l lists) Image(arg string) (*template.Resource, error) {
	u, err := l.Link(arg)
	if err != nil {
		return nil, err
	}
	r := &template.Resource{Name: path.Base(l.args[arg]), URL: u}
	r.Width, r.Height, _ = l.site.imageSize(string(u))
	return r, nil
}

// Text renders an argument as a line of the page.
func (l lists) Text(arg string) (htmltemplate.HTML, error) {
	v, err := l.Require(arg)
	if err != nil {
		return "", err
	}
	html, list := l.site.renderer.Line(v, func(d string) (string, error) { return l.site.link(l.page, d) })
	if list.HasErrors() {
		return "", list[0]
	}
	return htmltemplate.HTML(html), nil
}

// Old asks the redirect map.
func (l lists) Old(at string) (string, error) {
	a := l.site.Redirects.Lookup(at)
	if !a.Known() {
		return "", source.Errorf("the redirect map knows no %s", at).WithHint("sitegen redirects test %s tells more", at)
	}
	if a.To == "" {
		return l.site.base + at, nil // a page that says what is gone
	}
	return template.Based(l.site.base, a.To), nil
}

// Included is a file as coloured code.
func (l lists) Included() (htmltemplate.HTML, error) {
	name, err := l.Require("file")
	if err != nil {
		return "", err
	}
	full, err := l.site.besidePage(l.page, name)
	if err != nil {
		return "", err
	}
	f, err := source.ReadFile(l.site.Dir, full)
	if err != nil {
		d := source.Errorf("there is no file %s", full)
		if near := source.Nearest(full, l.site.files); near != "" {
			d.Hint = "did you mean " + near + "?"
		}
		return "", d
	}
	code, first, err := l.lines(string(f.Data), full)
	if err != nil {
		return "", err
	}
	lang := l.args["lang"]
	if lang == "" {
		lang = markdown.Language(path.Base(full))
	}
	html, err := l.site.renderer.Code(lang, code, l.attributes(first))
	return htmltemplate.HTML(html), err
}

// lines cuts out those that the argument of that name tells, "3-8" or "3".
func (l lists) lines(code, name string) (string, int, error) {
	wanted, ok := l.args["lines"]
	if !ok {
		return code, 1, nil
	}
	all := strings.SplitAfter(strings.TrimSuffix(code, "\n")+"\n", "\n")
	all = all[:len(all)-1]
	first, last, err := markdown.ParseRange(wanted)
	if err != nil {
		return "", 0, source.Errorf("lines=%q is no range of lines", wanted).WithHint(`write lines="3-8"`)
	}
	if first < 1 || last < first || last > len(all) {
		return "", 0, source.Errorf("lines=%q: %s has the lines 1 to %d", wanted, name, len(all))
	}
	return strings.Join(all[first-1:last], ""), first, nil
}

// attributes are those of a fence, made of the shortcode's arguments; lines are numbered as
// in their file.
func (l lists) attributes(first int) map[string]string {
	m := map[string]string{}
	for _, name := range []string{"title", "linenos", "linenostart", "hl-lines", "id", "class"} {
		if v, ok := l.args[name]; ok {
			m[strings.ReplaceAll(name, "-", "_")] = v
		}
	}
	if _, ok := l.args["linenostart"]; !ok && first > 1 {
		m["linenostart"] = strconv.Itoa(first)
	}
	return m
}
