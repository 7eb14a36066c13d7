package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/generator/template"
	"github.com/twisted/sitegen/theme"
)

func themeCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "theme [FILE...]",
		Short: "List the default theme's files, or copy some to begin your own with",
		Long: `List the files of the default theme. With names, copy those into the site's theme/, where they go before
the default ones; what is there already is left.`,
		Example: "  sitegen theme\n  sitegen theme partials/footer.html layouts/page.html",
		RunE: func(_ *cobra.Command, args []string) error {
			names, err := template.Files(theme.FS)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				for _, name := range names {
					fmt.Fprintln(a.out, name)
				}
				return nil
			}
			if _, err := a.config(); err != nil {
				return err
			}
			for _, name := range args { // all of them, before the first is copied
				if !slices.Contains(names, name) {
					d := source.Errorf("the default theme has no %s", name)
					if near := source.Nearest(name, names); near != "" {
						d.Hint = "did you mean " + near + "?"
					}
					return d
				}
			}
			for _, name := range args {
				file := filepath.Join(a.dir, "theme", filepath.FromSlash(name))
				if _, err := os.Stat(file); err == nil {
					fmt.Fprintf(a.err, "%s: left as it is: your theme has it already\n", file)
					continue
				}
				data, err := fs.ReadFile(theme.FS, name)
				if err != nil {
					return err
				}
				if _, err := source.Write(file, data); err != nil {
					return err
				}
				fmt.Fprintln(a.out, file)
			}
			return nil
		},
	}
}
