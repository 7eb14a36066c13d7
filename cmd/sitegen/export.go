package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/redirect/export"
	"github.com/twisted/sitegen/generator/source"
)

func (a *app) export() *cobra.Command {
	var flags siteFlags
	var format, out string
	var o export.Options
	c := &cobra.Command{
		Use:   "export --format SERVER",
		Short: "Write the redirect map for a web server or hosting service",
		Long: `Write the redirect map as the configuration of a web server or hosting service, for the day the
site leaves GitHub Pages and for hosts that a Pages site cannot answer for. It goes with the built site, whose
stubs and 404.html do what the server cannot: map a fragment, hash a name, say what is gone. Other hosts have
no stubs: their servers say themselves what is gone.`,
		Example: "  sitegen redirects export --format nginx > /etc/nginx/conf.d/example.org.conf\n  sitegen redirects export --format apache -o /etc/apache2/sitegen",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(export.Formats(), format) {
				return usageError{fmt.Errorf("--format %q is none of %s", format, strings.Join(export.Formats(), ", "))}
			}
			site, _, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			u, err := url.Parse(site.BaseURL)
			if err != nil || u.Host == "" {
				return source.FileErrorf("site.toml", "an export needs to know the site's host").WithHint("set base_url, or give --base-url")
			}
			o.Mount = page.Mount{Origin: u.Scheme + "://" + u.Host, Path: strings.TrimRight(u.Path, "/")}
			if o.Root == "" {
				o.Root = "/srv/www/" + u.Hostname()
			}
			o.Stands = site.StandsAnywhere
			files, err := export.Export(site.Redirects, format, o)
			if err != nil {
				return err
			}
			if out == "" && len(files) > 1 {
				return usageError{fmt.Errorf("%s needs %d files: give a folder with -o", format, len(files))}
			}
			for _, f := range files {
				if out == "" {
					_, err = a.out.Write(f.Data)
				} else if _, err = source.Write(filepath.Join(out, f.Name), f.Data); err == nil {
					fmt.Fprintln(a.out, filepath.Join(out, f.Name))
				}
				if err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "", "the `server`: "+strings.Join(export.Formats(), ", "))
	c.Flags().StringVarP(&out, "output", "o", "", "the `folder` to write to; one file goes to standard output without it")
	c.Flags().StringVar(&o.Root, "root", "", "the `folder` of the built site on the server (default /srv/www/HOST)")
	c.Flags().StringVar(&o.Listen, "listen", "", "serve plain HTTP at this `address`, such as 127.0.0.1:8080")
	c.Flags().BoolVar(&o.Others, "others", false, "only the other hosts, for a site that stays on GitHub Pages")
	c.Flags().StringVar(&flags.baseURL, "base-url", "", "publish at `URL` instead of site.toml's base_url")
	return c
}
