package links

import (
	"net/url"
	"strings"
)

// A link that was dead in Trac already is told apart from one that a conversion broke: in
// the report, and in the page's front matter, for sitegen check.

// handlers are the first parts of the paths that Trac answers (match_request of
// its components), besides wiki and the files.
var handlers = map[string]bool{}

func init() {
	for _, h := range strings.Fields(`ticket newticket query report milestone roadmap timeline search browser export
		file changeset diff log intertrac about about_trac prefs login logout admin batchmodify pygments
		zip-attachment`) {
		handlers[h] = true
	}
}

// isDead reports whether a target led nowhere in Trac.
func (s *Site) isDead(t Target) bool {
	if t.Page != "" {
		return t.Fragment != "" && !s.HasID(t.Page, t.Fragment)
	}
	u, err := url.Parse(t.URL)
	if err != nil {
		return true
	}
	below, ok := strings.CutPrefix(u.Path, s.Base+"/")
	if !ok || u.Host != "" || u.Scheme != "" {
		return false
	}
	realm, name, _ := strings.Cut(below, "/")
	switch realm {
	case "wiki":
		name = strings.Trim(name, "/")
		if !s.Pages[name] {
			return !s.Replaced[name]
		}
		return u.RawQuery == "" || u.Fragment != "" && !s.HasID(name, u.Fragment)
	case "attachment", "raw-attachment":
		if file, ok := strings.CutPrefix(name, "wiki/"); ok {
			return !s.Fetched["raw-attachment/wiki/"+file] && !strings.HasSuffix(file, "/")
		}
		return false
	case "chrome":
		return !s.Fetched[below]
	}
	return !handlers[realm] && !s.Fetched[below]
}

// isOutside reports whether a target was a path of the old server that was not the Trac's.
// What became of it, nobody here knows.
func (s *Site) isOutside(t Target) bool {
	return t.Page == "" && strings.HasPrefix(t.URL, "/") && !strings.HasPrefix(t.URL, s.Base+"/") && t.URL != s.Base
}
