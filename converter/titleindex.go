package converter

import (
	"path"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/generator/page"
)

// The lists of pages stay alive: they become shortcodes, which list what the
// new site has.

// titleIndex lowers [[TitleIndex(prefix, hideprefix, format=, depth=)]]; ok is false
// for what only Trac can list.
func (l *lowering) titleIndex(m *wiki.Macro) (blocks []wiki.Block, ok bool) {
	args, named := macroArgs(m.Args)
	for name, value := range named {
		if name == "depth" && isNumber(value) || name == "format" && (value == "compact" || value == "hierarchy") || name == "min" && value == "1" {
			continue
		}
		return nil, false
	}
	prefix := ""
	if len(args) > 0 {
		prefix = links.RelativeName(args[0], l.Name)
	}
	out := wiki.Args{{Name: "prefix", Value: l.pathPrefix(prefix)}}
	if len(args) > 1 && args[1] == "hideprefix" && prefix != "" {
		out = append(out, wiki.Arg{Name: "hide", Value: prefix})
	}
	for _, name := range []string{"depth", "format"} {
		if value, ok := named[name]; ok {
			out = append(out, wiki.Arg{Name: name, Value: value})
		}
	}
	return []wiki.Block{&wiki.Shortcode{Span: m.Span, Name: "pages", Args: out}}, true
}

// recentChanges lowers [[RecentChanges(prefix, limit, group=)]].
func (l *lowering) recentChanges(m *wiki.Macro) []wiki.Block {
	args, named := macroArgs(m.Args)
	prefix := ""
	if len(args) > 0 {
		prefix = args[0]
	}
	out := wiki.Args{{Name: "prefix", Value: l.pathPrefix(prefix)}}
	if len(args) > 1 && isNumber(args[1]) {
		out = append(out, wiki.Arg{Name: "limit", Value: args[1]})
	}
	if group := named["group"]; group != "" && group != "date" {
		out = append(out, wiki.Arg{Name: "group", Value: "none"})
	}
	return []wiki.Block{&wiki.Shortcode{Span: m.Span, Name: "recent", Args: out}}
}

// pathPrefix is the beginning of the permalinks of the pages whose names begin
// with prefix.
func (c *conversion) pathPrefix(prefix string) string {
	dir, last := path.Split(prefix)
	clean := ""
	if dir != "" {
		clean = cleanName(strings.TrimSuffix(dir, "/")) + "/"
	}
	if last != "" {
		clean += strings.TrimSuffix(cleanName(last), "-page")
	}
	return "/" + page.URL(c.into()+"/"+clean)
}

// macroArgs splits a macro's arguments as Trac's parse_args does: at commas, \, being
// one; name=value apart.
func macroArgs(s string) (args []string, named map[string]string) {
	named = map[string]string{}
	if s == "" {
		return nil, named
	}
	for _, part := range splitArgs(s) {
		name, value, ok := strings.Cut(part, "=")
		if name = strings.TrimSpace(name); ok && len(name) > 1 && isAttrName(name) && !isDigits(name[:1]) {
			named[name] = strings.TrimSpace(value)
		} else {
			args = append(args, strings.TrimSpace(part))
		}
	}
	return args, named
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

func isNumber(s string) bool { return isDigits(strings.TrimPrefix(s, "-")) && len(s) < 10 }
