package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/source"
)

func (a *app) check() *cobra.Command {
	var flags siteFlags
	var oldURLs []string
	c := &cobra.Command{
		Use:   "check",
		Short: "Prove that links, fragments and redirects arrive",
		Long: `Render every page and prove that each internal link, image and fragment, and each
redirect, arrives. Links that a converted page's front matter names as broken in Trac already are
told apart and are no error. With --old-urls, prove as well that each URL of a list is answered.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			site, list, err := a.load(&flags)
			if err != nil {
				return err
			}
			result := site.Check(cmd.Context())
			list = append(list, result.Problems...)
			lost := 0
			for _, file := range oldURLs {
				n, err := a.oldURLs(site, file)
				if err != nil {
					return err
				}
				lost += n
			}
			a.print(append(list, result.Known...))
			if n := len(result.Known); n > 0 {
				fmt.Fprintf(a.err, "%d links were broken in the old Trac already\n", n)
			}
			sum := struct{ Pages, Links, Redirects, Errors, Known, Lost int }{
				result.Pages, result.Links, len(site.Redirects.Stubs()), list.Errors(), len(result.Known), lost,
			}
			if err := a.summary(fmt.Sprintf("%d pages, %d links, %d redirects: %d errors",
				sum.Pages, sum.Links, sum.Redirects, sum.Errors), sum); err != nil {
				return err
			}
			if list.HasErrors() || lost > 0 {
				return failed
			}
			return nil
		},
	}
	flags.add(c)
	c.Flags().StringArrayVar(&oldURLs, "old-urls", nil, "a `file` of old URLs or paths, one a line, each of which must be answered")
	return c
}

// oldURLs reports the URLs of a list that nothing answers, and counts them.
func (a *app) oldURLs(site *generator.Site, file string) (lost int, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	all := 0
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		u := strings.TrimSpace(lines.Text())
		if u == "" {
			continue
		}
		all++
		if !site.Answers(u) {
			lost++
			d := source.FileErrorf(file, "nothing answers %s", u)
			d.Line = n
			source.List{d}.Print(a.err, source.Format(a.format))
		}
	}
	fmt.Fprintf(a.err, "%s: %d of %d old URLs arrive\n", file, all-lost, all)
	return lost, lines.Err()
}
