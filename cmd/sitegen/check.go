package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/source"
)

func (a *app) check() *cobra.Command {
	var flags siteFlags
	var e evidenceFlags
	var others bool
	var cache string
	c := &cobra.Command{
		Use:   "check",
		Short: "Prove that links, fragments and redirects arrive",
		Long: `Render every page and prove that each internal link, image and fragment, and each redirect, arrives. Links
that a converted page's front matter names as broken in Trac already are told apart and are no error. Ids that
are there twice, images that nothing describes and levels that headings leave out are warnings.

With --external, ask other hosts as well, a few things at once. What is dead is an error; what is blocked, since the host
answers people only, or unknown, since it did not answer today, is told and is none. What was fine is not asked
again for two weeks, what was blocked for a day.

With --old-urls and --log, prove as well that the old URLs of a list or of an access log are answered, and tell
the share of URLs and of hits that arrive, the worst misses, and rules that would mend them. Hosts that are
neither the site's, nor in site.toml's [convert] hosts, nor those of a rule are told apart.`,
		Example: "  sitegen check --old-urls .trac/inventory.txt\n  sitegen check --log access.log --log access.log.2.gz",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			flags.minify = true // as it is published
			site, list, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			a.print(site.Skipped)
			result := site.Check(cmd.Context())
			list = append(list, result.Problems...)
			var outside *externalReport
			if others {
				report, more, err := a.external(cmd.Context(), site, cache)
				if err != nil {
					return err
				}
				outside, list = report, append(list, more...)
			}
			a.print(append(list, result.Known...))
			if n := len(result.Known); n > 0 {
				a.print(source.List{source.Errorf("%d links were broken in the old Trac already", n).WithSeverity(source.Note)})
			}
			reports, err := a.evidence(site, e)
			if err != nil {
				return err
			}
			sum := struct {
				Pages, Links, Redirects, Errors, Known, Lost int
				External                                     *externalReport  `json:",omitempty"`
				OldURLs                                      []evidenceReport `json:",omitempty"`
			}{result.Pages, result.Links, len(site.Redirects.Stubs()), list.Errors(), len(result.Known), 0, outside, reports}
			for _, r := range reports {
				sum.Lost += r.URLs.Nothing
			}
			text := fmt.Sprintf("%d pages, %d links, %d redirects: %d errors", sum.Pages, sum.Links, sum.Redirects, sum.Errors)
			if n := list.Warnings(); n > 0 {
				text += fmt.Sprintf(", %d warnings", n)
			}
			if outside != nil {
				text += fmt.Sprintf("; of %d links to other hosts %d are fine, %d moved, %d dead, %d blocked, %d unknown", outside.URLs, outside.Fine+outside.NoFragment,
					outside.Moved, outside.Dead, outside.Blocked, outside.Unknown)
			}
			if len(reports) > 0 {
				text += fmt.Sprintf(", %d old URLs lost", sum.Lost)
			}
			if err := a.summary(text, sum); err != nil {
				return err
			}
			if list.HasErrors() || sum.Lost > 0 {
				return failed
			}
			return nil
		},
	}
	flags.add(c)
	c.Flags().BoolVar(&others, "external", false, "ask other hosts whether links to them arrive")
	c.Flags().StringVar(&cache, "cache", "", "a `file` for their answers, instead of one among the user's caches")
	c.Flags().StringArrayVar(&e.lists, "old-urls", nil, "a `file` of old URLs, each of which must be answered: one a line, a sitemap, or a snapshot's folder")
	c.Flags().StringArrayVar(&e.logs, "log", nil, "an access log, a `file` in the common or combined format, packed or not")
	c.Flags().IntVar(&e.worst, "worst", 10, "how many `groups` of misses to tell of")
	return c
}
