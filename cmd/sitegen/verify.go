package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

func verifyCommand(a *app) *cobra.Command {
	var flags siteFlags
	var snapshot, only, htmlFile, base string
	worst := 10
	c := &cobra.Command{
		Use:   "verify",
		Short: "Hold the converted pages against Trac's own rendering",
		Long: `Render every page of the wiki as it will be published and compare what a reader sees with what
Trac showed: words, headings, ids, links (where they arrive), images, code, cells, list items,
definitions, quotes, marks and breaks. A page scores 1 if nothing differs. It needs the snapshot that
"sitegen convert" took; a page that was moved is found by its old URL.`,
		Example: "  sitegen verify\n  sitegen verify --page WikiStart\n  sitegen verify --html fidelity.html",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			config, err := a.config()
			if err != nil {
				return err
			}
			files, list, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			a.print(list)
			if list.HasErrors() {
				return errFailed
			}
			s, err := trac.Open(a.path(snapshot))
			if err != nil {
				return err
			}
			o := fidelity.Options{TracBase: s.Base(), Hosts: append(config.Convert.Hosts, s.Host()), Only: only}
			if base != "" {
				o.TracBase = strings.TrimRight(base, "/")
			}
			mount := files.Site.Settings.Mount
			if mount.Origin != "" {
				o.SiteBase, o.Hosts = mount.Path, append(o.Hosts, mount.Host())
			}
			report, err := fidelity.Compare(cmd.Context(), s, files, o)
			if err != nil {
				return err
			}
			switch {
			case only != "" && len(report.Pages) == 0:
				return source.Errorf("there is no page %q to compare", only).WithHint("it is not in the snapshot, or left to another site")
			case len(report.Pages) == 0:
				return source.FileErrorf(snapshot, "there is no page in this snapshot to compare").WithHint("\"sitegen convert URL\" goes on with a fetch that was stopped")
			}
			if htmlFile != "" {
				css := files.Asset("style.css")
				if err := writeReport(a.path(htmlFile), report, fidelity.HTMLOptions{TracURL: s.URL(), SiteURL: mount.Origin + mount.Path, CSS: string(css)}); err != nil {
					return err
				}
			}
			if err := a.verified(report, only != "", worst); err != nil {
				return err
			}
			if report.Missing > 0 {
				return errFailed
			}
			return nil
		},
	}
	flags.add(c)
	c.Flags().StringVar(&snapshot, "snapshot", ".trac", "`folder` that keeps what was fetched, seen from the site's")
	c.Flags().StringVar(&base, "base", "", "`path` at which the Trac was mounted, if it was another than the source's")
	c.Flags().IntVar(&worst, "worst", worst, "list the `N` pages that differ most")
	c.Flags().StringVar(&only, "page", "", "show every difference of one page, by its `name` in the wiki")
	c.Flags().StringVar(&htmlFile, "html", "", "write a report with both renderings side by side to a `file`, seen from the site's folder")
	return c
}

func writeReport(file string, r *fidelity.Report, o fidelity.HTMLOptions) error {
	var b strings.Builder
	if err := r.WriteHTML(&b, o); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	_, err := source.Write(file, []byte(b.String()))
	return err
}

// verified prints a comparison: the features, the worst pages, and, of one page,
// every difference.
func (a *app) verified(r *fidelity.Report, whole bool, worst int) error {
	if source.Format(a.format) == source.JSON {
		return encodeJSON(a.out, r)
	}
	fmt.Fprintf(a.out, "%-12s %8s %6s %6s\n", "feature", "score", "pages", "exact")
	for _, f := range fidelity.Features {
		if t := r.Features[f]; t != nil {
			fmt.Fprintf(a.out, "%-12s %8.4f %6d %6d\n", f, t.Score, t.Pages, t.Exact)
		}
	}
	for _, p := range r.Pages[:min(max(0, worst), len(r.Pages))] {
		if p.Score == 1 {
			break
		}
		if p.Missing {
			fmt.Fprintf(a.out, "missing  %s\n", p.Name)
			continue
		}
		fmt.Fprintf(a.out, "%8.4f  %s:", p.Score, p.Name)
		for _, f := range fidelity.Features {
			if score, ok := p.Scores[f]; ok && score < 1 {
				fmt.Fprintf(a.out, " %s %.3f", f, score)
			}
		}
		fmt.Fprintln(a.out)
		if whole {
			a.differences(p)
		}
	}
	fmt.Fprintf(a.out, "fidelity %.4f: %d of %d pages are perfect, %d missing\n", r.Fidelity, r.Perfect, len(r.Pages), r.Missing)
	return nil
}

func (a *app) differences(p *fidelity.Page) {
	for _, d := range p.Differences() {
		fmt.Fprintf(a.out, "%s\n", d.Feature)
		for _, h := range d.Hunks {
			fmt.Fprintf(a.out, "    … %s\n", strings.Join(h.Before, " "))
			for _, side := range []struct {
				sign  string
				words []string
			}{{"-", h.Trac}, {"+", h.Site}} {
				if len(side.words) > 0 {
					fmt.Fprintf(a.out, "  %s %s\n", side.sign, strings.Join(side.words, " "))
				}
			}
			fmt.Fprintf(a.out, "    %s …\n", strings.Join(h.After, " "))
		}
		for _, s := range d.Trac {
			fmt.Fprintf(a.out, "  - %s\n", indented(s))
		}
		for _, s := range d.Site {
			fmt.Fprintf(a.out, "  + %s\n", indented(s))
		}
	}
}

func indented(s string) string { return strings.ReplaceAll(s, "\n", "\n    ") }
