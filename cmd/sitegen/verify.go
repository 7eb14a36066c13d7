package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/converter/trac"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	siteFlags
	snapshot, base string
	page           string // the only one; "" for all
	htmlFile       string // "" for none
	worst          int    // pages to list
}

func verifyCommand(a *app) *cobra.Command {
	var f verifyFlags
	c := &cobra.Command{
		Use:   "verify",
		Short: "Hold the converted pages against Trac's own rendering",
		Long: `Render every page of the wiki as it will be published and compare what a reader sees with what
Trac showed: words, headings, ids, links (where they arrive), images, code, cells, list items,
definitions, quotes, marks and breaks. A page scores 1 if nothing differs, and 0 if it is missing or
does not build. What could not be converted differs, unless Trac itself showed an error on the page.
It needs the snapshot that "sitegen convert" took; a page that was moved is found by its old URL.`,
		Example: "  sitegen verify\n  sitegen verify --page WikiStart\n  sitegen verify --html fidelity.html",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.verify(cmd.Context(), f) },
	}
	f.add(c)
	flags := c.Flags()
	flags.StringVar(&f.snapshot, "snapshot", ".trac", "`folder` that keeps what was fetched, seen from the site's")
	flags.StringVar(&f.base, "base", "",
		"`path` at which the Trac was mounted, if it was another than the source's")
	flags.IntVar(&f.worst, "worst", 10, "list the `N` pages that differ most")
	flags.StringVar(&f.page, "page", "", "show every difference of one page, by its `name` in the wiki")
	flags.StringVar(&f.htmlFile, "html", "",
		"write a report with both renderings side by side to a `file`, seen from the site's folder")
	return c
}

// verify compares the site's pages with those of a snapshot.
func (a *app) verify(ctx context.Context, f verifyFlags) error {
	config, err := a.config()
	if err != nil {
		return err
	}
	files, list, err := a.load(ctx, &f.siteFlags)
	if err != nil {
		return err
	}
	a.print(list)
	s, err := trac.Open(a.path(f.snapshot))
	if err != nil {
		return err
	}
	mount := files.Site.Settings.Mount
	o := fidelity.Options{
		TracBase: s.Base(), SiteBase: mount.Path, Hosts: append(config.Convert.Hosts, s.Host()), Only: f.page,
	}
	if mount.Origin != "" {
		o.Hosts = append(o.Hosts, mount.Host())
	}
	if f.base != "" {
		o.TracBase = strings.TrimRight(f.base, "/")
	}
	report, err := fidelity.Compare(ctx, s, files, o)
	if err != nil {
		return err
	}
	if err := report.Empty(f.snapshot, f.page); err != nil {
		return err
	}
	if f.htmlFile != "" {
		look := fidelity.HTMLOptions{
			TracURL: s.URL(), SiteURL: mount.Origin + mount.Path, CSS: string(files.Asset("style.css")),
		}
		if err := report.WriteHTMLFile(a.path(f.htmlFile), look); err != nil {
			return err
		}
	}
	if a.isJSON() {
		err = encodeJSON(a.out, report)
	} else {
		err = report.WriteText(a.out, f.worst, f.page != "")
	}
	a.print(report.Problems)
	if err == nil && report.HasFailed() {
		return errFailed
	}
	return err
}
