package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/converter"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

func convertCommand(a *app) *cobra.Command {
	var o converter.Options
	var fetch trac.FetchOptions
	var snapshot, history string
	var force, dry bool
	c := &cobra.Command{
		Use:   "convert SOURCE",
		Short: "Bring a Trac's wiki into the site",
		Long: `Bring a Trac's wiki into the site: its pages as Markdown, its attachments at their old paths, a
first draft of the redirect map. SOURCE is the Trac's URL, or the folder of a snapshot taken before.

From a URL, a snapshot is taken first. A fetch that was stopped goes on where it was. A page that
somebody has edited since is left alone, unless --force is given.`,
		Example: "  sitegen convert https://example.org/trac\n" +
			"  sitegen convert .trac        # again, without asking the Trac",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			config, err := a.config()
			if err != nil {
				return err
			}
			if err := o.Check(); err != nil {
				return err
			}
			if history != "" && config.Convert.History == "" {
				return source.FileErrorf("site.toml", "--history needs to know where the repository will be published").
					WithHint("[convert] history = \"https://github.com/OWNER/REPO\"")
			}
			fetch.History = history != ""
			o.Hosts, o.Macros = config.Convert.Hosts, config.Convert.Macros
			fetch.Only = o.Only
			fetch.Progress = progress(a.err)
			s, dir, err := trac.Take(cmd.Context(), args[0], a.path(snapshot), fetch)
			if err != nil {
				return err
			}
			conversion, err := converter.Convert(s, o)
			if err != nil {
				return err
			}
			if o.Only != "" && conversion.Report.Pages == 0 {
				return source.Errorf("no page's name matches %q", o.Only)
			}
			if history != "" && !dry {
				var h converter.History
				conversion, h, err = conversion.WithHistory(cmd.Context(), s, a.path(history), config.Convert.History)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.err, "%d versions of %d pages are in %s\n", h.Versions, h.Pages, a.path(history))
			}
			result := converter.Result{Report: conversion.Report}
			if !dry {
				if result, err = conversion.Write(a.dir, dir, force); err != nil {
					return source.Errorf("%v", err).WithHint("what was written is whole; run it again to go on")
				}
			}
			return a.converted(result, o.Into, dir, dry)
		},
	}
	c.Flags().StringVar(&snapshot, "snapshot", ".trac", "`folder` that keeps what was fetched, seen from the site's")
	c.Flags().StringVar(&o.Into, "into", "wiki", "`folder` below content/ for the pages")
	c.Flags().BoolVar(&force, "force", false, "replace pages that were edited, moved or deleted by hand")
	c.Flags().BoolVar(&dry, "dry-run", false, "write nothing, print the whole report")
	c.Flags().StringVar(&o.Only, "only", "", "convert only pages whose name matches the `glob`")
	c.Flags().BoolVar(&o.TracPages, "trac-pages", false,
		"convert Trac's own guide as well: the pages that nobody changed since it was installed")
	c.Flags().DurationVar(&fetch.Delay, "delay", 0, "wait before each request")
	c.Flags().BoolVar(&fetch.Refresh, "refresh", false, "ask again for what the snapshot has")
	c.Flags().StringVar(&history, "history", "",
		"write every version of each page to the Git repository in this `folder`; ?version=N leads there")
	c.Flags().StringVar(&o.Base, "base", "",
		"`path` at which the Trac was mounted, if it was another than the source's")
	return c
}

// converted prints what a conversion did.
func (a *app) converted(result converter.Result, into, dir string, dry bool) error {
	if a.isJSON() {
		return result.Report.WriteJSON(a.out)
	}
	if err := result.WriteLeftOut(a.err); err != nil {
		return err
	}
	if dry {
		return result.Report.WriteText(a.out)
	}
	return result.WriteSummary(a.out, into, dir)
}
