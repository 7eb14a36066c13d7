package converter

import (
	"net/url"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
)

// What was broken in Trac already is told apart from what a conversion broke:
// in the report, and in the page's front matter, for sitegen check.

// handlers are the first parts of the paths that Trac answers (match_request of
// its components), besides wiki and the files.
var handlers = map[string]bool{}

func init() {
	for _, h := range strings.Fields(`ticket newticket query report milestone roadmap timeline search browser export file changeset
		diff log intertrac about about_trac prefs login logout admin batchmodify pygments zip-attachment`) {
		handlers[h] = true
	}
}

// isBroken tells whether a target, resolved, led nowhere in Trac.
func (c *conversion) isBroken(t links.Target) bool {
	if t.Page != "" {
		return t.Fragment != "" && !c.hasAnchor(t.Page, t.Fragment)
	}
	u, err := url.Parse(t.URL)
	if err != nil {
		return true
	}
	below, ok := strings.CutPrefix(u.Path, c.resolver.Base+"/")
	if !ok || u.Host != "" || u.Scheme != "" {
		return false
	}
	realm, name, _ := strings.Cut(below, "/")
	switch realm {
	case "wiki":
		name = strings.Trim(name, "/")
		if !c.resolver.Pages[name] {
			return !c.resolver.Lists[name]
		}
		return u.RawQuery == "" || u.Fragment != "" && !c.hasAnchor(name, u.Fragment)
	case "attachment", "raw-attachment":
		if file, ok := strings.CutPrefix(name, "wiki/"); ok {
			return !c.files["raw-attachment/wiki/"+file] && !strings.HasSuffix(file, "/")
		}
		return false
	case "chrome":
		return !c.files[below]
	}
	return !handlers[realm] && !c.files[below]
}

// isOutside tells whether a target was a path of the old server that was not the
// Trac's. What became of it, nobody here knows.
func (c *conversion) isOutside(t links.Target) bool {
	return t.Page == "" && strings.HasPrefix(t.URL, "/") && !strings.HasPrefix(t.URL, c.resolver.Base+"/") && t.URL != c.resolver.Base
}

// examine notes a link that arrives nowhere, as the page's Markdown or HTML spells it.
func (c *conversion) examine(a *article, at wiki.Span, raw string, t links.Target, spelled string) {
	switch {
	case c.isBroken(t):
		c.note(a, at, Broken, "%s leads nowhere in Trac", raw)
	case c.isOutside(t):
		c.note(a, at, Unresolved, "%s leads to a part of the old server that was not its Trac", raw)
	default:
		return
	}
	a.broken = append(a.broken, spelled)
}
