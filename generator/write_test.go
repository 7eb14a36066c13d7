package generator

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A build that would have to replace what no build wrote changes nothing at all.
func TestWriteRefusesForeignFiles(t *testing.T) {
	first := map[string]string{"content/_index.md": "+++\ntitle = \"T\"\n+++\n", "content/a/f.txt": "x", "content/gone.txt": "x"}
	next := map[string]string{"content/_index.md": first["content/_index.md"], "content/new.txt": "n"}
	for name, tt := range map[string]struct {
		files map[string]string
		put   func(dir string) error
	}{
		"a file": {map[string]string{"content/mine.txt": "theirs"}, func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o644)
		}},
		"a folder with a file": {map[string]string{"content/a": "a file now"}, func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "a/mine.txt"), []byte("mine"), 0o644)
		}},
		"a folder with an empty folder": {map[string]string{"content/a": "a file now"}, func(dir string) error {
			return os.Mkdir(filepath.Join(dir, "a/mine"), 0o755)
		}},
		"a link": {map[string]string{"content/d/x.txt": "x"}, func(dir string) error {
			return os.Symlink(os.TempDir(), filepath.Join(dir, "d"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			if _, list := good(t, first).Write(t.Context(), dir); list.HasErrors() {
				t.Fatal(list)
			}
			if err := tt.put(dir); err != nil {
				t.Fatal(err)
			}
			files := maps.Clone(next)
			maps.Copy(files, tt.files)
			before := listing(t, dir)
			_, list := good(t, files).Write(t.Context(), dir)
			if !list.HasErrors() || !strings.Contains(list.Error(), "no build wrote this") {
				t.Errorf("no refusal: %v", list)
			}
			if after := listing(t, dir); after != before {
				t.Errorf("before:\n%s\nafter:\n%s", before, after)
			}
		})
	}
}

// A build goes on where another was cut off between a file and a folder of its name, or
// while it wrote its manifest.
func TestWriteAfterACutBetween(t *testing.T) {
	home := "+++\ntitle = \"T\"\n+++\n"
	file := map[string]string{"content/_index.md": home, "content/a": "file"}
	folder := map[string]string{"content/_index.md": home, "content/a/b.txt": "folder"}
	for name, tt := range map[string][2]map[string]string{"to a folder": {file, folder}, "to a file": {folder, file}} {
		dir := filepath.Join(t.TempDir(), "public")
		if _, list := good(t, tt[0]).Write(t.Context(), dir); list.HasErrors() {
			t.Fatal(list)
		}
		// The manifest of the next build, and nothing more of it.
		manifest, _ := os.ReadFile(filepath.Join(dir, manifestName))
		os.WriteFile(filepath.Join(dir, manifestName), []byte("a\na/b.txt\n"+strings.ReplaceAll(strings.ReplaceAll(string(manifest), "a/b.txt\n", ""), "\na\n", "\n")), 0o644)
		os.WriteFile(filepath.Join(dir, ".sitegen-123"), []byte("half"), 0o644)
		for _, files := range []map[string]string{tt[0], tt[1], tt[0]} {
			if _, list := good(t, files).Write(t.Context(), dir); list.HasErrors() {
				t.Errorf("%s: %v", name, list)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, ".sitegen-123")); err == nil {
			t.Errorf("%s: a temporary file stays", name)
		}
	}
	fresh := t.TempDir()
	os.WriteFile(filepath.Join(fresh, ".sitegen-123"), []byte("half"), 0o644)
	if _, list := good(t, file).Write(t.Context(), fresh); list.HasErrors() {
		t.Error(list)
	}
}

// What lies behind a link is never removed.
func TestWriteRemovesNothingBehindALink(t *testing.T) {
	dir, elsewhere := filepath.Join(t.TempDir(), "public"), t.TempDir()
	home := "+++\ntitle = \"T\"\n+++\n"
	if _, list := good(t, map[string]string{"content/_index.md": home, "content/d/x.txt": "x"}).Write(t.Context(), dir); list.HasErrors() {
		t.Fatal(list)
	}
	os.RemoveAll(filepath.Join(dir, "d"))
	if err := os.Symlink(elsewhere, filepath.Join(dir, "d")); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(elsewhere, "x.txt"), []byte("mine"), 0o644)
	if _, list := good(t, map[string]string{"content/_index.md": home}).Write(t.Context(), dir); list.HasErrors() {
		t.Fatal(list)
	}
	if _, err := os.Stat(filepath.Join(elsewhere, "x.txt")); err != nil {
		t.Error(err)
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			b.WriteString(p + "/\n")
		} else if err == nil {
			data, _ := os.ReadFile(p)
			b.WriteString(p + " " + string(data) + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// No output takes a name that a build keeps for itself, or that no file can have.
func TestReservedNames(t *testing.T) {
	for alias, want := range map[string]string{
		"/.sitegen.manifest":  "/.sitegen.manifest/index.html is no path within the site",
		"/.sitegen.staging/a": "/.sitegen.staging/a/index.html is no path within the site",
		"/a%00b":              `alias "/a%00b" holds what no URL does`,
	} {
		_, list := site(t, map[string]string{"content/_index.md": "+++\ntitle = \"T\"\naliases = [\"" + alias + "\"]\n+++\n"})
		if len(list) != 1 || list[0].Message != want {
			t.Errorf("%s: %v, want %s", alias, list, want)
		}
	}
}

// A map with a redirect that does not arrive is not published.
func TestWriteRefusesLostRedirects(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	for rule, want := range map[string]string{
		"from = \"/a\"\nto = \"/nowhere/\"": "redirects/r.toml:3:1: error: /a redirects to /nowhere/, which is not there",
		"from = \"/a\"\nto = \"/a/\"":       "redirects/r.toml:3:1: error: /a redirects to itself",
	} {
		s := good(t, map[string]string{"content/_index.md": "+++\ntitle = \"T\"\n+++\n", "redirects/r.toml": "[[rule]]\n" + rule + "\n"})
		if _, list := s.Write(t.Context(), dir); list.Error() != want {
			t.Errorf("%s: %v, want %s", rule, list, want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Error("something was written")
		}
	}
}
