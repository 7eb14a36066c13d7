package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/serve"
)

func serveCommand(a *app) *cobra.Command {
	flags := siteFlags{minify: true} // as it is published
	var addr string
	var open, poll bool
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site, live",
		Long: `Serve the site from memory as GitHub Pages would, and reload the browser whenever a file is
saved. Errors are shown in the browser.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			o, err := a.options(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			listener, err := serve.Listen(addr)
			if err != nil {
				return err
			}
			preview := a.preview(&flags, poll)
			preview.Start(cmd.Context())
			at := "http://" + listener.Addr().String() + o.Site.Mount.Path + "/"
			fmt.Fprintln(a.out, at)
			if open {
				serve.OpenBrowser(at)
			}
			return preview.Run(cmd.Context(), listener)
		},
	}
	flags.add(c)
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "`address` to listen on")
	c.Flags().BoolVar(&open, "open", false, "open the browser")
	c.Flags().BoolVar(&poll, "poll", false, "look for changes every half second, on disks that tell none")
	return c
}

func (a *app) preview(flags *siteFlags, poll bool) *serve.Preview {
	return &serve.Preview{
		Dir: a.dir, Poll: poll, Tell: a.print,
		Options: func(ctx context.Context) (generator.Options, error) { return a.options(ctx, flags) },
		Log:     func(line string) { fmt.Fprintln(a.err, line) },
	}
}
