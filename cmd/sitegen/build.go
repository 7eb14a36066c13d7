package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

// siteFlags are the flags that say what of a site to show.
type siteFlags struct {
	drafts, future, expired bool
	minify                  bool
	baseURL                 string
}

func (f *siteFlags) add(c *cobra.Command) {
	c.Flags().BoolVar(&f.drafts, "drafts", false, "show drafts, too")
	c.Flags().BoolVar(&f.future, "future", false, "show pages dated in the future, too")
	c.Flags().BoolVar(&f.expired, "expired", false, "show pages that have expired, too")
	c.Flags().StringVar(&f.baseURL, "base-url", "", "publish at `URL` instead of site.toml's base_url")
}

// options reads site.toml and applies the flags.
func (a *app) options(ctx context.Context, f *siteFlags) (generator.Options, error) {
	c, err := a.config()
	if err != nil {
		return generator.Options{}, err
	}
	if f.baseURL != "" {
		c.BaseURL = f.baseURL
	}
	o := c.options(a.dir)
	o.Drafts, o.Future, o.Expired = f.drafts, f.future, f.expired
	a.modified = git.LastModified(ctx, a.dir, "content", a.modified)
	o.LastModified = a.modified.Times
	return o, nil
}

// load loads the site; an error of the site's has been printed.
func (a *app) load(ctx context.Context, f *siteFlags) (*generator.Site, source.List, error) {
	o, err := a.options(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	o.Minify = f.minify
	site, list := generator.New().Load(o)
	if list.HasErrors() {
		a.print(append(list, site.Problems(ctx, list)...))
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
			site, list, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			list = append(list, site.Skipped...)
			if a.modified.Shallow {
				list = append(list, source.Errorf("this is a shallow clone: no page can tell when it was last changed").WithSeverity(source.Warning).
					WithHint("within GitHub Actions, give actions/checkout the settings fetch-depth: 0 and filter: blob:none"))
			}
			out = a.path(out)
			written, errs := site.Write(cmd.Context(), out)
			if site.BaseURL == "" && !errs.HasErrors() {
				list = append(list, source.FileErrorf("site.toml", "without a base_url there are no feeds, no sitemap and no canonical addresses").WithSeverity(source.Note))
			}
			a.print(append(list, errs...))
			if errs.HasErrors() {
				return failed
			}
			skipped := ""
			if n := len(site.Skipped); n > 0 {
				skipped = fmt.Sprintf(", %d left out", n)
			}
			return a.summary(fmt.Sprintf("%s: %d pages%s, %d files (%.1f MB), %d changed, %d removed, in %s",
				out, len(site.Pages), skipped, written.Files, float64(written.Bytes)/1e6, written.Changed, written.Removed,
				time.Since(started).Round(time.Millisecond)), written)
		},
	}
	flags.add(c)
	c.Flags().BoolVar(&flags.minify, "minify", true, "make HTML, CSS and JavaScript small")
	c.Flags().StringVarP(&out, "output", "o", "public", "the `folder` to write to, seen from the site's")
	return c
}
