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
	Path    string // decoded, without a final slash
	File    string // below the site's folder; "" where 404.html answers instead, or another host
	To      string // a URL, or a path of the site; "" where gone
	Gone    string // what was here, for people; "" where it leads to To
	Since   string // of Gone: when it went
	See     string // of Gone: a URL, or a path of the site, where one may look instead; or ""
	NoIndex bool   // many old paths lead where it leads
	Source  source.Position

	rule     *Rule // that claims it; nil of an alias
	line     int   // of the rule's table, or 0
	rank     rank
	missing  bool     // the rule's table lacks it: query and fragment are dropped
	mapper   *Rule    // whose query and fragment maps it has, or nil
	captures captures // of the mapper's pattern and table
}

// stub returns the rule's stub at a concrete path, with the captures of it.
func (r *Rule) stub(path string, c captures, k rank) *Stub {
	s := &Stub{
		Path: path, To: r.to.expand(c), Gone: plain(r.Gone, c), Since: r.Since, See: r.see.expand(c),
		NoIndex: len(r.pattern.names()) > 0 && len(r.to.names()) == 0,
		Source:  r.Source, rank: k, rule: r,
	}
	if r.maps != keepAll {
		s.mapper, s.captures = r, c
	}
	return s
}

// maps returns what becomes of query and fragment at the stub.
func (s *Stub) maps() *urlMaps {
	switch {
	case s.missing:
		return dropAll
	case s.mapper == nil:
		return keepAll
	}
	return s.mapper.maps
}

// equal reports whether two stubs answer the same.
func (s *Stub) equal(o *Stub) bool {
	return s.To == o.To && s.Gone == o.Gone && s.Since == o.Since && s.See == o.See && s.maps().equal(o.maps())
}

// KeepsFragment reports whether a URL's fragment goes along as it is.
func (s *Stub) KeepsFragment() bool { return s.maps().fragment == nil }

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
	b = append(b, `<!doctype html><html lang=en><meta charset=utf-8><title>Moved</title>`...)
	b = append(b, `<link rel="canonical" href="`...)
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
	case s.mapper != nil:
		b = append(b, `="`...)
		b = append(b, html.EscapeString(s.mapper.pattern.text)...)
		b = append(b, '"')
		if s.mapper.number > 0 {
			b = fmt.Appendf(b, " data-n=%d", s.mapper.number)
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

// row returns the captures that the script cannot read from the path and that the
// rule's maps use: the table's.
func (s *Stub) row() captures {
	if s.missing || s.mapper == nil || s.mapper.table == nil {
		return nil
	}
	row := captures{}
	for _, name := range s.mapper.maps.names() {
		if _, ok := s.captures[name]; ok && !s.mapper.pattern.has(name) {
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
