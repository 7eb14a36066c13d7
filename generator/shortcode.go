package generator

import (
	"cmp"
	"fmt"
	htmltemplate "html/template"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/twisted/sitegen/generator/markdown"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
)

// shortcode renders one with the theme's template of its name.
// alone hides the other pages from it.
func (s *Site) shortcode(p *Page, c *markdown.Shortcode, alone bool) ([]byte, source.List) {
	if known, any := s.theme.Args(c.Name, c.Within); !any {
		for _, name := range slices.Sorted(maps.Keys(c.Args)) {
			if slices.Contains(known, name) {
				continue
			}
			d := source.Errorf("the shortcode %s has no argument %q", c.Name, name)
			if len(known) > 0 {
				d.Hint = "it has " + strings.Join(known, ", ")
			}
			return nil, source.List{d.Suggest(name, known)}
		}
	}
	return s.theme.Shortcode(c.Name, p.File.Path, s.shortcodeData(p, c, alone), alone)
}

func (s *Site) shortcodeData(p *Page, c *markdown.Shortcode, alone bool) *template.Shortcode {
	view := *p.view
	view.Parts = unsummed{view.Parts} // a summary of itself would have no end
	files, _ := s.pageData(p)         // its faults are told where the page is rendered
	data := &template.Shortcode{
		Data: files,
		Page: &view, Args: c.Args, Inner: htmltemplate.HTML(c.Inner), Number: c.Number, Lists: lists{site: s, page: p, args: c.Args, headings: c.Headings, alone: alone},
	}
	for _, child := range c.Children {
		data.Children = append(data.Children, s.shortcodeData(p, child, alone))
	}
	return data
}

// lists are template.Lists.
type lists struct {
	site     *Site
	page     *Page
	args     map[string]string
	headings []*markdown.Heading
	alone    bool // without other pages
}

// unsummed are template.Parts of a page that is being rendered.
type unsummed struct{ template.Parts }

func (unsummed) Summary() htmltemplate.HTML { return "" }

func (l lists) Contents() ([]*template.Heading, error) {
	depth, ok := l.args["depth"]
	if !ok {
		return contents(untitled(l.headings), 1, false), nil
	}
	first, last, err := markdown.ParseRange(strings.TrimSuffix(depth, "-"))
	if err != nil || first < 1 || last > 6 {
		return nil, source.Errorf("depth=%q is no level and no range of levels", depth).WithHint(`write depth="2" or depth="2-4"`)
	}
	inRange := slices.DeleteFunc(slices.Clone(l.headings), func(h *markdown.Heading) bool { return h.Level < first || h.Level > last })
	return contents(inRange, max(1, first), true), nil
}

// untitled leaves out a title that stands alone at the top.
func untitled(list []*markdown.Heading) []*markdown.Heading {
	isTitle := func(h *markdown.Heading) bool { return h.Level == 1 }
	if len(list) > 0 && isTitle(list[0]) && !slices.ContainsFunc(list[1:], isTitle) {
		return list[1:]
	}
	return list
}

// contents nests headings by their levels, the outermost being level. A level
// that is left out gets, if exact is set, an entry of its own without an ID.
func contents(list []*markdown.Heading, level int, exact bool) []*template.Heading {
	root := &template.Heading{}
	open, levels := []*template.Heading{root}, []int{level - 1}
	push := func(h *template.Heading, level int) {
		top := open[len(open)-1]
		top.Children = append(top.Children, h)
		open, levels = append(open, h), append(levels, level)
	}
	for _, h := range list {
		for len(open) > 1 && levels[len(levels)-1] >= h.Level {
			open, levels = open[:len(open)-1], levels[:len(levels)-1]
		}
		for missing := levels[len(levels)-1] + 1; exact && missing < h.Level; missing++ {
			push(&template.Heading{}, missing)
		}
		push(&template.Heading{ID: h.ID, Title: htmltemplate.HTML(h.HTML)}, h.Level)
	}
	return root.Children
}

// listName is what a list calls a page: its name in the old wiki, else its title.
func (p *Page) listName() string {
	if p.Trac != nil {
		return p.Trac.Page
	}
	return p.Title
}

// matching returns the pages at paths that begin with the prefix.
func (l lists) matching() []*Page {
	if l.alone {
		return nil
	}
	return l.site.below(l.args["prefix"])
}

// belowPath is what follows a prefix in the page's path, which may be written as a URL; "" where
// the path is another.
func (p *Page) belowPath(prefix string) string {
	for _, at := range []string{p.Path, p.url()} {
		if rest, ok := strings.CutPrefix(at, prefix); ok {
			return rest
		}
	}
	return ""
}

// below returns the pages of content/ at paths that begin with a prefix and go on.
func (s *Site) below(prefix string) []*Page {
	var list []*Page
	for _, p := range s.Pages {
		if p.belowPath(prefix) != "" && p.Path != "/" {
			list = append(list, p)
		}
	}
	return list
}

func (l lists) Below() ([]*template.Branch, error) {
	depth, err := l.number("depth", -1)
	if err != nil {
		return nil, err
	}
	list := l.matching()
	slices.SortStableFunc(list, func(a, b *Page) int { return strings.Compare(a.listName(), b.listName()) })
	tree := newTree()
	for _, p := range list {
		below := p.belowPath(l.args["prefix"])
		if depth >= 0 && strings.Count(strings.TrimSuffix(below, "/"), "/") > depth {
			continue
		}
		name := p.listName()
		if cut := strings.TrimPrefix(name, l.args["hide"]); cut != "" {
			name = cut
		}
		switch format := l.args["format"]; format {
		case "", "compact":
			tree.root.Children = append(tree.root.Children, &template.Branch{Name: name, Page: p.view})
		case "hierarchy":
			if p.Trac != nil { // whose names are paths
				tree.at(name).Page = p.view
			} else {
				b := tree.at(strings.TrimSuffix(below, "/"))
				b.Name, b.Page = name, p.view
			}
		default:
			return nil, source.Errorf("format=%q is none of compact and hierarchy", format)
		}
	}
	return tree.root.Children, nil
}

func (l lists) Recent() ([]*template.Branch, error) {
	limit, err := l.number("limit", 0)
	if err != nil {
		return nil, err
	}
	list := l.matching()
	slices.SortStableFunc(list, func(a, b *Page) int {
		return cmp.Or(l.site.changed(b).Compare(l.site.changed(a)), strings.Compare(a.listName(), b.listName()))
	})
	var days []*template.Branch
	for i, p := range list {
		if limit > 0 && i == limit || l.site.changed(p).IsZero() {
			break
		}
		day := l.site.changed(p).Format(time.DateOnly)
		if l.args["group"] == "none" {
			day = ""
		}
		if n := len(days); n == 0 || days[n-1].Name != day {
			days = append(days, &template.Branch{Name: day})
		}
		last := days[len(days)-1]
		last.Children = append(last.Children, &template.Branch{Name: p.listName(), Page: p.view})
	}
	return days, nil
}

func (l lists) number(arg string, absent int) (int, error) {
	v, ok := l.args[arg]
	if !ok {
		return absent, nil
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return 0, source.Errorf("%s=%q is no number", arg, v).WithHint("%s", fmt.Sprintf(`write %s="1"`, arg))
	}
	return n, nil
}
