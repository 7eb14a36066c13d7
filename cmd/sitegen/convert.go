package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/converter"
	"github.com/twisted/sitegen/converter/report"
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
			if _, err := path.Match(o.Only, ""); err != nil {
				return source.Usagef("--only %q is no pattern", o.Only)
			}
			if !fs.ValidPath(o.Into) || o.Into == "." {
				return source.Usagef("--into %q is no folder below content/", o.Into)
			}
			if o.Base != "" && !strings.HasPrefix(o.Base, "/") {
				return source.Usagef("--base %q is not a path such as /trac", o.Base)
			}
			if history != "" && config.Convert.History == "" {
				return source.FileErrorf("site.toml", "--history needs to know where the repository will be published").
					WithHint("[convert] history = \"https://github.com/OWNER/REPO\"")
			}
			fetch.History = history != ""
			o.Hosts, o.Macros = config.Convert.Hosts, config.Convert.Macros
			fetch.Only = o.Only
			s, dir, err := a.snapshot(cmd.Context(), args[0], snapshot, fetch)
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

// snapshot fetches a URL or opens a folder.
func (a *app) snapshot(ctx context.Context, from, keep string, o trac.FetchOptions) (*trac.Snapshot, string, error) {
	if u, err := url.Parse(from); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		if _, err := os.Stat(from); err != nil {
			return nil, "", source.Errorf("%s is neither a URL nor a folder", from)
		}
		s, err := trac.Open(from)
		if err == nil && !s.Complete() {
			err = source.FileErrorf(from, "the fetch of this snapshot was stopped").
				WithHint("sitegen convert %s goes on with it", s.URL())
		}
		return s, from, err
	}
	keep = a.path(keep)
	o.Progress = progress(a.err)
	s, err := trac.Fetch(ctx, from, keep, o)
	if err != nil {
		return nil, "", err
	}
	return s, keep, nil
}

// progress prints how far a fetch is: in place on a terminal, else a line a
// hundred pages.
func progress(w io.Writer) func(done, known int) {
	f, _ := w.(*os.File)
	terminal := false
	if f != nil {
		info, err := f.Stat()
		terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	started := time.Now()
	return func(done, known int) {
		switch {
		case terminal:
			fmt.Fprintf(w, "\r%d pages fetched (%s) ", done, time.Since(started).Round(time.Second))
		case done%100 == 0:
			fmt.Fprintf(w, "%d pages fetched\n", done)
		}
	}
}

// converted prints what a conversion did.
func (a *app) converted(result converter.Result, into, dir string, dry bool) error {
	r := result.Report
	if source.Format(a.format) == source.JSON {
		return r.WriteJSON(a.out)
	}
	for _, f := range r.Failures {
		fmt.Fprintf(a.err, "not fetched: %s: %s\n", f.Path, f.Reason)
	}
	for _, k := range r.Kept {
		fmt.Fprintf(a.err, "left alone, it was edited, moved or deleted by hand: %s\n", k)
	}
	if dry {
		return r.WriteText(a.out)
	}
	fmt.Fprintf(a.out, "%d pages and %d attachments, %d files written\n", r.Pages, r.Attachments, result.Written)
	if n := len(r.Guide); n > 0 {
		fmt.Fprintf(a.out, "  %d pages of Trac's own guide were left out (--trac-pages brings them); "+
			"their URLs lead to trac.edgewall.org\n", n)
	}
	for _, k := range report.Kinds {
		if n := r.Count(k); n > 0 {
			fmt.Fprintf(a.out, "  %s: %d\n", k, n)
		}
	}
	fmt.Fprintf(a.out, "the report: %s (.md, .json)\n", filepath.Join(dir, "report.txt"))
	fmt.Fprintf(a.out, "the index of the pages is /%s/; a menu in site.toml can lead there\n", into)
	return nil
}
