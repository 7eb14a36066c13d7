package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/move"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
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
	f.addBaseURL(c)
}

func (f *siteFlags) addBaseURL(c *cobra.Command) {
	c.Flags().StringVar(&f.baseURL, "base-url", "", "publish at `URL` instead of site.toml's base_url")
}

// options reads site.toml and applies the flags.
func (a *app) options(ctx context.Context, f *siteFlags) (generator.Options, error) {
	c, err := a.config()
	if err != nil {
		return generator.Options{}, err
	}
	o := c.options(os.DirFS(a.dir))
	if err := f.apply(&o); err != nil {
		return o, err
	}
	a.modified = git.LastModified(ctx, a.dir, "content", a.modified)
	o.Site.LastModified = a.modified.Times
	return o, nil
}

// apply applies the flags to what site.toml says.
func (f *siteFlags) apply(o *generator.Options) (err error) {
	if f.baseURL != "" {
		if o.Site.Mount, err = page.ParseBaseURL(f.baseURL); err != nil {
			return source.Usagef("--base-url %v", err)
		}
	}
	o.Site.Drafts, o.Site.Future, o.Site.Expired, o.Minify = f.drafts, f.future, f.expired, f.minify
	return nil
}

// load loads the site; an error of the site's has been printed.
func (a *app) load(ctx context.Context, f *siteFlags) (*output.Files, source.List, error) {
	o, err := a.options(ctx, f)
	if err != nil {
		return nil, nil, err
	}
	files, list := generator.New().Load(o)
	for _, d := range move.Interrupted(o.Dir) { // which may be why there are errors
		list = append(list, d.WithSeverity(source.Warning))
	}
	if list.HasErrors() {
		a.print(append(list, check.Faults(ctx, files, list)...))
		return nil, nil, errFailed
	}
	return files, list, nil
}
