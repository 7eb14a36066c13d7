package redirect

import "github.com/twisted/sitegen/generator/source"

// Entry is one thing that answers old URLs, for people to read.
type Entry struct {
	From   string          `json:"from"` // a path or pattern; //host/… on another host
	To     string          `json:"to,omitempty"`
	Gone   string          `json:"gone,omitempty"`
	Stub   bool            `json:"stub"` // by a file of its own
	Source source.Position `json:"source"`
}

// Entries lists stubs, patterns in the order in which they are tried, and the same
// of other hosts.
func (m *Map) Entries() []Entry {
	list := m.entries("")
	for _, h := range m.Hosts() {
		list = append(list, m.hosts[h].entries("//"+h)...)
	}
	return list
}

func (m *Map) entries(host string) []Entry {
	var list []Entry
	for _, s := range m.Stubs() {
		list = append(list, Entry{From: host + s.Path, To: s.To, Gone: s.Gone, Stub: m.hasFiles, Source: s.Source})
	}
	for _, r := range m.patterns {
		t, _ := r.leads()
		e := Entry{From: host + r.From, To: t.String(), Source: r.Source}
		if r.isGone() {
			e.Gone = r.Gone
		}
		list = append(list, e)
	}
	return list
}
