package export

import (
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
)

// apache writes virtual hosts for mod_rewrite and, for the concrete paths, a
// RewriteMap to each, whose lines are path and target, with | before the target's query.
func apache(p *plan) []File {
	var b strings.Builder
	b.WriteString(written + `# Include it in Apache 2.4's configuration; mod_rewrite, mod_dir and mod_alias must be on. The maps, *.map, lie in
# the folder SITEGEN_MAPS. Add TLS as you do elsewhere.
<IfDefine !SITEGEN_MAPS>
    Define SITEGEN_MAPS "/etc/apache2/sitegen"
</IfDefine>
`)
	listen := p.Listen
	if listen == "" {
		listen = "*:80"
	}
	var files []File
	for i, s := range p.servers {
		name := fmt.Sprintf("sitegen-%s.map", s.hosts[0])
		if i == 0 && p.Listen != "" {
			fmt.Fprintf(&b, "\nListen %s\n", listen)
		}
		fmt.Fprintf(&b, "\n<VirtualHost %s>\n    ServerName %s\n", listen, s.hosts[0])
		if aliases := strings.Join(s.hosts[1:], " "); aliases != "" {
			fmt.Fprintf(&b, "    ServerAlias %s\n", aliases)
		}
		fmt.Fprintf(&b, "    RewriteEngine On\n    AllowEncodedSlashes On\n    RewriteMap old%d \"txt:${SITEGEN_MAPS}/%s\"\n", i, name)
		if !s.other {
			fmt.Fprintf(&b, `    DocumentRoot "%[1]s"
    <Directory "%[1]s">
        Require all granted
        Options FollowSymLinks
        AllowOverride None
    </Directory>
    DirectoryIndex index.html
    ErrorDocument 404 %[2]s/404.html
    ErrorDocument 410 %[2]s/404.html
`, p.Root, p.Base)
		}
		if text := apacheGone(s); s.other && text != "" {
			fmt.Fprintf(&b, "    ErrorDocument 410 \"%s\"\n", text)
		}
		asking, rest := split(s.patterns)
		for _, r := range asking {
			apacheRule(&b, r)
		}
		var table strings.Builder
		for _, r := range s.concrete {
			if line, ok := apacheLine(r); ok {
				table.WriteString(line)
				continue
			}
			r.Regexp = "^" + apachePath(r.Path) + `/*(?:\?.*)?$`
			apacheRule(&b, r)
		}
		fmt.Fprintf(&b, "    RewriteCond ${old%[1]d:$1} ^([^|]+)$\n    RewriteRule ^(/.*?)/*$ %%1 [R=301,NE,L]\n"+
			"    RewriteCond ${old%[1]d:$1} ^([^|]+)\\|(.*)$\n    RewriteRule ^(/.*?)/*$ %%1?%%2 [R=301,NE,L]\n", i)
		if !s.other {
			b.WriteString("    RewriteCond %{DOCUMENT_ROOT}%{REQUEST_URI} -f [OR]\n    RewriteCond %{DOCUMENT_ROOT}%{REQUEST_URI}/index.html -f\n    RewriteRule ^ - [END]\n")
		}
		for _, r := range rest {
			apacheRule(&b, r)
		}
		if s.other {
			b.WriteString("    RewriteRule ^ - [R=404,L]\n")
		}
		b.WriteString("</VirtualHost>\n")
		files = append(files, File{name, []byte("# path target\n" + table.String())})
	}
	return append([]File{{"sitegen-redirects.conf", []byte(b.String())}}, files...)
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

// split takes off the patterns for the queries of concrete paths, which come first.
func split(patterns []redirect.ServerRule) (asking, rest []redirect.ServerRule) {
	for i, r := range patterns {
		if !r.OfConcrete() {
			return patterns[:i], patterns[i:]
		}
	}
	return patterns, nil
}

// apacheLine is a line of a RewriteMap; ok is false where it cannot say it.
func apacheLine(r redirect.ServerRule) (line string, ok bool) {
	if r.Gone || hasFragment(r) || strings.ContainsAny(r.Path, " \t\"\\") || strings.Contains(r.To[0].Text, "|") || r.Path == "/" {
		return "", false
	}
	to, query, has := strings.Cut(r.To[0].Text, "?")
	if has || !r.KeepQuery {
		to += "|" + query // an own one, or none; Apache trusts no question mark from a map
	}
	return r.Path + " " + to + "\n", true
}

// apacheRule writes a rule over the request line, which has the URL as it came.
func apacheRule(b *strings.Builder, r redirect.ServerRule) {
	cond := fmt.Sprintf("    RewriteCond %%{THE_REQUEST} \"%s\"\n",
		strings.ReplaceAll("^[A-Z]+ "+strings.TrimSuffix(strings.TrimPrefix(r.Regexp, "^"), "$")+" HTTP/", `"`, `\"`))
	group := func(n int) string { return fmt.Sprintf("%%%d", n) }
	switch {
	case r.Gone:
		b.WriteString(cond + "    RewriteRule ^ - [G]\n")
	case r.To == nil:
		b.WriteString(cond + "    RewriteRule ^ - [END]\n")
	case r.KeepQuery && hasFragment(r):
		fmt.Fprintf(b, "    RewriteCond %%{QUERY_STRING} .\n%s    RewriteRule ^ \"%s\" [R=301,NE,L]\n", cond, spell(r, "?%{QUERY_STRING}", apacheText, group))
		fallthrough
	default:
		flags := "R=301,NE,L"
		if !r.KeepQuery {
			flags = "R=301,NE,QSD,L"
		}
		fmt.Fprintf(b, "%s    RewriteRule ^ \"%s\" [%s]\n", cond, spell(r, "", apacheText, group), flags)
	}
}

// apacheText keeps percent and dollar from being references.
func apacheText(s string) string { return strings.NewReplacer("%", `\%`, "$", `\$`).Replace(s) }

// apachePath matches an encoded path.
func apachePath(p string) string {
	if p == "/" {
		return ""
	}
	return redirect.EncodedLiteral(p)
}
