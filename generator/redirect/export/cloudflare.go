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
	var redirects, bulk strings.Builder
	fmt.Fprintf(&redirects, "%s# Put it into the folder of the built site. "+
		"Cloudflare Pages takes %d concrete paths and %d patterns, and knows no\n"+
		"# query; the site's stubs answer what is left out. "+
		"bulk-redirects.csv has every concrete path, for a list of Bulk Redirects.\n",
		written, cloudflareStatic, cloudflareDynamic)
	w := &cloudflareWriter{options: p.options, redirects: &redirects, bulk: csv.NewWriter(&bulk)}
	for _, s := range p.servers {
		w.concrete(s)
		if s.other { // _redirects is for one host
			w.otherHosts(s)
		} else {
			w.patterns(s)
		}
	}
	w.bulk.Flush()
	return []File{{"_redirects", []byte(redirects.String())}, {"bulk-redirects.csv", []byte(bulk.String())}}
}

// cloudflareWriter writes the two files.
type cloudflareWriter struct {
	options   Options
	redirects *strings.Builder
	bulk      *csv.Writer
	static    int // concrete paths so far
}

// concrete writes a server's concrete paths to both files.
func (w *cloudflareWriter) concrete(s server) {
	isWhole := s.other && slices.ContainsFunc(s.patterns, keepsPaths)
	for _, r := range s.concrete {
		if r.Gone || isWhole && r.Path == "/" {
			continue
		}
		to := r.To[0].Text // with the mount's path already
		absolute := to
		if strings.HasPrefix(to, "/") {
			absolute = w.options.Mount.Origin + to
		}
		for _, host := range s.hosts {
			keepQuery := strings.ToUpper(fmt.Sprint(r.KeepQuery))
			w.bulk.Write([]string{host + escapePath(r.Path), absolute, "301", keepQuery, "FALSE", "FALSE", "FALSE"})
		}
		if w.static++; !s.other && w.static <= cloudflareStatic && !r.AsksQuery {
			fmt.Fprintf(w.redirects, "%s %s 301\n", escapePath(r.Path), to)
		}
	}
}

// otherHosts writes the patterns of other hosts, as far as the list of Bulk Redirects
// can: a whole host that leads to the site.
func (w *cloudflareWriter) otherHosts(s server) {
	for _, r := range s.patterns {
		if !keepsPaths(r) {
			fmt.Fprintf(w.redirects, "# of %s, not exported: %s\n", strings.Join(s.hosts, ", "), r.Source)
			continue
		}
		for _, host := range s.hosts {
			w.bulk.Write([]string{host + "/", w.options.Mount.Abs("/"), "301", "TRUE", "FALSE", "TRUE", "TRUE"})
		}
	}
}

// patterns writes the site's patterns. Redirects go before files there: no pattern may
// cover one.
func (w *cloudflareWriter) patterns(s server) {
	p := &placeholderWriter{out: w.redirects, mount: w.options.Mount}
	dynamic := 0
	_, rest := split(s.patterns)
	for _, r := range rest {
		hidesFile := w.options.HasMatch != nil && w.options.HasMatch(r.Matches)
		if _, _, query, _ := r.Placeholders(); len(query) > 0 || hidesFile || dynamic == cloudflareDynamic {
			p.left = append(p.left, r)
		} else if p.pattern("", r, "") {
			dynamic++
		}
	}
}

// keepsPaths reports whether a rule leads a whole host to the site, path by path.
func keepsPaths(r redirect.ServerRule) bool {
	from, to, _, ok := r.Placeholders()
	return ok && from == "/*" && to == "/:splat"
}
