package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// skeleton is what a new site begins with.
//
//go:embed all:skeleton
var skeleton embed.FS

func initCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "init DIR", Short: "Make a new site", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := args[0]
			if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
				return source.FileErrorf(dir, "this folder is not empty").WithHint("name a new one")
			}
			files, err := fs.Sub(skeleton, "skeleton")
			if err != nil {
				return err
			}
			err = fs.WalkDir(files, ".", func(p string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				data, err := fs.ReadFile(files, p)
				if err != nil {
					return err
				}
				_, err = source.Write(filepath.Join(dir, filepath.FromSlash(p)), data)
				return err
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s is a site now. Next:\n  cd %s\n  sitegen serve\n"+
				"  sitegen convert https://example.org/trac\n", dir, dir)
			return nil
		},
	}
}

func newCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use: "new PATH", Short: "Begin a page", Example: "  sitegen new news/release.md", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			name := strings.TrimPrefix(filepath.ToSlash(args[0]), "content/")
			if !strings.HasSuffix(name, ".md") {
				name += ".md"
			}
			if !fs.ValidPath(name) {
				return source.Usagef("%q is no path below content/", args[0])
			}
			c, err := a.config()
			if err != nil {
				return err
			}
			file := filepath.Join(a.dir, "content", filepath.FromSlash(name))
			if _, err := os.Stat(file); err == nil {
				return source.FileErrorf(file, "there is such a page already")
			}
			base := strings.TrimSuffix(path.Base(name), ".md")
			other := strings.TrimSuffix(file, ".md") + "/" + page.Index
			if base+".md" == page.Index {
				if base = path.Base(path.Dir(name)); base == "." {
					base = c.Title
				}
				other = filepath.Dir(file) + ".md"
			}
			if _, err := os.Stat(other); err == nil {
				return source.FileErrorf(other, "there is a page at this address already")
			}
			fm := page.FrontMatter{Title: strings.ReplaceAll(base, "-", " "), Draft: true}
			if hasDates(filepath.Dir(file)) || strings.HasPrefix(name, "news/") {
				fm.Date = buildDate().In(c.zone())
			}
			data, err := page.Format(fm, "")
			if err != nil {
				return err
			}
			data = wholeTime.ReplaceAll(data, []byte("$1")) // a day, as people write it
			if _, err := source.Write(file, data); err != nil {
				return err
			}
			fmt.Fprintf(a.out, "%s: a draft; serve --drafts shows it\n", file)
			return nil
		},
	}
}

var wholeTime = regexp.MustCompile(`(?m)^(date = \d{4}-\d\d-\d\d)T.*$`)

// hasDates reports whether a page of a folder has a date, so that a new one shall have it, too.
func hasDates(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*.md"))
	for _, name := range files {
		if f, err := source.ReadFile(os.DirFS(dir), filepath.Base(name)); err == nil {
			if fm, _, _ := page.Parse(f); !fm.Date.IsZero() {
				return true
			}
		}
	}
	return false
}
