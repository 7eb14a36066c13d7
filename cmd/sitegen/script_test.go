package main

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/net/html"

	"github.com/twisted/sitegen/internal/goldentest"
)

// The program as its users run it: testdata/script, a story a file.
func TestScripts(t *testing.T) {
	t.Parallel()
	runScripts(t, "testdata/script")
}

// What a site can do: testdata/site, a small site a feature, and what becomes of it.
func TestSites(t *testing.T) {
	t.Parallel()
	runScripts(t, "testdata/site")
}

// What users of other generators have asked for, in vain: testdata/asked, a wish a file,
// with the issues where they asked.
func TestAsked(t *testing.T) {
	t.Parallel()
	runScripts(t, "testdata/asked")
}

// quickScripts are those that short runs try: each start of the program takes a tenth of a second.
var quickScripts = map[string][]string{
	"testdata/script": {"usage", "errors", "settings"},
	"testdata/site":   {"outputs", "shortcodes", "taxonomies", "pagination"},
	"testdata/asked":  {"01-redirects-keep-fragment-and-query"},
}

func runScripts(t *testing.T, dir string) {
	var files []string // none stands for all of the folder
	if testing.Short() {
		for _, name := range quickScripts[dir] {
			files = append(files, filepath.Join(dir, name+".txtar"))
		}
		dir = ""
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, Files: files,
		UpdateScripts: *goldentest.Update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1700000000") // 14 November 2023
			for name, value := range environment {
				env.Setenv(name, value)
			}
			env.Setenv("XDG_CACHE_HOME", env.Getenv("WORK")+"/.cache")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"show": show, "picture": picture},
	})
}

// show FILE SELECTOR... prints the elements of a page that the selectors match, or
// "none".
func show(ts *testscript.TestScript, neg bool, args []string) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(ts.ReadFile(args[0])))
	ts.Check(err)
	for _, selector := range args[1:] {
		found := doc.Find(selector)
		if neg && found.Length() > 0 {
			ts.Fatalf("%s has %s", args[0], selector)
		}
		if !neg && found.Length() == 0 {
			fmt.Fprintln(ts.Stdout(), "none")
		}
		for _, node := range found.Nodes {
			ts.Check(html.Render(ts.Stdout(), node))
			fmt.Fprintln(ts.Stdout())
		}
	}
}

// picture FILE WIDTH HEIGHT makes a PNG.
func picture(ts *testscript.TestScript, _ bool, args []string) {
	w, err := strconv.Atoi(args[1])
	ts.Check(err)
	h, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(png.Encode(f, image.NewGray(image.Rect(0, 0, w, h))))
	ts.Check(f.Close())
}
