package export

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/twisted/sitegen/generator/redirect"
)

//go:embed caddy.tmpl
var caddyText string

var caddyTemplate = template.Must(template.New("Caddyfile").Parse(caddyText))

// caddy writes a Caddyfile: concrete paths as a map over the decoded path, patterns as
// a map over the URI as it came.
func caddy(p *plan) []File {
	type site struct {
		Addresses, Bind, Root, NotFound string
		Other                           bool
		Asked, Paths, Patterns          string // entries of maps, to targets or to 410
		PathTexts, PatternTexts         string // … to what is gone
	}
	data := struct {
		Written, Listen string
		Servers         []site
	}{written, p.options.Listen, nil}
	for _, s := range p.servers {
		addresses, bind := slices.Clone(s.hosts), ""
		if host, port, ok := strings.Cut(p.options.Listen, ":"); ok {
			bind = host
			for i, h := range s.hosts {
				addresses[i] = "http://" + h + ":" + port
			}
		}
		asking, rest := split(s.patterns)
		data.Servers = append(data.Servers, site{
			Addresses: strings.Join(addresses, ", "), Bind: bind, Other: s.other,
			Root: caddyQuote(p.options.Root), NotFound: p.notFound(),
			Asked:    caddyPatterns(asking, caddyTarget),
			Patterns: caddyPatterns(rest, caddyTarget), PatternTexts: caddyPatterns(rest, caddyGone),
			Paths: caddyPaths(s.concrete, caddyTarget), PathTexts: caddyPaths(s.concrete, caddyGone),
		})
	}
	return []File{{"Caddyfile", fill(caddyTemplate, data)}}
}

// caddyPaths are entries for concrete paths, each with and without a slash at its end.
func caddyPaths(rules []redirect.ServerRule, value func(r redirect.ServerRule, query string) string) string {
	var b strings.Builder
	for _, r := range rules {
		for _, path := range spellings(r.Path) {
			if v := value(r, "{old_query}"); v != "" {
				fmt.Fprintf(&b, "        %s %s\n", caddyQuote(path), caddyQuote(v))
			}
		}
	}
	return b.String()
}

// caddyPatterns are entries for patterns. A query that goes along is a group as well,
// for Caddy fills in no other placeholder where there are groups.
func caddyPatterns(rules []redirect.ServerRule, value func(r redirect.ServerRule, query string) string) string {
	var b strings.Builder
	for _, r := range rules {
		query := ""
		if head, ok := strings.CutSuffix(r.Regexp, redirect.AnyQuery); ok && r.KeepQuery {
			r.Regexp, query = head+`(\?.*)?$`, fmt.Sprintf("${%d}", r.Groups+1)
		}
		fmt.Fprintf(&b, "        %s %s\n", caddyQuote("~"+r.Regexp), caddyQuote(value(r, query)))
	}
	return b.String()
}

func caddyTarget(r redirect.ServerRule, query string) string {
	switch {
	case r.Gone:
		return "410"
	case r.To == nil:
		return ""
	}
	return spell(r, query, noDollar, func(n int) string { return fmt.Sprintf("${%d}", n) })
}

func caddyGone(r redirect.ServerRule, _ string) string {
	if !r.Gone {
		return ""
	}
	return noDollar(goneText(r))
}

// caddyQuote takes a text as it is: none has both backticks and quotes.
func caddyQuote(s string) string {
	if strings.Contains(s, "`") {
		return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
	}
	return "`" + s + "`"
}
