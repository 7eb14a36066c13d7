// Package sharedtest finds the recordings of real Tracs and the lists of real URLs, for tests.
//
// They are other people's, and large, so they are no part of the repository: they lie beside the
// checkout, in ../shared, where there are any. A test that needs one is skipped elsewhere; what it
// proves is proven, in small, without it.
package sharedtest

import (
	"os"
	"path/filepath"
	"testing"
)

// Path returns where a file or folder of ../shared lies. The test is skipped if it is not there.
func Path(tb testing.TB, name string) string {
	tb.Helper()
	path, ok := Find(tb, name)
	if !ok {
		tb.Skipf("needs ../shared/%s, which is not beside this checkout", name)
	}
	return path
}

// Find is Path for a test that can do without: it reports whether the file is there.
func Find(tb testing.TB, name string) (path string, ok bool) {
	tb.Helper()
	path = filepath.Join(Root(tb), "..", "shared", filepath.FromSlash(name))
	_, err := os.Stat(path)
	return path, err == nil
}

// Root returns the folder of the checkout, which holds go.mod.
func Root(tb testing.TB) string {
	tb.Helper()
	dir, err := os.Getwd()
	if err != nil {
		tb.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			tb.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}
