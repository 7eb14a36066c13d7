package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// needsHTML is wiki text of which GFM cannot say everything.
var needsHTML = regexp.MustCompile(`#!(?:html|div|span|Span|td|th|tr|table)\b|\[\[(?:html|span|Span)\(|\|\|\|\|`)

// onlyMarkdown holds the pages of a converted wiki that need no raw HTML to having
// none, and returns how many they are.
func onlyMarkdown(t *testing.T, dir string) int {
	t.Helper()
	snapshot, err := trac.Open(filepath.Join(dir, ".trac"))
	if err != nil {
		t.Fatal(err)
	}
	gfm := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList))
	plain := 0
	site := os.DirFS(dir)
	err = fs.WalkDir(site, "content/wiki", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".md") {
			return err
		}
		f, err := source.ReadFile(site, p)
		if err != nil {
			return err
		}
		fm, start, _ := page.Parse(f)
		if fm.Trac == nil {
			return nil
		}
		old, err := snapshot.Page(fm.Trac.Page)
		if err != nil {
			return err
		}
		if needsHTML.MatchString(old.Source) {
			return nil
		}
		plain++
		body := f.Data[start:]
		return ast.Walk(gfm.Parser().Parse(text.NewReader(body)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if html, ok := n.(*ast.HTMLBlock); ok && entering {
				t.Errorf("%s has raw HTML:\n%s", p, html.Lines().Value(body))
			}
			return ast.WalkContinue, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return plain
}
