package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/evidence"
	"github.com/twisted/sitegen/generator/source"
)

func (a *app) redirects() *cobra.Command {
	c := &cobra.Command{
		Use: "redirects", Short: "Ask the redirect map, or write it for a web server",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{fmt.Errorf("unknown command %q for %q", args[0], c.CommandPath())}
			}
			return c.Help()
		},
	}
	c.AddCommand(a.listRedirects(), a.testRedirects(), a.export(), a.revisions())
	return c
}

func (a *app) listRedirects() *cobra.Command {
	var flags siteFlags
	return &cobra.Command{
		Use: "list", Short: "Print everything that answers old URLs: paths, then patterns, then other hosts", Args: cobra.NoArgs,
		Long: `Print everything that answers old URLs, a line each: the old path or pattern, where it leads, and the
file and line that says so. Paths with a stub come first, then the patterns that 404.html answers, the most
particular first, then the rules of other hosts.`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			site, _, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			entries := site.Redirects.Entries()
			if source.Format(a.format) == source.JSON {
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

func (a *app) testRedirects() *cobra.Command {
	var flags siteFlags
	return &cobra.Command{
		Use: "test URL...", Short: "Tell where old URLs lead, and which rule says so", Args: cobra.MinimumNArgs(1),
		Long: `Tell where old URLs lead, step by step, and which rule of which file and line says so; a query or fragment
is carried on or mapped as a browser would see it.`,
		Example: "  sitegen redirects test '/trac/ticket/926#comment:5' http://www.example.org/trac/wiki/WikiStart",
		RunE: func(cmd *cobra.Command, args []string) error {
			site, _, err := a.load(cmd.Context(), &flags)
			if err != nil {
				return err
			}
			type answer struct {
				URL string `json:"url"`
				generator.Arrival
			}
			var answers []answer
			lost := false
			for _, old := range args {
				arrival := generator.Arrival{Outcome: generator.Nothing}
				if u, ok := evidence.Parse(old); ok {
					arrival = site.Follow(u)
				}
				answers = append(answers, answer{old, arrival})
				lost = lost || !arrival.Arrived()
			}
			if source.Format(a.format) == source.JSON {
				err = encodeJSON(a.out, answers)
			} else {
				for _, x := range answers {
					a.printArrival(x.URL, x.Arrival)
				}
			}
			if err == nil && lost {
				return failed
			}
			return err
		},
	}
}

func (a *app) printArrival(old string, arrival generator.Arrival) {
	fmt.Fprintln(a.out, old)
	for _, step := range arrival.Steps {
		how := "by 404.html, "
		switch {
		case step.Stub:
			how = ""
		case step.Forwarder:
			how = "by that host's forwarder, "
		}
		if step.Gone == "" {
			fmt.Fprintf(a.out, "    %s\n        %s%s\n", step.To, how, step.Source)
			continue
		}
		fmt.Fprintf(a.out, "    gone: %s\n", step.Gone)
		if step.Since != "" {
			fmt.Fprintf(a.out, "    since: %s\n", step.Since)
		}
		if step.See != "" {
			fmt.Fprintf(a.out, "    see: %s\n", step.See)
		}
		fmt.Fprintf(a.out, "        %s%s\n", how, step.Source)
	}
	switch arrival.Outcome {
	case generator.Here:
		if len(arrival.Steps) == 0 {
			fmt.Fprintln(a.out, "    is part of the site")
		}
	case generator.Nothing:
		fmt.Fprintln(a.out, "    nothing answers: the 404 page")
	case generator.Foreign:
		fmt.Fprintln(a.out, "    is of a host that this site does not answer for")
	}
}
