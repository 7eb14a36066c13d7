package macro

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
)

// titleIndex lowers [[TitleIndex(prefix, hideprefix, format=, depth=)]] to a shortcode, which
// lists what the new site has; nothing stands for what only Trac can list.
func titleIndex(p *Page, m *wiki.Macro) []wiki.Block {
	args, named := parseArgs(m.Args)
	for name, value := range named {
		switch {
		case name == "depth" && isNumber(value), name == "min" && value == "1":
		case name == "format" && (value == "compact" || value == "hierarchy"):
		default:
			return nil
		}
	}
	prefix := ""
	if len(args) > 0 {
		prefix = links.RelativeName(args[0], p.Name)
	}
	out := wiki.Args{{Name: "prefix", Value: links.PathPrefix(p.Folder, prefix)}}
	if len(args) > 1 && args[1] == "hideprefix" && prefix != "" {
		out = append(out, wiki.Arg{Name: "hide", Value: prefix})
	}
	for _, name := range []string{"depth", "format"} {
		if value, ok := named[name]; ok {
			out = append(out, wiki.Arg{Name: name, Value: value})
		}
	}
	return []wiki.Block{&wiki.Shortcode{Span: m.Span, Name: "pages", Args: out}}
}
