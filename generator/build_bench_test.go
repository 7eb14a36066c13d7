package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/internal/benchtest"
	"github.com/twisted/sitegen/internal/sitetest"
)

func corpusOptions(dir string) generator.Options {
	o := sitetest.Options(nil)
	o.Dir, o.Minify, o.Site.Now = os.DirFS(dir), true, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	return o
}

// BenchmarkBuild builds a site from nothing.
func BenchmarkBuild(b *testing.B) {
	dir := b.TempDir()
	benchtest.Corpus(b, dir, 2000)
	for b.Loop() {
		b.StopTimer()
		out := filepath.Join(b.TempDir(), "public")
		b.StartTimer()
		s, list := generator.New().Load(corpusOptions(dir))
		if list.HasErrors() {
			b.Fatal(list)
		}
		if list := published(b, s, out); list.HasErrors() {
			b.Fatal(list)
		}
	}
}

// BenchmarkEdit is what a preview does after a page was saved: the site anew, and the page.
func BenchmarkEdit(b *testing.B) {
	dir := b.TempDir()
	benchtest.Corpus(b, dir, 10000)
	g := generator.New()
	edit := func(n int) {
		if err := os.WriteFile(filepath.Join(dir, "content/docs/page-7.md"), fmt.Appendf(nil, "+++\ntitle = \"Page\"\n+++\nText %d.\n", n), 0o644); err != nil {
			b.Fatal(err)
		}
		s, list := g.Load(corpusOptions(dir))
		if list.HasErrors() {
			b.Fatal(list)
		}
		if html, list := s.Render("docs/page-7/index.html"); list.HasErrors() || !strings.Contains(string(html), fmt.Sprintf("Text %d.", n)) {
			b.Fatal("the edit is not there", list)
		}
	}
	edit(0)
	for n := 1; b.Loop(); n++ {
		edit(n)
	}
}
