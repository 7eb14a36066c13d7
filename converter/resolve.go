package converter

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
)

// resolve puts hyperlinks and text in the place of an article's TracLinks.
func resolve(a *article, site *links.Site) []wiki.Block {
	on := site.On(a.page.Name, a.shownLinks, a.notes)
	return wiki.Rewriter{Inline: func(n wiki.Inline) []wiki.Inline {
		if l, ok := n.(*wiki.Link); ok {
			n = on.Hyperlink(l)
		}
		return []wiki.Inline{n}
	}}.Blocks(a.blocks)
}
