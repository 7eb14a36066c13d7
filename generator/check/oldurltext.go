package check

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// WriteText writes the shares, then the worst misses with rules to mend them, at most worst
// groups.
func (r *OldURLReport) WriteText(w io.Writer, worst int) error {
	var b strings.Builder
	u, h := r.URLs, r.Hits
	fmt.Fprintf(&b, "%s: %s old URLs arrive, %s", r.File, u.arrived(), percent(u.Share()))
	if r.Ignored != nil {
		fmt.Fprintf(&b, "; %s hits, %s", h.arrived(), percent(h.Share()))
	}
	fmt.Fprintf(&b, "\n    %d on this site, %d elsewhere, %d are gone and say so\n", u.Here, u.Away, u.Gone)
	if len(r.Ignored) > 0 {
		fmt.Fprintf(&b, "    lines left out: %s\n", counts(r.Ignored))
	}
	if u.OtherHost > 0 {
		fmt.Fprintf(&b, "    of hosts that this site does not answer for: %s\n", counts(r.OtherHosts))
	}
	for i, m := range r.Misses {
		if i == worst {
			fmt.Fprintf(&b, "and %s of misses more\n", source.Count(len(r.Misses)-worst, "group"))
			break
		}
		m.writeText(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeText writes of a group of misses, and the rules that would answer it.
func (m Miss) writeText(b *strings.Builder) {
	fmt.Fprintf(b, "missed: %s: URLs %d, hits %d, such as %s\n", m.Under, m.URLs, m.Hits, strings.Join(m.Examples, " "))
	for _, from := range m.Froms() {
		fmt.Fprintf(b, "    [[rule]]\n    from = %q\n", from)
		if host, ok := strings.CutPrefix(m.Under, "//"); ok {
			host, _, _ = strings.Cut(host, "/")
			fmt.Fprintf(b, "    hosts = [%q]\n", host)
		}
		fmt.Fprintf(b, "    to = \"…\"      # or gone = \"…\"\n")
	}
}

// arrived is how many of how many of the site's own arrive.
func (t Tally) arrived() string {
	ours := t.All - t.OtherHost
	return fmt.Sprintf("%d of %d", ours-t.Nothing, ours)
}

// percent never rounds up to all.
func percent(share float64) string {
	if share == 1 {
		return "100 %"
	}
	return fmt.Sprintf("%.2f %%", min(share*100, 99.99))
}

// counts lists numbers by name, the largest first, ten at the most.
func counts(m map[string]int) string {
	names := slices.SortedFunc(maps.Keys(m), func(a, b string) int {
		return cmp.Or(cmp.Compare(m[b], m[a]), strings.Compare(a, b))
	})
	var parts []string
	for i, n := range names {
		if i == 10 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, fmt.Sprintf("%s %d", n, m[n]))
	}
	return strings.Join(parts, ", ")
}
