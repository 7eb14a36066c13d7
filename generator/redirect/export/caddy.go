package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
)

// caddy writes a Caddyfile: concrete paths as a map over the decoded path, patterns as
// a map over the URI as it came.
func caddy(p *plan) []File {
	var b strings.Builder
	b.WriteString(written + "# A Caddyfile for Caddy 2.6 or newer, or to be imported into one.\n")
	if p.Listen != "" {
		b.WriteString("{\n    auto_https off\n    admin off\n}\n")
	}
	for _, s := range p.servers {
		addresses, bind := slices.Clone(s.hosts), ""
		if p.Listen != "" {
			host, port, _ := strings.Cut(p.Listen, ":")
			for i, h := range s.hosts {
				addresses[i] = "http://" + h + ":" + port
			}
			bind = "    bind " + host + "\n"
		}
		fmt.Fprintf(&b, "\n%s {\n%s", strings.Join(addresses, ", "), bind)
		b.WriteString("    map {query} {old_query} {\n        \"\" \"\"\n        default \"?{query}\"\n    }\n    map {path} {old_path} {\n")
		for _, r := range s.concrete {
			what := "410"
			if !r.Gone {
				what = spell(r, "{old_query}", caddyText, nil)
			}
			for _, path := range spellings(r.Path) {
				fmt.Fprintf(&b, "        %s %s\n", caddyQuote(path), caddyQuote(what))
			}
		}
		b.WriteString("        default \"\"\n    }\n")
		asking, rest := split(s.patterns)
		for _, m := range []struct {
			name     string
			patterns string
		}{{"old_asked", caddyPatterns(asking)}, {"old_pattern", caddyPatterns(rest)}} {
			fmt.Fprintf(&b, "    map {uri} {%s} {\n%s        default \"\"\n    }\n", m.name, m.patterns)
		}
		if s.other {
			b.WriteString("    map {path} {old_path_text} {\n")
			for _, r := range s.concrete {
				for _, path := range spellings(r.Path) {
					if r.Gone {
						fmt.Fprintf(&b, "        %s %s\n", caddyQuote(path), caddyQuote(caddyText(goneText(r))))
					}
				}
			}
			b.WriteString("        default \"\"\n    }\n    map {uri} {old_pattern_text} {\n")
			for _, r := range rest {
				text := ""
				if r.Gone {
					text = caddyText(goneText(r))
				}
				fmt.Fprintf(&b, "        %s %s\n", caddyQuote("~"+r.Regexp), caddyQuote(text))
			}
			b.WriteString("        default \"\"\n    }\n    map {uri} {old_asked_text} {\n        default \"\"\n    }\n")
		}
		files := ""
		if !s.other {
			fmt.Fprintf(&b, "    root * %s\n", caddyQuote(p.Root))
			files = "        not file {path} {path}/index.html\n"
			b.WriteString("    map {uri} {old_slash} {\n        `~^/([^/\\\\?][^?]*[^/?]|[^/\\\\?])(\\?.*)?$` `/${1}/${2}`\n        default \"\"\n    }\n    @old_slash {\n        file {path}/index.html\n        expression `{old_slash} != \"\"`\n    }\n")
		}
		for _, name := range []string{"old_asked", "old_path", "old_pattern"} {
			where := files
			if name != "old_pattern" {
				where = ""
			}
			fmt.Fprintf(&b, "    @%[1]s_gone {\n%[2]s        expression `{%[1]s} == \"410\"`\n    }\n    @%[1]s {\n%[2]s        expression `{%[1]s} != \"\" && {%[1]s} != \"410\"`\n    }\n", name, where)
		}
		b.WriteString("    route {\n")
		for _, name := range []string{"old_asked", "old_path", "old_pattern"} {
			fmt.Fprintf(&b, "        redir @%[1]s {%[1]s} permanent\n", name)
			if s.other {
				fmt.Fprintf(&b, "        respond @%s_gone {%s_text} 410\n", name, name)
			} else {
				fmt.Fprintf(&b, "        error @%s_gone 410\n", name)
			}
		}
		if s.other {
			b.WriteString("        respond 404\n    }\n}\n")
			continue
		}
		fmt.Fprintf(&b, "        redir @old_slash {old_slash} permanent\n        file_server\n    }\n    handle_errors {\n        rewrite * %s/404.html\n        file_server {\n            status {err.status_code}\n        }\n    }\n}\n", p.Base)
	}
	return []File{{"Caddyfile", []byte(b.String())}}
}

// caddyQuote takes a text as it is; backticks and quotes are never in one.
func caddyQuote(s string) string {
	if strings.Contains(s, "`") {
		return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	}
	return "`" + s + "`"
}

// caddyText keeps a dollar from being a reference; braces are encoded in a target.
func caddyText(s string) string { return strings.ReplaceAll(s, "$", "%24") }

func caddyPatterns(patterns []redirect.ServerRule) string {
	var b strings.Builder
	for _, r := range patterns {
		what, query := "", ""
		if head, ok := strings.CutSuffix(r.Regexp, redirect.AnyQuery); ok && r.KeepQuery {
			r.Regexp, query = head+`(\?.*)?$`, fmt.Sprintf("${%d}", r.Groups+1)
		}
		switch {
		case r.Gone:
			what = "410"
		case r.To != nil:
			what = spell(r, query, caddyText, func(n int) string { return fmt.Sprintf("${%d}", n) })
		}
		fmt.Fprintf(&b, "        %s %s\n", caddyQuote("~"+r.Regexp), caddyQuote(what))
	}
	return b.String()
}
