package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/external"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// checkFlags are the flags of check.
type checkFlags struct {
	siteFlags
	lists, logs []string // files of old URLs
	since       string   // a commit whose URLs must be answered
	worst       int      // groups of misses to tell of
	others      bool     // ask other hosts
	cache       string   // of their answers
}

func checkCommand(a *app) *cobra.Command {
	var f checkFlags
	c := &cobra.Command{
		Use:   "check",
		Short: "Prove that links, fragments and redirects arrive",
		Long: `Render every page and prove that each internal link, image and fragment, and each redirect, arrives.
Images and what else a program loads by itself, scripts, style sheets, feeds, must be there: none follows a redirect.
Links that a converted page's front matter names as broken in Trac already are told apart and are no error.
Ids that are there twice, images that nothing describes and levels that headings leave out are warnings.

With --external, ask other hosts as well, a few things at once. What is dead is an error; what is blocked,
since the host answers people only, or unknown, since it did not answer today, is told and is none. What was
fine is not asked again for two weeks, what was blocked for a day.

With --old-urls and --log, prove as well that the old URLs of a list or of an access log are answered, and tell
the share of URLs and of hits that arrive, the worst misses, and rules that would mend them. Hosts that are
neither the site's, nor in site.toml's [convert] hosts, nor those of a rule are told apart.

With --since, prove as well that each URL that the site answered at a commit is answered now, as the files
are on disk: by a page, a file, an alias or a rule, one with gone among them. A page that was renamed or
deleted without a successor is an error, with the alias to write as its hint. The URLs are those of pages and
lists, feeds, files of content/, aliases and concrete paths of rules; of a pattern's an example is tried, and
the theme's files are left out. A URL that only a pattern, a range or missing answers, which was there then for
others, is lost; a rule, or its text for gone, that was written since is an answer. What was a draft then, or
has expired since, was promised to nobody.`,
		Example: "  sitegen check --old-urls .trac/inventory.txt\n" +
			"  sitegen check --log access.log --log access.log.2.gz\n" +
			"  sitegen check --since HEAD^1",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("since") && f.since == "" { // such as of a variable that is not set
				return source.Usagef("--since names no commit: its value is empty")
			}
			return a.check(cmd.Context(), f)
		},
	}
	f.add(c)
	flags := c.Flags()
	flags.BoolVar(&f.others, "external", false, "ask other hosts whether links to them arrive")
	flags.StringVar(&f.cache, "cache", "", "a `file` for their answers, instead of one among the user's caches")
	flags.StringArrayVar(&f.lists, "old-urls", nil,
		"a `file` of old URLs, each of which must be answered: one a line, a sitemap, or a snapshot's folder")
	flags.StringArrayVar(&f.logs, "log", nil,
		"an access log, a `file` in the common or combined format, packed or not")
	flags.StringVar(&f.since, "since", "",
		"a `commit`, branch or tag of the site's repository, each of whose URLs must be answered")
	flags.IntVar(&f.worst, "worst", 10, "how many `groups` of misses to tell of")
	return c
}

// check runs all checks that were asked for, and sums them up.
func (a *app) check(ctx context.Context, f checkFlags) error {
	f.minify = true // as it is published
	files, list, err := a.load(ctx, &f.siteFlags)
	if err != nil {
		return err
	}
	a.print(files.Site.Skipped)
	result, err := check.Site(ctx, files)
	if err != nil {
		return err
	}
	list = append(list, result.Problems...)
	var since *check.SinceReport
	if f.since != "" {
		report, more, err := a.checkSince(ctx, files, f)
		if err != nil {
			return err
		}
		since, list = report, append(list, more...)
	}
	var outside *external.Report
	if f.others {
		report, more, err := a.askOthers(ctx, files, f.cache)
		if err != nil {
			return err
		}
		outside, list = &report, append(list, more...)
	}
	a.print(append(list, result.Known...))
	a.print(result.KnownNote())
	reports, err := a.checkOldURLs(ctx, files, f)
	if err != nil {
		return err
	}
	sum := check.Summarize(files, result, list, outside, reports)
	sum.Since = since
	if err := a.summary(sum.String(), sum); err != nil {
		return err
	}
	if sum.HasFailed() {
		return errFailed
	}
	return nil
}

// askOthers asks other hosts whether the site's links arrive.
func (a *app) askOthers(ctx context.Context, files *output.Files, file string) (external.Report, source.List, error) {
	cache, err := external.OpenCache(file)
	if err != nil {
		return external.Report{}, nil, err
	}
	links, err := check.ExternalLinks(ctx, files)
	if err != nil {
		return external.Report{}, nil, err
	}
	shown, done := a.progress("links to other hosts"), 0
	results := (&external.Checker{Cache: cache}).Check(ctx, external.URLs(links), func(external.Result) {
		done++
		shown.report(done, len(links))
	})
	shown.end()
	if err := cache.Save(time.Now()); err != nil {
		return external.Report{}, nil, err
	}
	report, list := external.Judge(links, results)
	return report, list, ctx.Err()
}

// checkOldURLs holds the site against files of old URLs, and tells of each as it was read.
func (a *app) checkOldURLs(
	ctx context.Context, files *output.Files, flags checkFlags,
) ([]*check.OldURLReport, error) {
	var reports []*check.OldURLReport
	tell := func(r *check.OldURLReport, err error) error {
		reports = append(reports, r)
		if err == nil {
			err = ctx.Err() // a large log may have been stopped for
		}
		if err != nil || a.isJSON() {
			return err
		}
		return r.WriteText(a.out, flags.worst)
	}
	for _, file := range flags.lists {
		lost := func(d source.Diagnostic) { source.List{d}.Print(a.err, source.Format(a.format)) }
		if err := tell(check.OldURLList(files, file, lost)); err != nil {
			return nil, err
		}
	}
	for _, file := range flags.logs {
		if err := tell(check.AccessLog(files, file)); err != nil {
			return nil, err
		}
	}
	return reports, nil
}
