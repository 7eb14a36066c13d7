package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
)

// app is what every command shares.
type app struct {
	dir    string // of the site, -C
	format string
	out    io.Writer
	err    io.Writer

	telling  context.CancelFunc // ends the telling of what is wrong with an older site
	modified *git.Modified      // when pages were changed, as of the newest commit asked
}

// usageError is a mistake in the command line.
type usageError struct{ error }

// failed ends a command that has printed its diagnostics.
var failed = errors.New("diagnostics were printed")

// run is the whole program; it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{out: stdout, err: stderr}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, failed):
		return 1
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "stopped; run it again to go on")
		return 1
	}
	if _, ok := errors.AsType[usageError](err); ok || isCobraUsage(err) {
		fmt.Fprintf(stderr, "error: %v\n    hint: see \"sitegen --help\"\n", err)
		return 2
	}
	a.print(source.AsList(err))
	return 1
}

// isCobraUsage tells the errors that cobra makes of a command line.
func isCobraUsage(err error) bool {
	for _, start := range []string{"unknown command", "unknown flag", "unknown shorthand", "accepts ", "requires ", "invalid argument", "flag needs"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "sitegen",
		Short:         "Retire a Trac and keep everything: convert its wiki, render the site, keep its URLs",
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if a.format == "" {
				a.format = string(source.Text)
				if os.Getenv("GITHUB_ACTIONS") == "true" {
					a.format = string(source.GitHub)
				}
			}
			switch source.Format(a.format) {
			case source.Text, source.JSON, source.GitHub:
				return nil
			}
			return usageError{fmt.Errorf("--format %q is none of text, json and github", a.format)}
		},
	}
	root.PersistentFlags().StringVarP(&a.dir, "dir", "C", ".", "the site's `folder`")
	root.PersistentFlags().StringVar(&a.format, "format", "", "how to print diagnostics: text, json or github (annotations; the default within GitHub Actions)")
	root.AddCommand(a.serve(), a.build(), a.check(), a.convert(), a.verify(), a.redirects(), a.theme(), a.newPage(), a.init(), a.version())
	return root
}

// path is a file as seen from the site's folder.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(a.dir, p)
}

// print writes diagnostics. GitHub wants files as seen from the repository's folder.
func (a *app) print(list source.List) {
	list = slices.Clone(list)
	list.Sort()
	if source.Format(a.format) == source.GitHub {
		for i := range list {
			list[i].File = a.inRepository(list[i].File)
		}
	}
	list.Print(a.err, source.Format(a.format))
}

// inRepository is a file of the site as seen from the folder of the repository, which
// GitHub Actions checks out at $GITHUB_WORKSPACE.
func (a *app) inRepository(file string) string {
	if _, err := os.Stat(a.path(file)); file == "" || err != nil {
		return file // of the theme that is built in, or a path already
	}
	full, err := filepath.Abs(a.path(file))
	if err != nil {
		return file
	}
	root := os.Getenv("GITHUB_WORKSPACE")
	if root == "" {
		return filepath.ToSlash(a.path(file))
	}
	if rel, err := filepath.Rel(root, full); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return file
}

// summary writes a result: a line for people, or an object for programs.
func (a *app) summary(text string, object any) error {
	if source.Format(a.format) == source.JSON {
		return encodeJSON(a.out, object)
	}
	_, err := fmt.Fprintln(a.out, text)
	return err
}
