package export

import (
	"fmt"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
)

// netlify writes _redirects for the folder of the built site. Netlify matches
// parameters of a query and keeps the others; it knows no digits and no part of a
// segment, so such patterns are left to 404.html.
func netlify(p *plan) []File {
	var b strings.Builder
	b.WriteString(written + "# Put it into the folder of the built site. \"301!\" goes before the site's stubs.\n")
	for _, s := range p.servers {
		host := ""
		if s.other {
			host = "https://" + s.host
			fmt.Fprintf(&b, "\n# %s must be a domain alias of the site.\n", s.host)
		}
		asking, rest := split(s.patterns)
		write := func(rules []redirect.ServerRule, force string) {
			for _, r := range rules {
				hosted(&b, p.Options, host, r, force)
			}
		}
		write(asking, "!")
		for _, r := range s.concrete {
			if !r.Gone {
				fmt.Fprintf(&b, "%s%s %s 301!\n", host, escapePath(r.Path), r.To[0].Text)
			}
		}
		write(rest, "")
	}
	return []File{{"_redirects", []byte(b.String())}}
}

// hosted writes a pattern in the hosting services' form, or a comment.
func hosted(b *strings.Builder, o Options, host string, r redirect.ServerRule, force string) {
	if r.To == nil {
		return
	}
	from, to, query, ok := r.Placeholders()
	if host == "" {
		from = o.Base + from
	}
	if strings.HasPrefix(to, "/") {
		if to = o.Base + to; host != "" {
			to = o.Origin + to
		}
	}
	switch {
	case !ok:
		fmt.Fprintf(b, "# left to 404.html: %s\n", r.Source)
	default:
		fmt.Fprintf(b, "%s 301%s\n", strings.Join(append(append([]string{host + from}, query...), to), " "), force)
	}
}
