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

// Absent reports whether an address is one of the Trac's that was not had from it: what should
// be there, and why it is not.
func (s *Site) Absent(address string) (why string, is bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host != "" || u.Scheme != "" {
		return "", false
	}
	below, ok := strings.CutPrefix(u.Path, s.Base+"/")
	if !ok {
		return "", false
	}
	realm, name, _ := strings.Cut(below, "/")
	switch realm {
	case "wiki":
		why, is = s.AbsentPages[strings.Trim(name, "/")]
		return why, is
	case "attachment", "raw-attachment":
		if why, is = s.AbsentFiles["raw-attachment/"+name]; is {
			return why, true
		}
		owner, ofWiki := strings.CutPrefix(name, "wiki/")
		if i := strings.LastIndexByte(owner, '/'); ofWiki && i > 0 && !s.Fetched["raw-attachment/"+name] {
			why, is = s.AbsentPages[owner[:i]]
		}
		return why, is
	}
	why, is = s.AbsentFiles[below]
	return why, is
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
		return false // see isLeft
	}
	return !handlers[realm] && !s.Fetched[below]
}

// isLeft reports whether a target is a file of Trac's that the site does not have. Whether there is
// one, nobody here knows: of those that are only linked, none was asked for.
func (s *Site) isLeft(t Target) bool {
	path, _, _ := strings.Cut(t.URL, "?")
	below, ok := strings.CutPrefix(path, s.Base+"/")
	if unescaped, err := url.PathUnescape(below); err == nil {
		below = unescaped
	}
	return t.Page == "" && ok && strings.HasPrefix(below, "chrome/") && !s.Fetched[below]
}

// isOutside reports whether a target was a path of the old server that was not the Trac's.
// What became of it, nobody here knows.
func (s *Site) isOutside(t Target) bool {
	return t.Page == "" && strings.HasPrefix(t.URL, "/") && !strings.HasPrefix(t.URL, s.Base+"/") && t.URL != s.Base
}
