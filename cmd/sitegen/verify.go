package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/converter/trac"
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
			if err := report.Empty(snapshot, only); err != nil {
				return err
			}
			if htmlFile != "" {
				o := fidelity.HTMLOptions{
					TracURL: s.URL(), SiteURL: mount.Origin + mount.Path, CSS: string(files.Asset("style.css")),
				}
				if err := report.WriteHTMLFile(a.path(htmlFile), o); err != nil {
					return err
				}
			}
			if a.isJSON() {
				err = encodeJSON(a.out, report)
			} else {
				err = report.WriteText(a.out, worst, only != "")
			}
			if err != nil {
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
	c.Flags().StringVar(&base, "base", "",
		"`path` at which the Trac was mounted, if it was another than the source's")
	c.Flags().IntVar(&worst, "worst", worst, "list the `N` pages that differ most")
	c.Flags().StringVar(&only, "page", "", "show every difference of one page, by its `name` in the wiki")
	c.Flags().StringVar(&htmlFile, "html", "",
		"write a report with both renderings side by side to a `file`, seen from the site's folder")
	return c
}
