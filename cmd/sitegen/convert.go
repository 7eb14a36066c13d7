package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/converter"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

// convertFlags are the flags of convert.
type convertFlags struct {
	converter.Options
	fetch             trac.FetchOptions
	snapshot, history string // folders
	force, dry        bool
}

func convertCommand(a *app) *cobra.Command {
	var f convertFlags
	c := &cobra.Command{
		Use:   "convert SOURCE",
		Short: "Bring a Trac's wiki into the site",
		Long: `Bring a Trac's wiki into the site: its pages as Markdown, its attachments at their old paths, a
first draft of the redirect map. SOURCE is the Trac's URL, or the folder of a snapshot taken before.

From a URL, a snapshot is taken first. A fetch that was stopped goes on where it was. A page that
somebody has edited since is left alone, unless --force is given; so is a file that cannot be read.
One process at a time converts into a site, and writes into a snapshot; another is told and ends.`,
		Example: "  sitegen convert https://example.org/trac\n" +
			"  sitegen convert .trac        # again, without asking the Trac",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.convert(cmd.Context(), args[0], f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.snapshot, "snapshot", ".trac", "`folder` that keeps what was fetched, seen from the site's")
	flags.StringVar(&f.Into, "into", "wiki", "`folder` below content/ for the pages")
	flags.BoolVar(&f.force, "force", false, "replace pages that were edited, moved or deleted by hand")
	flags.BoolVar(&f.dry, "dry-run", false, "write nothing, neither snapshot nor site; print the whole report")
	flags.StringVar(&f.Only, "only", "", "convert only pages whose name matches the `glob`")
	flags.BoolVar(&f.TracPages, "trac-pages", false,
		"convert Trac's own guide as well: the pages that nobody changed since it was installed")
	flags.DurationVar(&f.fetch.Delay, "delay", 0, "wait before each request")
	flags.BoolVar(&f.fetch.Refresh, "refresh", false, "ask again for what the snapshot has")
	flags.StringVar(&f.history, "history", "",
		"write every version of each page to the Git repository in this `folder`; ?version=N leads there")
	flags.StringVar(&f.Base, "base", "",
		"`path` at which the Trac was mounted, if it was another than the source's")
	return c
}

// convert takes a snapshot of a source and puts what becomes of it into the site.
func (a *app) convert(ctx context.Context, from string, f convertFlags) error {
	config, err := a.config()
	if err != nil {
		return err
	}
	if err := f.Check(); err != nil {
		return err
	}
	if f.history != "" && config.Convert.History == "" {
		return source.FileErrorf("site.toml", "--history needs to know where the repository will be published").
			WithHint("[convert] history = \"https://github.com/OWNER/REPO\"")
	}
	f.Hosts, f.Macros = config.Convert.Hosts, config.Convert.Macros
	f.fetch.History, f.fetch.Only = f.history != "", f.Only
	keep := a.path(f.snapshot)
	if f.dry { // it asks the Trac as well, and keeps what it says in a folder that goes
		if keep, err = copyOfSnapshot(keep); err != nil {
			return err
		}
		defer os.RemoveAll(keep)
	}
	if !f.dry { // two conversions into one site would each take the other's pages for somebody's work
		lock, err := source.LockFolder(a.dir, "convert")
		if err != nil {
			return err
		}
		defer lock.Unlock()
	}
	s, dir, err := a.take(ctx, from, keep, f.fetch)
	if err != nil {
		return err
	}
	if !f.dry { // it keeps the notes of what was converted
		lock, err := source.LockFolder(dir, "convert")
		if err != nil {
			return err
		}
		defer lock.Unlock()
	}
	conversion, err := converter.Convert(s, f.Options)
	if err != nil {
		return err
	}
	if f.Only != "" && conversion.Report.Pages == 0 {
		return source.Errorf("no page's name matches %q", f.Only)
	}
	if f.history != "" && !f.dry {
		if conversion, err = a.withHistory(ctx, conversion, s, a.path(f.history), config.Convert.History); err != nil {
			return err
		}
	}
	result := converter.Result{Report: conversion.Report}
	if !f.dry {
		result, err = conversion.Write(a.dir, dir, f.force)
		if _, ok := errors.AsType[source.List](err); err != nil && !ok {
			return source.Errorf("%v", err).WithHint("what was written is whole; run it again to go on")
		}
	}
	return errors.Join(err, a.converted(result, f.Into, dir, f.dry))
}

// take takes a snapshot of a source and shows how far it is.
func (a *app) take(ctx context.Context, from, keep string, o trac.FetchOptions) (*trac.Snapshot, string, error) {
	shown := a.progress("pages fetched")
	defer shown.end()
	o.Progress = shown.report
	return trac.Take(ctx, from, keep, o)
}

// withHistory writes the pages' versions to the repository in a folder, which will be published at
// an address.
func (a *app) withHistory(
	ctx context.Context, c converter.Conversion, s *trac.Snapshot, dir, address string,
) (converter.Conversion, error) {
	if c.Report.CountMissing(trac.MissingVersion) > 0 {
		fmt.Fprintln(a.err, "no history is written while versions are missing: it could not be mended later")
		return c, nil
	}
	c, h, err := c.WithHistory(ctx, s, dir, address)
	if err == nil {
		fmt.Fprintf(a.err, "%s of %s are in %s\n",
			source.Count(h.Versions, "version"), source.Count(h.Pages, "page"), dir)
	}
	return c, err
}

// copyOfSnapshot returns a new folder with what the folder of a snapshot has, if there is one.
func copyOfSnapshot(dir string) (string, error) {
	folder, err := os.MkdirTemp("", "sitegen-snapshot")
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(folder, os.DirFS(dir)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		os.RemoveAll(folder)
		return "", err
	}
	return folder, nil
}

// converted prints what a conversion did.
func (a *app) converted(result converter.Result, into, dir string, dry bool) error {
	var err error
	if a.isJSON() {
		err = result.Report.WriteJSON(a.out)
	} else {
		err = a.tellConverted(result, into, dir, dry)
	}
	if err == nil && !result.IsWhole() {
		return errFailed
	}
	return err
}

// tellConverted prints what a conversion did for people.
func (a *app) tellConverted(result converter.Result, into, dir string, dry bool) error {
	if err := result.WriteLeftOut(a.err); err != nil {
		return err
	}
	if dry {
		return result.Report.WriteText(a.out)
	}
	return result.WriteSummary(a.out, into, dir)
}
