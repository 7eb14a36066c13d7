package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/redirect/export"
	"github.com/twisted/sitegen/generator/source"
)

func exportCommand(a *app) *cobra.Command {
	var flags siteFlags
	var server, out string
	var o export.Options
	c := &cobra.Command{
		Use:   "export --server SERVER",
		Short: "Write the redirect map for a web server or hosting service",
		Long: `Write the redirect map as the configuration of a web server or hosting service, for the day the
site leaves GitHub Pages and for hosts that a Pages site cannot answer for. It goes with the built site, whose
stubs and 404.html do what the server cannot: map a fragment, hash a name, say what is gone. Other hosts have
no stubs: their servers say themselves what is gone.`,
		Example: "  sitegen redirects export --server nginx > /etc/nginx/conf.d/example.org.conf\n" +
			"  sitegen redirects export --server apache -o /etc/apache2/sitegen",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(export.Formats(), server) {
				return source.Usagef("--server %q is none of %s", server, strings.Join(export.Formats(), ", "))
			}
			site, _, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			o.Mount = site.Site.Settings.Mount
			if o.Mount.Origin == "" {
				return source.FileErrorf("site.toml", "an export needs to know the site's host").
					WithHint("set base_url, or give --base-url")
			}
			if o.Root == "" {
				host, _, _ := strings.Cut(o.Mount.Host(), ":")
				o.Root = "/srv/www/" + host
			}
			o.HasMatch = func(matches func(string) bool) bool { return check.IsAnywhere(site, matches) }
			files, err := export.Export(site.Site.Redirects, server, o)
			if err != nil {
				return err
			}
			if out == "" && len(files) > 1 {
				return source.Usagef("%s needs %d files: give a folder with -o", server, len(files))
			}
			return a.writeExport(files, out)
		},
	}
	c.Flags().StringVar(&server, "server", "", "the `server`: "+strings.Join(export.Formats(), ", "))
	c.Flags().StringVarP(&out, "output", "o", "",
		"the `folder` to write to; one file goes to standard output without it")
	c.Flags().StringVar(&o.Root, "root", "", "the `folder` of the built site on the server (default /srv/www/HOST)")
	c.Flags().StringVar(&o.Listen, "listen", "", "serve plain HTTP at this `address`, such as 127.0.0.1:8080")
	c.Flags().BoolVar(&o.Others, "others", false, "only the other hosts, for a site that stays on GitHub Pages")
	flags.addBaseURL(c)
	return c
}

// writeExport writes an export's files into a folder, or the one to standard output.
func (a *app) writeExport(files []export.File, out string) error {
	for _, f := range files {
		if out == "" {
			if _, err := a.out.Write(f.Data); err != nil {
				return err
			}
			continue
		}
		to := filepath.Join(out, f.Name)
		if _, err := source.Write(to, f.Data); err != nil {
			return err
		}
		fmt.Fprintln(a.out, to)
	}
	return nil
}
