// Package benchtest gives benchmarks real text to work on.
package benchtest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/goldentest"
)

// recording is a real Trac's answers, in a folder next to the
// checkout, where there is one.
const recording = "../shared/trac-site"

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
	var pages []string
	root := findRoot(b)
	if data, err := os.ReadFile(filepath.Join(root, recording, "manifest.tsv")); err == nil {
		for _, line := range strings.Split(string(data), "\n") {
			if f := strings.Split(line, "\t"); len(f) == 4 && strings.HasSuffix(f[0], "?format=txt") {
				text, err := os.ReadFile(filepath.Join(root, recording, "responses", f[1]))
				if err != nil {
					b.Fatal(err)
				}
				pages = append(pages, string(text))
			}
		}
		return pages
	}
	return goldentest.Pages(b, filepath.Join(dir, "*.txtar"))
}

// findRoot returns the folder that holds go.mod.
func findRoot(b *testing.B) string {
	b.Helper()
	dir, err := os.Getwd()
	if err != nil {
		b.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
