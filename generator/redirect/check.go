package redirect

import (
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Check finds redirects that do not arrive: to a path of the site that is not
// there or lacks the fragment, or that is itself redirected. stands tells whether
// a path of the site, with its fragment, is a page or file; near suggests one
// that is.
func (m *Map) Check(stands func(path string) (ok bool), near func(path string) string) source.List {
	var list source.List
	complain := func(s source.Position, f *source.File, format string, args ...any) {
		d := source.FileErrorf(s.File, format, args...)
		d.Position = s
		if f != nil {
			d.Excerpt = f.Line(s.Line)
		}
		list = append(list, d)
	}
	check := func(from, to string, at source.Position, f *source.File) {
		if !strings.HasPrefix(to, "/") || strings.Contains(to, "{") {
			return
		}
		p, _, _ := strings.Cut(to, "#")
		p, _, _ = strings.Cut(p, "?")
		if stands(to) {
			return
		}
		switch next := m.Lookup(to); {
		case clean(decode(p)) == from:
			complain(at, f, "%s redirects to itself", from)
		case next.Known():
			complain(at, f, "%s redirects to %s, which is redirected in turn (%s)", from, to, next.Source)
		default:
			complain(at, f, "%s redirects to %s, which is not there", from, to)
			if hint := near(to); hint != "" {
				list[len(list)-1].Hint = "did you mean \"" + hint + "\"?"
			}
		}
	}
	seen := map[string]bool{} // a table's common targets are told once
	for _, s := range m.Stubs() {
		for _, to := range append([]string{s.To}, values(s.Query)...) {
			if key := s.Source.String() + to; to != "" && !seen[key] {
				seen[key] = true
				check(s.Path, to, s.Source, s.file)
			}
		}
	}
	for _, r := range m.patterns {
		for _, to := range slices.Concat([]string{r.To, r.Missing}, values(r.Query)) {
			if to != "" && r.table == nil || to == r.Missing && to != "" {
				check(r.From, to, r.Source, r.file)
			}
		}
	}
	list.Sort()
	return list
}
