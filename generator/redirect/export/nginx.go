package export

import (
	"fmt"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
)

// nginx writes a file for the http context, conf.d/ or sites-enabled/: concrete paths as
// exact locations, which nginx keeps in a tree and compares by case, as it does not
// a map's keys; patterns as a map over the request as it came.
func nginx(p *plan) []File {
	var b strings.Builder
	b.WriteString(written + "# Include it within http { }. It needs nginx 1.11.2 or newer. Add TLS as you do elsewhere.\n")
	listen := p.Listen
	if listen == "" {
		listen = "80"
	}
	for i, s := range p.servers {
		asking, rest := split(s.patterns)
		asked, to, gone := fmt.Sprintf("$old_%d_asked", i), fmt.Sprintf("$old_%d_to", i), fmt.Sprintf("$old_%d_gone", i)
		nginxMap(&b, asked, asking, nginxTarget)
		nginxMap(&b, to, rest, nginxTarget)
		nginxMap(&b, gone, rest, nginxGone)
		fmt.Fprintf(&b, "server {\n    listen %s;\n    server_name %s;\n    absolute_redirect off;\n", listen, strings.Join(s.hosts, " "))
		if s.other {
			fmt.Fprintf(&b, "    default_type \"text/plain; charset=utf-8\";\n\n    location / {\n        if (%[1]s) { return 410 %[1]s; }\n        if (%[2]s) { return 301 %[2]s; }\n        return 404;\n    }\n", gone, to)
		} else {
			fmt.Fprintf(&b, `    root %s;
    error_page 404 410 %s/404.html;

    location / {
        try_files $uri ${uri}index.html @old;
    }
    location @old {
        if (-f $document_root$uri/index.html) { rewrite ^(.*)$ $1/ permanent; }
        if (%s) { return 410; }
        if (%[4]s) { return 301 %[4]s; }
        return 404;
    }
`, nginxQuote(p.Root), p.Base, gone, to)
		}
		b.WriteString("\n")
		for _, r := range s.concrete {
			first := ""
			if r.AsksQuery {
				first = fmt.Sprintf("if (%[1]s) { return 301 %[1]s; } ", asked)
			}
			what := "410 " + nginxQuote(nginxText(goneText(r)))
			if !r.Gone {
				what = "301 " + nginxQuote(nginxTarget(r))
			}
			for _, path := range spellings(r.Path) {
				fmt.Fprintf(&b, "    location = %s { %sreturn %s; }\n", nginxQuote(path), first, what)
			}
		}
		b.WriteString("}\n")
	}
	return []File{{"sitegen-redirects.conf", []byte(b.String())}}
}

// nginxMap writes patterns as a map over the request as it came, in their order; "" is
// what no pattern says.
func nginxMap(b *strings.Builder, name string, patterns []redirect.ServerRule, value func(redirect.ServerRule) string) {
	fmt.Fprintf(b, "\nmap $request_uri %s {\n    default \"\";\n", name)
	for _, r := range patterns {
		fmt.Fprintf(b, "    %s %s;\n", nginxQuote("~"+r.Regexp), nginxQuote(value(r)))
	}
	b.WriteString("}\n")
}

func nginxTarget(r redirect.ServerRule) string {
	if r.To == nil {
		return ""
	}
	return spell(r, "$is_args$args", nginxText, func(n int) string { return fmt.Sprintf("$%d", n) })
}

func nginxGone(r redirect.ServerRule) string {
	if !r.Gone {
		return ""
	}
	return nginxText(goneText(r))
}

// spellings are a path without and with a slash at its end.
func spellings(path string) []string {
	if path == "/" {
		return []string{path}
	}
	return []string{path, path + "/"}
}

func nginxQuote(s string) string {
	return `"` + strings.NewReplacer(`\\`, `\\\\`, `"`, `\"`).Replace(s) + `"`
}

// nginxText keeps a dollar from being a variable.
func nginxText(s string) string { return strings.ReplaceAll(s, "$", "%24") }
