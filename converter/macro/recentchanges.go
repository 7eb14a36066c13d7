package macro

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
)

// recentChanges lowers [[RecentChanges(prefix, limit, group=)]] to a shortcode, which lists
// what the new site has.
func recentChanges(p *Page, m *wiki.Macro) []wiki.Block {
	args, named := parseArgs(m.Args)
	prefix := ""
	if len(args) > 0 {
		prefix = args[0]
	}
	out := wiki.Args{{Name: "prefix", Value: links.PathPrefix(p.Folder, prefix)}}
	if len(args) > 1 && isNumber(args[1]) {
		out = append(out, wiki.Arg{Name: "limit", Value: args[1]})
	}
	if group := named["group"]; group != "" && group != "date" {
		out = append(out, wiki.Arg{Name: "group", Value: "none"})
	}
	return []wiki.Block{&wiki.Shortcode{Span: m.Span, Name: "recent", Args: out}}
}
