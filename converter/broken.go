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
	rest, ok := strings.CutPrefix(t.URL, c.resolver.Base+"/")
	if !ok || c.resolver.Base == "" && strings.Contains(t.URL, "://") {
		return false
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, query, _ := strings.Cut(rest, "?")
	file, err := url.PathUnescape(rest)
	if err != nil {
		return true
	}
	realm, below, _ := strings.Cut(file, "/")
	switch realm {
	case "wiki":
		return !c.resolver.Lists[below] && (query == "" || !c.resolver.Pages[strings.Trim(below, "/")])
	case "attachment", "raw-attachment":
		if name, ok := strings.CutPrefix(below, "wiki/"); ok {
			return !c.files["raw-attachment/wiki/"+name] && !strings.HasSuffix(below, "/")
		}
		return false
	case "chrome":
		return !c.files[file]
	}
	return !handlers[realm] && !c.files[file]
}

// markBroken notes a broken link as the page's Markdown or HTML spells it.
func (c *conversion) markBroken(a *article, at wiki.Span, raw, spelled string) {
	c.note(a, at, Broken, "%s leads nowhere in Trac", raw)
	a.broken = append(a.broken, spelled)
}
