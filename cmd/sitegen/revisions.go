package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

func revisionsCommand(a *app) *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "revisions CLONE",
		Short: "Make a table of Subversion revisions and the commits that they became",
		Long: `Make a table of Subversion revisions and the commits that they became, of a clone of the project's Git
repository in which git-svn noted them. A rule can use it:

  [[rule]]
  from = "/trac/changeset/{revision:int}"
  table = "revisions.csv"
  to = "https://github.com/OWNER/REPO/commit/{commit}"`,
		Example: "  sitegen redirects revisions ~/src/project -o redirects/revisions.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			// HEAD's commits first: of two for one revision, the one that stayed counts.
			var log bytes.Buffer
			for _, which := range [][]string{{"HEAD"}, {"--all", "--not", "HEAD"}} {
				var problems bytes.Buffer
				logging := git.Command(cmd.Context(), args[0], append([]string{"log", oldurls.LogFormat}, which...)...)
				logging.Stdout, logging.Stderr = &log, &problems
				err := logging.Run()
				if errors.Is(err, exec.ErrNotFound) {
					return source.Errorf("this needs git, which is not installed")
				}
				if err != nil {
					return source.FileErrorf(args[0], "git log: %s", strings.TrimSpace(problems.String()))
				}
			}
			list, err := oldurls.Revisions(&log)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return source.FileErrorf(args[0], "no commit names a Subversion revision").
					WithHint("git-svn writes a line git-svn-id: into each message; was it run with --no-metadata?")
			}
			var table bytes.Buffer
			table.WriteString("revision,commit\n")
			for _, r := range list {
				fmt.Fprintf(&table, "%d,%s\n", r.Number, r.Commit)
			}
			if out == "" {
				_, err = a.out.Write(table.Bytes())
				return err
			}
			if _, err := source.Write(a.path(out), table.Bytes()); err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.out, "%s: %d revisions\n", a.path(out), len(list))
			return err
		},
	}
	c.Flags().StringVarP(&out, "output", "o", "",
		"the `file` to write, seen from the site's folder; standard output without it")
	return c
}
