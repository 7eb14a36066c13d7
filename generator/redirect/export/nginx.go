package export

import (
	_ "embed"
	"fmt"
	"strings"
	"text/template"

	"github.com/twisted/sitegen/generator/redirect"
)

//go:embed nginx.tmpl
var nginxText string

var nginxTemplate = template.Must(template.New("nginx").Parse(nginxText))

// nginx writes a file for the http context, conf.d/ or sites-enabled/: concrete paths as
// exact locations, which nginx keeps in a tree and compares by case, as it does not
// a map's keys; patterns as maps over the request as it came.
func nginx(p *plan) []File {
	type site struct {
		ID, Names, Listen, Root, NotFound string
		Other                             bool
		Asked, Patterns, Gone             string // entries of maps
		Locations                         string
	}
	data := struct {
		Written string
		Servers []site
	}{Written: written}
	listen := p.options.Listen
	if listen == "" {
		listen = "80"
	}
	for i, s := range p.servers {
		id := fmt.Sprintf("old_%d", i)
		asking, rest := split(s.patterns)
		data.Servers = append(data.Servers, site{
			ID: id, Names: strings.Join(s.hosts, " "), Listen: listen, Other: s.other,
			Root: nginxQuote(p.options.Root), NotFound: p.notFound(),
			Asked:    nginxEntries(asking, nginxTarget),
			Patterns: nginxEntries(rest, nginxTarget), Gone: nginxEntries(rest, nginxGone),
			Locations: nginxLocations(s.concrete, "$"+id+"_asked"),
		})
	}
	return []File{{"sitegen-redirects.conf", fill(nginxTemplate, data)}}
}

// nginxEntries are a map's, in the order in which they are tried; "" is what a pattern
// does not say.
func nginxEntries(patterns []redirect.ServerRule, value func(redirect.ServerRule) string) string {
	var b strings.Builder
	for _, r := range patterns {
		fmt.Fprintf(&b, "    %s %s;\n", nginxQuote("~"+r.Regexp), nginxQuote(value(r)))
	}
	return b.String()
}

// nginxLocations are the concrete paths; asked is the variable for their queries.
func nginxLocations(concrete []redirect.ServerRule, asked string) string {
	var b strings.Builder
	for _, r := range concrete {
		first, answer := "", "301 "+nginxQuote(nginxTarget(r))
		if r.AsksQuery {
			first = fmt.Sprintf("if (%[1]s) { return 301 %[1]s; } ", asked)
		}
		if r.Gone {
			answer = "410 " + nginxQuote(nginxGone(r))
		}
		for _, path := range spellings(r.Path) {
			fmt.Fprintf(&b, "    location = %s { %sreturn %s; }\n", nginxQuote(path), first, answer)
		}
	}
	return b.String()
}

func nginxTarget(r redirect.ServerRule) string {
	if r.To == nil {
		return ""
	}
	return spell(r, "$is_args$args", noDollar, func(n int) string { return fmt.Sprintf("$%d", n) })
}

func nginxGone(r redirect.ServerRule) string {
	if !r.Gone {
		return ""
	}
	return noDollar(goneText(r))
}

// nginxQuote doubles a doubled backslash, which nginx reads as one; a single one it
// leaves.
func nginxQuote(s string) string {
	return `"` + strings.NewReplacer(`\\`, `\\\\`, `"`, `\"`).Replace(s) + `"`
}
