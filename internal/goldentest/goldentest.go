// Package goldentest runs golden cases kept in txtar files, for tests.
//
// A case is a file "name.wiki" and the files that it becomes, "name.tree" say.
// go test -update writes what it becomes now.
package goldentest

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Update is the -update flag of the tests.
var Update = flag.Bool("update", false, "write what the golden cases become")

// Run holds what convert makes of every case in the files of a pattern against what
// is kept there. The page comes without its last newline; convert returns files named by
// their suffix, ".tree" say, in order.
func Run(t *testing.T, pattern string, convert func(t *testing.T, name, page string) []txtar.File) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatal("no golden cases", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
		out := &txtar.Archive{Comment: archive.Comment}
		for _, f := range archive.Files {
			name, isPage := strings.CutSuffix(f.Name, ".wiki")
			if !isPage {
				continue
			}
			out.Files = append(out.Files, f)
			for _, got := range convert(t, name, strings.TrimSuffix(string(f.Data), "\n")) {
				got.Name = name + got.Name
				out.Files = append(out.Files, got)
				if !*Update && string(got.Data) != want[got.Name] {
					t.Errorf("%s: %s\n%s\ngot:\n%s\nwant:\n%s", file, got.Name, f.Data, got.Data, want[got.Name])
				}
			}
		}
		if *Update {
			if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// Files holds files, by name, against those of a txtar archive.
func Files(t *testing.T, file string, got map[string]string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil && !*Update {
		t.Fatal(err)
	}
	if *Update {
		out := new(txtar.Archive)
		if err == nil {
			out.Comment = archive.Comment
		}
		for _, name := range slices.Sorted(maps.Keys(got)) {
			out.Files = append(out.Files, txtar.File{Name: name, Data: []byte(got[name])})
		}
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := map[string]bool{}
	for _, f := range archive.Files {
		want[f.Name] = true
		if text, ok := got[f.Name]; !ok {
			t.Errorf("%s: there is no %s", file, f.Name)
		} else if text != string(f.Data) {
			t.Errorf("%s: %s is\n%s\nwant\n%s", file, f.Name, text, f.Data)
		}
	}
	for name, text := range got {
		if !want[name] {
			t.Errorf("%s: there should be no %s\n%s", file, name, text)
		}
	}
}

// Pages returns the pages of every case in the files of a pattern, for a fuzzer or
// a benchmark to begin with.
func Pages(tb testing.TB, pattern string) []string {
	tb.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		tb.Fatal("no golden cases", err)
	}
	var pages []string
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".wiki") {
				pages = append(pages, string(f.Data))
			}
		}
	}
	return pages
}
