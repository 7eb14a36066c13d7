package output

import (
	"cmp"
	htmltemplate "html/template"
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/site"
	"github.com/twisted/sitegen/generator/source"
)

// Reference is a place in a page's text that names a page, a file, or an address of the site.
type Reference struct {
	Kind   ReferenceKind
	Text   string // the name, its escapes undone
	Place  markdown.Place
	Syntax markdown.Syntax
}

// ReferenceKind says by which rule a Reference is understood.
type ReferenceKind int

// The kinds of references.
const (
	LinkReference   ReferenceKind = iota // as [site.Link] understands it
	FileReference                        // a file, as site.Answers' File understands it
	PrefixReference                      // what the paths of pages begin with
)

// References returns all that a page's text names, in order, each place once: what is written as
// a destination, and those arguments of shortcodes by which they asked for a page or a file.
func (f *Files) References(p *site.Page) []Reference {
	if p.Name == "" {
		return nil
	}
	var list []Reference
	asked := &askedAnswers{Answers: f.renderer.answers}
	var hasShortcodes bool
	options := bodyOptions(f.renderer, p, asked, f.renderer.shortcodes, &hasShortcodes)
	expand := options.Shortcode
	options.Shortcode = func(c *markdown.Shortcode) ([]byte, source.List) {
		asked.forget()
		html, errs := expand(c)
		for _, r := range argumentReferences(f.renderer, c, asked, string(html)) {
			if r.Syntax == markdown.Argument && hasTwin(c, r.Text) && !isAskedFor(c, r, asked, expand) {
				continue
			}
			list = append(list, r)
		}
		return html, errs
	}
	body, _ := f.renderer.markdown.Render(p.File, p.Body, options)
	for _, d := range body.Destinations {
		list = append(list, Reference{LinkReference, d.Text, d.Place, d.Syntax})
	}
	slices.SortFunc(list, func(a, b Reference) int { return cmp.Compare(a.Place.Start, b.Place.Start) })
	return slices.CompactFunc(list, func(a, b Reference) bool { return a.Place == b.Place })
}

// argumentReferences returns the arguments of a shortcode that name something: those that were
// asked for, and addresses that its HTML links to as they are.
func argumentReferences(r *renderer, c *markdown.Shortcode, asked *askedAnswers, html string) []Reference {
	var list []Reference
	for name, place := range c.Places {
		value := c.Args[name]
		add := func(kind ReferenceKind) {
			list = append(list, Reference{kind, value, place, markdown.Argument})
		}
		switch {
		case value == "":
		case slices.Contains(asked.links, value):
			add(LinkReference)
		case slices.Contains(asked.files, value):
			add(FileReference)
		case slices.Contains(asked.prefixes, value):
			add(PrefixReference)
		case strings.HasPrefix(value, "/") && isLinked(html, value):
			add(LinkReference)
		default:
			list = append(list, lineReferences(r, value, place.Start, asked)...)
		}
	}
	return list
}

// isLinked reports whether a link or image of some HTML has an address.
func isLinked(html, address string) bool {
	value := `="` + htmltemplate.HTMLEscapeString(address) + `"`
	return strings.Contains(html, "href"+value) || strings.Contains(html, "src"+value)
}

// hasTwin reports whether several arguments of a shortcode have a value.
func hasTwin(c *markdown.Shortcode, value string) bool {
	n := 0
	for _, v := range c.Args {
		if v == value {
			n++
		}
	}
	return n > 1
}

// isAskedFor reports whether it is this argument that a shortcode asks for, and not another with
// the same value: whether it asks for another thing once this one has another value.
func isAskedFor(
	c *markdown.Shortcode, r Reference, asked *askedAnswers, expand func(*markdown.Shortcode) ([]byte, source.List),
) bool {
	const suffix = "#other"
	changed := *c
	changed.Args = maps.Clone(c.Args)
	for name, place := range c.Places {
		if place == r.Place {
			changed.Args[name] += suffix
		}
	}
	asked.forget()
	html, _ := expand(&changed)
	return slices.Contains(slices.Concat(asked.links, asked.files, asked.prefixes), r.Text+suffix) ||
		isLinked(string(html), r.Text+suffix)
}

// lineReferences returns what an argument that is a line of Markdown names.
func lineReferences(r *renderer, line string, start int, asked *askedAnswers) []Reference {
	var list []Reference
	body, _ := r.markdown.Render(&source.File{Data: []byte(line)}, 0, markdown.Options{
		Link:      func(to string) (string, error) { return to, nil },
		Shortcode: func(*markdown.Shortcode) ([]byte, source.List) { return nil, nil },
	})
	for _, d := range body.Destinations {
		if slices.Contains(asked.links, d.Text) {
			place := markdown.Place{Start: start + d.Place.Start, End: start + d.Place.End}
			list = append(list, Reference{LinkReference, d.Text, place, d.Syntax})
		}
	}
	return list
}

// askedAnswers answers, and remembers what was asked.
type askedAnswers struct {
	site.Answers
	links, files, prefixes []string
}

func (a *askedAnswers) forget() { a.links, a.files, a.prefixes = nil, nil, nil }

// Link implements site.Answers.
func (a *askedAnswers) Link(from *site.Page, destination string) (string, error) {
	a.links = append(a.links, destination)
	return a.Answers.Link(from, destination)
}

// PageAt implements site.Answers.
func (a *askedAnswers) PageAt(path string) *site.Page {
	a.prefixes = append(a.prefixes, path)
	return a.Answers.PageAt(path)
}

// PagesBelow implements site.Answers.
func (a *askedAnswers) PagesBelow(prefix string) []*site.Page {
	a.prefixes = append(a.prefixes, prefix)
	return a.Answers.PagesBelow(prefix)
}

// File implements site.Answers.
func (a *askedAnswers) File(from *site.Page, name string) (*source.File, error) {
	a.files = append(a.files, name)
	return a.Answers.File(from, name)
}
