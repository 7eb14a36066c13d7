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

	modified *git.Modified // when pages were changed, as of the newest commit asked
}

// errFailed ends a command that has printed its diagnostics.
var errFailed = errors.New("diagnostics were printed")

// run is the whole program; it returns the exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{out: stdout, err: stderr}
	root := rootCommand(a)
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errFailed):
		return 1
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "stopped; run it again to go on")
		return 1
	}
	if _, ok := errors.AsType[source.UsageError](err); ok {
		fmt.Fprintf(stderr, "error: %v\n    hint: see \"sitegen --help\"\n", err)
		return 2
	}
	a.print(source.AsList(err))
	return 1
}

func rootCommand(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:           "sitegen",
		Short:         "Retire a Trac: convert its wiki, render the site, keep its URLs alive",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs, // else cobra refuses them, with an error of no type
		RunE:          helpOrUnknown,
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
			return source.Usagef("--format %q is none of text, json and github", a.format)
		},
	}
	root.PersistentFlags().StringVarP(&a.dir, "dir", "C", ".", "the site's `folder`")
	root.PersistentFlags().StringVar(&a.format, "format", "",
		"how to print diagnostics: text, json or github (annotations; the default within GitHub Actions)")
	root.AddCommand(serveCommand(a), buildCommand(a), checkCommand(a), convertCommand(a), verifyCommand(a),
		redirectsCommand(a), themeCommand(a), newCommand(a), mvCommand(a), initCommand(a), versionCommand(a))
	// The program by itself does nothing, so its help shows no way to call it.
	root.SetUsageTemplate(strings.Replace(root.UsageTemplate(),
		"{{if .Runnable}}", "{{if and .Runnable .HasParent}}", 1))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return source.Usagef("%v", err) })
	for _, c := range everyCommand(root) {
		if check := c.Args; check != nil {
			c.Args = func(c *cobra.Command, args []string) error {
				if err := check(c, args); err != nil {
					return source.Usagef("%v", err)
				}
				return nil
			}
		}
	}
	return root
}

// everyCommand lists a command and all below it.
func everyCommand(c *cobra.Command) []*cobra.Command {
	list := []*cobra.Command{c}
	for _, below := range c.Commands() {
		list = append(list, everyCommand(below)...)
	}
	return list
}

// helpOrUnknown runs a command that only has others below it.
func helpOrUnknown(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return c.Help()
	}
	c.SuggestionsMinimumDistance = 2 // letters, as cobra has it where it refuses by itself
	message := fmt.Sprintf("unknown command %q for %q", args[0], c.CommandPath())
	if near := c.SuggestionsFor(args[0]); len(near) > 0 {
		message += "\n\nDid you mean this?\n\t" + strings.Join(near, "\n\t") + "\n"
	}
	return source.Usagef("%s", message)
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

// isJSON reports whether results are written for programs.
func (a *app) isJSON() bool { return source.Format(a.format) == source.JSON }

// summary writes a result: a line for people, or an object for programs.
func (a *app) summary(text string, object any) error {
	if a.isJSON() {
		return encodeJSON(a.out, object)
	}
	_, err := fmt.Fprintln(a.out, text)
	return err
}
