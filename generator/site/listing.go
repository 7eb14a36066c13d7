package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/twisted/sitegen/generator/page"
)

// PagesBelow are the pages of content/ at paths that begin with a prefix and go on, by path,
// without the first page. The prefix may be written as a URL.
func PagesBelow(s *Site, prefix string) []*Page {
	var list []*Page
	for _, p := range s.Pages {
		if below(p, prefix) != "" && p.Path != "/" {
			list = append(list, p)
		}
	}
	return list
}

// Newest are those of some pages that have a date, the newest first.
func Newest(pages []*Page) []*Page {
	dated := slices.DeleteFunc(slices.Clone(pages), func(p *Page) bool { return p.Date.IsZero() })
	slices.SortStableFunc(dated, func(a, b *Page) int { return b.Date.Compare(a.Date) })
	return dated
}

// below is what follows a prefix in the page's path; "" where the path is another.
func below(p *Page, prefix string) string {
	for _, at := range []string{p.Path, page.URL(p.Path)} {
		if rest, ok := strings.CutPrefix(at, prefix); ok {
			return rest
		}
	}
	return ""
}

// ByName lists pages below a prefix by their names, at most depth levels down, any if depth is
// negative. hide is left out where names begin with it. isTree arranges them as a tree: by
// the names of the old wiki, which are paths, else by path.
func ByName(pages []*Page, prefix string, depth int, hide string, isTree bool) []*Branch {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b *Page) int { return strings.Compare(a.ListName(), b.ListName()) })
	t := newTree()
	for _, p := range pages {
		rest := below(p, prefix)
		if depth >= 0 && strings.Count(strings.TrimSuffix(rest, "/"), "/") > depth {
			continue
		}
		name := p.ListName()
		if cut := strings.TrimPrefix(name, hide); cut != "" {
			name = cut
		}
		switch {
		case !isTree:
			t.root.Children = append(t.root.Children, &Branch{Name: name, Page: p})
		case p.Trac != nil:
			t.at(name).Page = p
		default:
			b := t.at(strings.TrimSuffix(rest, "/"))
			b.Name, b.Page = name, p
		}
	}
	return t.root.Children
}

// ByDay lists pages by their last change, the newest first, at most limit, all if that is 0: a
// branch for each day, or one without a name.
func ByDay(pages []*Page, limit int, inOne bool) []*Branch {
	pages = slices.Clone(pages)
	slices.SortStableFunc(pages, func(a, b *Page) int {
		return cmp.Or(Changed(b).Compare(Changed(a)), strings.Compare(a.ListName(), b.ListName()))
	})
	var days []*Branch
	for i, p := range pages {
		if limit > 0 && i == limit || Changed(p).IsZero() {
			break
		}
		day := Changed(p).Format(time.DateOnly)
		if inOne {
			day = ""
		}
		if n := len(days); n == 0 || days[n-1].Name != day {
			days = append(days, &Branch{Name: day})
		}
		last := days[len(days)-1]
		last.Children = append(last.Children, &Branch{Name: p.ListName(), Page: p})
	}
	return days
}
