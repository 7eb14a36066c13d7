package main

import (
	"fmt"
	"net/url"

	"github.com/spf13/cobra"
)

func (a *app) redirects() *cobra.Command {
	c := &cobra.Command{Use: "redirects", Short: "Ask the redirect map"}
	var flags siteFlags
	list := &cobra.Command{
		Use: "list", Short: "Print every old path that has a stub, and where it leads", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			site, _, err := a.load(&flags)
			if err != nil {
				return err
			}
			for _, s := range site.Redirects.Stubs() {
				to := s.To
				if s.Gone != "" {
					to = "gone: " + s.Gone
				}
				fmt.Fprintf(a.out, "%s\t%s\t%s\n", s.Path, to, s.Source)
			}
			return nil
		},
	}
	test := &cobra.Command{
		Use: "test URL...", Short: "Tell where old URLs lead, and which rule says so", Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			site, _, err := a.load(&flags)
			if err != nil {
				return err
			}
			unknown := false
			for _, old := range args {
				path := old
				if u, err := url.Parse(old); err == nil && u.Host != "" {
					path = (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment}).String()
				}
				answer := site.Redirects.Lookup(path)
				switch {
				case site.HasFile(path):
					fmt.Fprintf(a.out, "%s\n    is part of the site\n", old)
				case answer.Gone != "":
					fmt.Fprintf(a.out, "%s\n    gone: %s\n    %s\n", old, answer.Gone, answer.Source)
				case answer.To != "":
					fmt.Fprintf(a.out, "%s\n    %s\n    %s\n", old, answer.To, answer.Source)
				default:
					unknown = true
					fmt.Fprintf(a.out, "%s\n    nothing answers\n", old)
				}
			}
			if unknown {
				return failed
			}
			return nil
		},
	}
	c.AddCommand(list, test, a.export())
	return c
}
