package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/publish"
)

func buildCommand(a *app) *cobra.Command {
	var flags siteFlags
	var out string
	c := &cobra.Command{
		Use:   "build",
		Short: "Write the site",
		Long: `Write the site to a folder. Nothing there is touched unless all of the site could be
rendered; then only what changed is written, and only what an earlier build wrote is removed. One build
at a time writes to a folder; another is told and ends.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			started := time.Now()
			out = a.path(out)
			folder, err := publish.Open(out) // before the site is read: see there
			if err != nil {
				return err
			}
			defer folder.Close()
			files, list, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			written, errs, err := folder.Write(cmd.Context(), files)
			if err != nil {
				return err
			}
			list = append(list, files.Site.Skipped...)
			if errs.HasErrors() {
				a.print(append(list, errs...))
				return errFailed
			}
			list = append(append(list, errs...), publish.Advice(files.Site, a.modified.Shallow)...)
			a.print(list)
			summary := publish.Summarize(written, files.Site, list)
			return a.summary(summary.Text(out, time.Since(started)), summary)
		},
	}
	flags.add(c)
	c.Flags().BoolVar(&flags.minify, "minify", true, "make HTML, CSS and JavaScript small")
	c.Flags().StringVarP(&out, "output", "o", "public", "the `folder` to write to, seen from the site's")
	return c
}
