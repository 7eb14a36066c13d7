package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(inTestsEnvironment{m}, map[string]func(){"sitegen": main})
}

// environment is that of every test and script: what is printed and written does not depend on
// where the tests run, or on whose Git it is.
var environment = map[string]string{"GITHUB_ACTIONS": "", "GITHUB_WORKSPACE": "", "GIT_CONFIG_GLOBAL": "/dev/null"}

// inTestsEnvironment sets the environment for the tests in this process, once, so that they can
// run in parallel.
type inTestsEnvironment struct{ *testing.M }

func (m inTestsEnvironment) Run() int {
	os.Unsetenv("SOURCE_DATE_EPOCH") // the repository's own site is as of today
	for name, value := range environment {
		os.Setenv(name, value)
	}
	return m.M.Run()
}

// sitegen runs the program within a site.
func sitegen(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(t.Context(), append([]string{"-C", dir, "--format", "text"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

func must(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, out, errs := sitegen(t, dir, args...)
	if code != 0 {
		t.Fatalf("sitegen %q exits %d\n%s%s", args, code, out, errs)
	}
	return out
}

func newSite(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if code := run(t.Context(), []string{"init", dir}, new(strings.Builder), new(strings.Builder)); code != 0 {
		t.Fatal("init failed")
	}
	file := filepath.Join(dir, "site.toml")
	data, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, bytes.Replace(data, []byte("hosts = []"), []byte(`hosts = ["twistedmatrix.com"]`), 1), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// writeFiles writes a site's files, by path.
func writeFiles(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// readFolder reads a folder whole.
func readFolder(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		all[rel] = string(data)
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

func sameFiles(a, b map[string]string) bool { return difference(a, b) == "" }

func difference(got, want map[string]string) string {
	var b strings.Builder
	for p, text := range want {
		if other, ok := got[p]; !ok {
			fmt.Fprintf(&b, "%s is missing\n", p)
		} else if other != text {
			fmt.Fprintf(&b, "%s differs:\n%s\nwant:\n%s\n", p, other, text)
		}
	}
	for p := range got {
		if _, ok := want[p]; !ok {
			fmt.Fprintf(&b, "%s should not be there\n", p)
		}
	}
	return b.String()
}
