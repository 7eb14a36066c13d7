package export

import (
	"fmt"
	"strings"
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
		to := "$sitegen_to"
		if i > 0 {
			to = fmt.Sprintf("$sitegen_to_%d", i)
		}
		fmt.Fprintf(&b, "\nmap $request_uri %s {\n    default \"\";\n", to)
		for _, r := range s.patterns {
			value := ""
			switch {
			case r.Gone:
				value = "410"
			case r.To != nil:
				value = spell(r, "$is_args$args", nginxText, func(n int) string { return fmt.Sprintf("$%d", n) })
			}
			fmt.Fprintf(&b, "    %s %s;\n", nginxQuote("~"+r.Regexp), nginxQuote(value))
		}
		fmt.Fprintf(&b, "}\n\nserver {\n    listen %s;\n    server_name %s;\n    absolute_redirect off;\n", listen, strings.Join(s.hosts, " "))
		answer := fmt.Sprintf("if (%[1]s = 410) { return 410; }\n        if (%[1]s) { return 301 %[1]s; }\n        return 404;", to)
		if s.other {
			fmt.Fprintf(&b, "\n    location / {\n        %s\n    }\n", answer)
		} else {
			fmt.Fprintf(&b, `    root %s;
    error_page 404 410 %s/404.html;

    location / {
        try_files $uri ${uri}index.html @old;
    }
    location @old {
        if (-f $document_root$uri/index.html) { rewrite ^(.*)$ $1/ permanent; }
        %s
    }
`, nginxQuote(p.Root), p.Base, answer)
		}
		b.WriteString("\n")
		for _, r := range s.concrete {
			first := ""
			if r.AsksQuery {
				first = fmt.Sprintf("if (%[1]s) { return 301 %[1]s; } ", to)
			}
			what := "410"
			if !r.Gone {
				what = "301 " + nginxQuote(spell(r, "$is_args$args", nginxText, nil))
			}
			for _, path := range spellings(r.Path) {
				fmt.Fprintf(&b, "    location = %s { %sreturn %s; }\n", nginxQuote(path), first, what)
			}
		}
		b.WriteString("}\n")
	}
	return []File{{"sitegen-redirects.conf", []byte(b.String())}}
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
