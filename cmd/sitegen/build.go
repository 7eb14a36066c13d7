package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/source"
)

// siteFlags are the flags that say what of a site to show.
type siteFlags struct {
	drafts, future, expired bool
	baseURL                 string
}

func (f *siteFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.drafts, "drafts", false, "show drafts, too")
	c.Flags().BoolVar(&f.future, "future", false, "show pages dated in the future, too")
	c.Flags().BoolVar(&f.expired, "expired", false, "show pages that have expired, too")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "publish at `URL` instead of site.toml's base_url")
}

// options reads site.toml and applies the flags.
func (a *app) options(f *siteFlags) (generator.Options, error) {
	c, err := a.config()
	if err != nil {
		return generator.Options{}, err
	}
	if f.baseURL != "" {
		c.BaseURL = f.baseURL
	}
	o := c.options(a.dir)
	o.Drafts, o.Future, o.Expired = f.drafts, f.future, f.expired
	return o, nil
}

// load loads the site; an error of the site's has been printed.
func (a *app) load(f *siteFlags) (*generator.Site, source.List, error) {
	o, err := a.options(f)
	if err != nil {
		return nil, nil, err
	}
	site, list := generator.New().Load(o)
	if list.HasErrors() {
		a.print(list)
		return nil, nil, failed
	}
	return site, list, nil
}

func (a *app) build() *cobra.Command {
	var flags siteFlags
	var out string
	c := &cobra.Command{
		Use:   "build",
		Short: "Write the site",
		Long: `Write the site to a folder. Nothing there is touched unless all of the site could be
rendered; then only what changed is written, and only what an earlier build wrote is removed.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			started := time.Now()
			site, list, err := a.load(&flags)
			if err != nil {
				return err
			}
			for _, s := range site.Skipped {
				fmt.Fprintf(a.err, "%s: left out: %s\n", s.File, s.Why)
			}
			out = a.path(out)
			written, errs := site.Write(cmd.Context(), out)
			a.print(append(list, errs...))
			if errs.HasErrors() {
				return failed
			}
			return a.summary(fmt.Sprintf("%s: %d pages, %d files (%.1f MB), %d changed, %d removed, in %s",
				out, len(site.Pages), written.Files, float64(written.Bytes)/1e6, written.Changed, written.Removed,
				time.Since(started).Round(time.Millisecond)), written)
		},
	}
	flags.add(c)
	c.Flags().StringVarP(&out, "output", "o", "public", "the `folder` to write to, seen from the site's")
	return c
}
