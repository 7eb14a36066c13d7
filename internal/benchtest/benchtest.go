// Package benchtest gives benchmarks real text to work on.
package benchtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/goldentest"
	"github.com/twisted/sitegen/internal/sharedtest"
)

// Wiki times work on each of a wiki's pages, in bytes of source: the recording's, or
// else the .wiki files of the golden cases in dir.
func Wiki(b *testing.B, dir string, work func(page string)) {
	b.Helper()
	pages := wiki(b, dir)
	size := 0
	for _, p := range pages {
		size += len(p)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, p := range pages {
			work(p)
		}
	}
}

func wiki(b *testing.B, dir string) []string {
	b.Helper()
	manifest, ok := sharedtest.Find(b, "trac-site/manifest.tsv")
	if !ok {
		return goldentest.Pages(b, filepath.Join(dir, "*.txtar"))
	}
	data, err := os.ReadFile(manifest)
	if err != nil {
		b.Fatal(err)
	}
	var pages []string
	for _, line := range strings.Split(string(data), "\n") {
		if f := strings.Split(line, "\t"); len(f) == 4 && strings.HasSuffix(f[0], "?format=txt") {
			text, err := os.ReadFile(filepath.Join(filepath.Dir(manifest), "responses", f[1]))
			if err != nil {
				b.Fatal(err)
			}
			pages = append(pages, string(text))
		}
	}
	return pages
}
