package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/tractest"
)

// What writes into a folder waits for nobody and mixes with nothing: it is refused, and told who
// has the folder, before it reads or asks for anything.
func TestOneAtATimeWritesIntoAFolder(t *testing.T) {
	t.Parallel()
	dir := newSite(t)
	trac := tractest.Weathercock(t)
	address := trac.Serve(t)
	must(t, dir, "convert", address)
	asked := len(trac.Asked())
	notes := filepath.Join(dir, ".trac")
	for _, tt := range []struct {
		locked string
		args   []string
		told   bool
	}{
		{"public", []string{"build"}, true},
		{"public", []string{"build", "-o", "elsewhere"}, false},
		{".", []string{"convert", address}, true},
		{".", []string{"convert", notes}, true},
		{".trac", []string{"convert", address}, true},
		{".trac", []string{"convert", notes}, true},
		{".trac", []string{"convert", notes, "--dry-run"}, false},
	} {
		folder := filepath.Join(dir, tt.locked)
		lock, err := source.LockFolder(folder, "other")
		if err != nil {
			t.Fatal(err)
		}
		code, _, errs := sitegen(t, dir, tt.args...)
		want := filepath.Clean(folder) + ": error: another sitegen is writing into this folder: other, process "
		if told := code == 1 && strings.HasPrefix(errs, want); told != tt.told {
			t.Errorf("%s is locked, %q exits %d\n%s", tt.locked, tt.args, code, errs)
		}
		if err := lock.Unlock(); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(trac.Asked()); n != asked {
		t.Errorf("the Trac was asked %d times more", n-asked)
	}
	for name := range readFolder(t, dir) {
		if filepath.Base(name) == source.LockName {
			t.Errorf("%s is left", name)
		}
	}
}

// A build locks its folder before it reads the site: no older site is put over a newer one.
func TestABuildLocksBeforeItReads(t *testing.T) {
	t.Parallel()
	dir := newSite(t)
	lock, err := source.LockFolder(filepath.Join(dir, "public"), "other")
	if err != nil {
		t.Fatal(err)
	}
	defer lock.Unlock()
	writeFiles(t, dir, map[string]string{"content/broken.md": "+++\n"})
	if _, _, errs := sitegen(t, dir, "build"); !strings.Contains(errs, "another sitegen") {
		t.Errorf("the site was read first:\n%s", errs)
	}
}
