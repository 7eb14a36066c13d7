package converter

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/rendering"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
)

// article is one page on its way through the stages.
type article struct {
	page       *trac.Page
	file       string          // below content/
	shown      *rendering.Page // Trac's HTML of it, nil if unknown
	shownLinks *links.Shown    // of shown
	options    wiki.Options    // that its text is read with
	blocks     []wiki.Block    // its tree, which each stage replaces
	toc        bool            // it shows its table of contents
	notes      *report.Page
}

// isPlugin reports whether [[body]] is a plugin's macro: one that site.toml names, one that failed, or one
// that Trac did not show as the link to a page that it would be else.
func (a *article) isPlugin(uses map[string]string, name, body string) bool {
	if _, used := uses[name]; used {
		return true
	}
	if a.shown == nil || !macro.IsName(name) {
		return false
	}
	return a.shown.ShowsError(name) || !a.shownLinks.HasLink(body) && !a.shown.Shows(body)
}

// description returns what Trac's users wrote on an attachment of the page.
func (a *article) description(file string) string {
	for _, f := range a.page.Attachments {
		if f.Name == file && f.Description != "" {
			return f.Description
		}
	}
	return ""
}
