package export

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/redirect"
)

// Limits of a _redirects file of Cloudflare Pages.
const (
	cloudflareStatic  = 2000
	cloudflareDynamic = 100
)

// cloudflare writes _redirects for Cloudflare Pages, as far as its limits go, and a list
// for Bulk Redirects with every concrete path. What neither takes stays with the
// stubs and 404.html, which Cloudflare serves as well.
func cloudflare(p *plan) []File {
	var b, list strings.Builder
	fmt.Fprintf(&b, "%s# Put it into the folder of the built site. Cloudflare Pages takes %d concrete paths and %d patterns, and knows no\n"+
		"# query; the site's stubs answer what is left out. bulk-redirects.csv has every concrete path, for a list of Bulk Redirects.\n",
		written, cloudflareStatic, cloudflareDynamic)
	w := csv.NewWriter(&list)
	static, dynamic := 0, 0
	for _, s := range p.servers {
		whole := s.other && slices.ContainsFunc(s.patterns, keepsPaths)
		for _, r := range s.concrete {
			if r.Gone || whole && r.Path == "/" {
				continue
			}
			to := r.To[0].Text
			absolute := to
			if strings.HasPrefix(to, "/") {
				absolute = p.Mount.Origin + to
			}
			for _, host := range s.hosts {
				w.Write([]string{host + escapePath(r.Path), absolute, "301", strings.ToUpper(fmt.Sprint(r.KeepQuery)), "FALSE", "FALSE", "FALSE"})
			}
			if static++; !s.other && static <= cloudflareStatic && !r.AsksQuery {
				fmt.Fprintf(&b, "%s %s 301\n", escapePath(r.Path), to)
			}
		}
		if s.other { // _redirects is of one host
			for _, r := range s.patterns {
				if keepsPaths(r) {
					for _, host := range s.hosts {
						w.Write([]string{host + "/", p.Mount.Abs("/"), "301", "TRUE", "FALSE", "TRUE", "TRUE"})
					}
				} else {
					fmt.Fprintf(&b, "# of %s, not exported: %s\n", strings.Join(s.hosts, ", "), r.Source)
				}
			}
			continue
		}
		h := &hosting{Builder: &b, Options: p.Options}
		_, rest := split(s.patterns)
		for _, r := range rest {
			// Redirects go before files there: no pattern may cover one.
			covers := p.Stands != nil && p.Stands(r.Matches)
			if _, _, query, _ := r.Placeholders(); len(query) > 0 || covers || dynamic == cloudflareDynamic {
				h.left = append(h.left, r)
			} else if h.pattern("", r, "") {
				dynamic++
			}
		}
	}
	w.Flush()
	return []File{{"_redirects", []byte(b.String())}, {"bulk-redirects.csv", []byte(list.String())}}
}

// keepsPaths tells a rule that leads a whole host to the site, path by path.
func keepsPaths(r redirect.ServerRule) bool {
	from, to, _, ok := r.Placeholders()
	return ok && from == "/*" && to == "/:splat"
}
