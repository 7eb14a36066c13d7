package export

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"github.com/twisted/sitegen/generator/redirect"
)

//go:embed apache.tmpl
var apacheText string

var apacheTemplate = template.Must(template.New("apache").Parse(apacheText))

// apache writes virtual hosts for mod_rewrite and, for the concrete paths, a
// RewriteMap to each, whose lines are path and target, with | before the target's query.
func apache(p *plan) []File {
	type site struct {
		ID, Address, Name, Aliases, Map, Root, NotFound string
		Other                                           bool
		Gone                                            string // the text of 410
		Asked, Paths, Patterns                          string // rules
	}
	data := struct {
		Written, Listen string
		Servers         []site
	}{written, p.options.Listen, nil}
	address := p.options.Listen
	if address == "" {
		address = "*:80"
	}
	var maps []File
	for i, s := range p.servers {
		var table, paths strings.Builder
		for _, r := range s.concrete {
			if line, ok := apacheLine(r); ok {
				table.WriteString(line)
				continue
			}
			r.Regexp = "^" + apachePath(r.Path) + "/*" + redirect.AnyQuery
			paths.WriteString(apacheRule(r))
		}
		asking, rest := split(s.patterns)
		name := fmt.Sprintf("sitegen-%s.map", s.hosts[0])
		data.Servers = append(data.Servers, site{
			ID: fmt.Sprintf("old%d", i), Address: address, Name: s.hosts[0], Aliases: strings.Join(s.hosts[1:], " "),
			Map: name, Root: p.options.Root, NotFound: p.notFound(), Other: s.other, Gone: apacheGone(s),
			Asked: apacheRules(asking), Paths: paths.String(), Patterns: apacheRules(rest),
		})
		maps = append(maps, File{name, []byte("# path target\n" + table.String())})
	}
	return append([]File{{"sitegen-redirects.conf", fill(apacheTemplate, data)}}, maps...)
}

func apacheRules(rules []redirect.ServerRule) string {
	var b strings.Builder
	for _, r := range rules {
		b.WriteString(apacheRule(r))
	}
	return b.String()
}

// apacheGone is what a host says of all that is gone there: Apache has one text for them.
func apacheGone(s server) string {
	text := ""
	for _, r := range append(slices.Clone(s.concrete), s.patterns...) {
		if r.Gone && text == "" {
			text = goneText(r)
		} else if r.Gone && goneText(r) != text {
			return "Gone. This was part of the old site."
		}
	}
	return text
}

// apacheLine is a line of a RewriteMap; ok is false where it cannot say it.
func apacheLine(r redirect.ServerRule) (line string, ok bool) {
	if r.Gone || hasFragment(r) || r.Path == "/" ||
		strings.ContainsAny(r.Path, " \t\"\\") || strings.Contains(r.To[0].Text, "|") {
		return "", false
	}
	to, query, has := strings.Cut(r.To[0].Text, "?")
	if has || !r.KeepQuery {
		to += "|" + query // its query, or none; Apache trusts no question mark from a map
	}
	return r.Path + " " + to + "\n", true
}

// apacheRule writes a rule over the request line, which has the URL as it came.
func apacheRule(r redirect.ServerRule) string {
	cond := fmt.Sprintf("    RewriteCond %%{THE_REQUEST} \"%s\"\n",
		strings.ReplaceAll("^[A-Z]+ "+strings.TrimSuffix(strings.TrimPrefix(r.Regexp, "^"), "$")+" HTTP/", `"`, `\"`))
	group := func(n int) string { return fmt.Sprintf("%%%d", n) }
	switch {
	case r.Gone:
		return cond + "    RewriteRule ^ - [G]\n"
	case r.To == nil:
		return cond + "    RewriteRule ^ - [END]\n"
	}
	withQuery, flags := "", "R=301,NE,L"
	switch {
	case !r.KeepQuery:
		flags = "R=301,NE,QSD,L"
	case hasFragment(r): // before which Apache would not put it
		withQuery = fmt.Sprintf("    RewriteCond %%{QUERY_STRING} .\n%s    RewriteRule ^ \"%s\" [R=301,NE,L]\n",
			cond, spell(r, "?%{QUERY_STRING}", noReference, group))
	}
	return withQuery + fmt.Sprintf("%s    RewriteRule ^ \"%s\" [%s]\n", cond, spell(r, "", noReference, group), flags)
}

// noReference keeps percent and dollar from being references.
func noReference(s string) string { return strings.NewReplacer("%", `\%`, "$", `\$`).Replace(s) }

// apachePath matches an encoded path.
func apachePath(p string) string {
	if p == "/" {
		return ""
	}
	return redirect.EncodedLiteral(p)
}
