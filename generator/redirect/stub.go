package redirect

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Stub is one concrete old path.
type Stub struct {
	Path             string // decoded, without a final slash
	To               string // a URL, or a path of the site; "" where gone
	Gone, Since, See string
	NoIndex          bool // many old paths lead where it leads
	Source           source.Position

	missing  bool  // the table lacks it: nothing is carried on
	rule     *Rule // whose maps of query and fragment it has, or nil
	captures captures
	rank     rank
	of       *Rule // nil of an alias
	line     int   // of the rule's table, or 0
}

func (r *Rule) stub(path string, c captures, k rank) *Stub {
	s := &Stub{
		Path: path, To: r.to.expand(c), Gone: plain(r.Gone, c), Since: r.Since, See: r.see.expand(c),
		NoIndex: len(r.pattern.names()) > 0 && len(r.to.names()) == 0,
		Source:  r.Source, rank: k, of: r,
	}
	if r.carry != keep {
		s.rule, s.captures = r, c
	}
	return s
}

// carry is what becomes of query and fragment at the stub.
func (s *Stub) carry() *carry {
	switch {
	case s.missing:
		return drop
	case s.rule == nil:
		return keep
	}
	return s.rule.carry
}

// KeepsFragment tells whether a URL's fragment is carried on as it is.
func (s *Stub) KeepsFragment() bool { return !s.carry().mapsFragment }

// HTML returns the stub's file, for a site that is mounted at a place and has the
// resolver ([Map.Script]) at scriptURL. Each part serves another reader: the canonical
// link search engines, the refresh those without scripts, the script, which reads
// the refresh's target, browsers, who keep query and fragment, the link people.
// There are tens of thousands: it is short, and names its rule, whose maps are in
// the shared script.
func (s *Stub) HTML(mount page.Mount, scriptURL string) []byte {
	to := mount.URL(s.To)
	canonical := cmp.Or(mount.Abs(s.To), to)
	t := html.EscapeString(to)
	b := make([]byte, 0, 512)
	b = append(b, `<!doctype html><html lang=en><meta charset=utf-8><title>Moved</title><link rel="canonical" href="`...)
	b = append(b, html.EscapeString(canonical)...)
	b = append(b, `">`...)
	if s.NoIndex {
		b = append(b, `<meta name="robots" content="noindex">`...)
	}
	b = append(b, `<meta http-equiv="refresh" content="0; url=`...)
	b = append(b, t...)
	b = append(b, `"><script src="`...)
	b = append(b, html.EscapeString(scriptURL)...)
	b = append(b, `" data-stub`...)
	switch {
	case s.missing:
		b = append(b, " data-missing"...)
	case s.rule != nil:
		b = append(b, `="`...)
		b = append(b, html.EscapeString(s.rule.pattern.text)...)
		b = append(b, '"')
		if s.rule.number > 0 {
			b = fmt.Appendf(b, " data-n=%d", s.rule.number)
		}
	}
	if row := s.row(); len(row) > 0 {
		b = append(b, ` data-row="`...)
		b = append(b, html.EscapeString(mustJSON(row))...)
		b = append(b, '"')
	}
	b = append(b, `></script><a href="`...)
	b = append(b, t...)
	b = append(b, "\">Moved</a>\n"...)
	return b
}

// row are the captures that the script cannot read from the path and that the
// rule's maps use: the table's.
func (s *Stub) row() captures {
	if s.missing || s.rule == nil || s.rule.table == nil {
		return nil
	}
	row := captures{}
	own := s.rule.pattern
	for _, name := range s.rule.carry.names() {
		if _, ok := s.captures[name]; ok && !own.has(name) {
			row[name] = s.captures[name]
		}
	}
	return row
}

func mustJSON(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // strings, in maps and structs
	}
	return string(data)
}
