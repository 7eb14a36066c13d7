package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/oldurls"
)

func redirectsCommand(a *app) *cobra.Command {
	c := &cobra.Command{
		Use: "redirects", Short: "Ask the redirect map, or write it for a web server",
		Args: cobra.ArbitraryArgs, RunE: helpOrUnknown,
	}
	c.AddCommand(listCommand(a), testCommand(a), exportCommand(a), revisionsCommand(a))
	return c
}

func listCommand(a *app) *cobra.Command {
	var flags siteFlags
	return &cobra.Command{
		Use:   "list",
		Short: "Print everything that answers old URLs: paths, then patterns, then other hosts",
		Args:  cobra.NoArgs,
		Long: `Print everything that answers old URLs, a line each: the old path or pattern, where it leads, and the
file and line that says so. Paths with a stub come first, then the patterns that 404.html answers, the most
particular first, then the rules of other hosts.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			files, _, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			entries := files.Site.Redirects.Entries()
			if a.isJSON() {
				return encodeJSON(a.out, entries)
			}
			for _, e := range entries {
				to := e.To
				if e.Gone != "" {
					to = "gone: " + e.Gone
				}
				fmt.Fprintf(a.out, "%s\t%s\t%s\n", e.From, to, e.Source)
			}
			return nil
		},
	}
}

func testCommand(a *app) *cobra.Command {
	var flags siteFlags
	return &cobra.Command{
		Use: "test URL...", Short: "Tell where old URLs lead, and which rule says so", Args: cobra.MinimumNArgs(1),
		Long: `Tell where old URLs lead, step by step, and which rule of which file and line says so; a query or
fragment is carried on or mapped as a browser would see it.`,
		Example: "  sitegen redirects test '/trac/ticket/926#comment:5' http://www.example.org/trac/wiki/WikiStart",
		RunE: func(cmd *cobra.Command, args []string) error {
			files, _, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			type answer struct {
				URL string `json:"url"`
				check.Arrival
			}
			var answers []answer
			lost := false
			for _, old := range args {
				arrival := check.Arrival{Outcome: check.Nothing}
				if u, ok := oldurls.Parse(old); ok {
					arrival = check.Follow(files, u)
				}
				answers = append(answers, answer{old, arrival})
				lost = lost || !arrival.HasArrived()
			}
			if a.isJSON() {
				err = encodeJSON(a.out, answers)
			} else {
				for _, x := range answers {
					fmt.Fprintf(a.out, "%s\n%s", x.URL, x.Arrival)
				}
			}
			if err == nil && lost {
				return errFailed
			}
			return err
		},
	}
}
