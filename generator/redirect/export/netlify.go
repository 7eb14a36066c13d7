package export

import (
	"fmt"
	"strings"
)

// netlify writes _redirects for the folder of the built site. Netlify matches
// parameters of a query and keeps the others; it knows no digits and no part of a
// segment.
func netlify(p *plan) []File {
	var b strings.Builder
	b.WriteString(written + "# Put it into the folder of the built site. \"301!\" goes before the site's stubs.\n")
	for _, s := range p.servers {
		for _, host := range s.hosts {
			if s.other {
				fmt.Fprintf(&b, "\n# %s must be a domain alias of the site.\n", host)
				p.netlify(&b, s, "https://"+host)
			} else {
				p.netlify(&b, s, "")
			}
		}
	}
	return []File{{"_redirects", []byte(b.String())}}
}

// netlify writes what one host answers; "" for the site itself.
func (p *plan) netlify(b *strings.Builder, s server, host string) {
	asking, rest := split(s.patterns)
	w := &placeholderWriter{out: b, mount: p.options.Mount}
	for _, r := range asking {
		w.pattern(host, r, "!")
	}
	for _, r := range s.concrete {
		if !r.Gone {
			fmt.Fprintf(b, "%s%s %s 301!\n", host, escapePath(r.Path), r.To[0].Text)
		}
	}
	w.left = nil // what was asked of concrete paths is answered by them
	for _, r := range rest {
		w.pattern(host, r, "")
	}
}
