package publish

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/sitetest"
)

// build opens a folder, writes a site into it, and closes it.
func build(ctx context.Context, files *output.Files, dir string) (Written, source.List) {
	folder, err := Open(dir)
	if err != nil {
		return Written{}, source.AsList(err)
	}
	w, list, err := folder.Write(ctx, files)
	return w, append(list, source.AsList(errors.Join(err, folder.Close()))...)
}

// A build writes what changed, removes what it wrote before, and touches nothing
// else; after an edit its bytes are those of a clean build.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	write := func(files map[string]string) Written {
		t.Helper()
		w, list := build(t.Context(), sitetest.Good(t, files), dir)
		if len(list) > 0 {
			t.Fatal(list)
		}
		return w
	}
	if w := write(sitetest.Small); w.Changed != w.Files {
		t.Errorf("a first build: %+v", w)
	}
	if w := write(sitetest.Small); w.Changed != 0 || w.Removed != 0 {
		t.Errorf("the same again: %+v", w)
	}
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	edited := map[string]string{}
	for k, v := range sitetest.Small {
		if k != "content/news/two.md" {
			edited[k] = v
		}
	}
	edited["content/news/one.md"] += "More.\n"
	edited["content/news/three.md"] = "+++\ndate = 2019-01-01\n+++\n"
	w := write(edited)
	if w.Removed != 1 || w.Changed == 0 || w.Changed == w.Files {
		t.Errorf("after an edit: %+v", w)
	}
	got := sitetest.ReadAll(t, dir)
	if got["mine.txt"] != "x" {
		t.Error("a file that is not ours is gone")
	}
	delete(got, "mine.txt")
	clean := t.TempDir()
	if _, list := build(t.Context(), sitetest.Good(t, edited), clean); len(list) > 0 {
		t.Fatal(list)
	}
	want := sitetest.ReadAll(t, clean)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s is not that of a clean build", name)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, a clean build has %d", len(got), len(want))
	}
}

func TestWriteRefusesAForeignFolder(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, list := build(t.Context(), sitetest.Good(t, sitetest.Small), dir); !strings.Contains(list.Error(), "files that no build wrote") {
		t.Errorf("got %v", list)
	}
	if got := sitetest.ReadAll(t, dir); len(got) != 1 {
		t.Errorf("the folder was touched: %v", got)
	}
}

// A manifest that names what no build can have written deletes nothing.
func TestWriteTrustsNoManifest(t *testing.T) {
	dir := t.TempDir()
	precious := filepath.Join(dir, "precious.txt")
	public := filepath.Join(dir, "public")
	for file, text := range map[string]string{precious: "x", filepath.Join(public, manifestName): "../precious.txt\n"} {
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	_, list := build(t.Context(), sitetest.Good(t, sitetest.Small), public)
	if _, err := os.Stat(precious); err != nil || !strings.Contains(list.Error(), "no path within the folder") {
		t.Errorf("%v, %v", err, list)
	}
}

// A build that was cut off before its first file does not stop the next, nor add to it.
func TestWriteAfterAnInterrupt(t *testing.T) {
	dir := t.TempDir()
	left := filepath.Join(dir, stagingName, "docs", "left.txt")
	if err := errors.Join(os.MkdirAll(filepath.Dir(left), 0o755), os.WriteFile(left, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, list := build(t.Context(), sitetest.Good(t, sitetest.Small), dir); len(list) > 0 {
		t.Error(list)
	}
	if _, err := os.Stat(filepath.Join(dir, "docs", "left.txt")); err == nil {
		t.Error("what the other build had made ready was published")
	}
}

func TestWriteStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	folder, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, list, err := folder.Write(ctx, sitetest.Good(t, sitetest.Small))
	if !errors.Is(err, context.Canceled) || len(list) > 0 || w != (Written{}) {
		t.Errorf("a stopped build: %v, %v, %v", w, list, err)
	}
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
	if got := sitetest.ReadAll(t, dir); len(got) != 0 {
		t.Errorf("something is half written: %v", got)
	}
}

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
		"a file of the same bytes": {map[string]string{"content/mine.txt": "mine"}, func(dir string) error {
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
			if _, list := build(t.Context(), sitetest.Good(t, first), dir); list.HasErrors() {
				t.Fatal(list)
			}
			if err := tt.put(dir); err != nil {
				t.Fatal(err)
			}
			files := maps.Clone(next)
			maps.Copy(files, tt.files)
			before := listing(t, dir)
			_, list := build(t.Context(), sitetest.Good(t, files), dir)
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
		if _, list := build(t.Context(), sitetest.Good(t, tt[0]), dir); list.HasErrors() {
			t.Fatal(list)
		}
		// The manifest of the next build, and nothing more of it.
		manifest, _ := os.ReadFile(filepath.Join(dir, manifestName))
		os.WriteFile(filepath.Join(dir, manifestName), []byte("a\na/b.txt\n"+strings.ReplaceAll(strings.ReplaceAll(string(manifest), "a/b.txt\n", ""), "\na\n", "\n")), 0o644)
		os.WriteFile(filepath.Join(dir, ".sitegen-123"), []byte("half"), 0o644)
		for _, files := range []map[string]string{tt[0], tt[1], tt[0]} {
			if _, list := build(t.Context(), sitetest.Good(t, files), dir); list.HasErrors() {
				t.Errorf("%s: %v", name, list)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, ".sitegen-123")); err == nil {
			t.Errorf("%s: a temporary file stays", name)
		}
	}
	fresh := t.TempDir()
	os.WriteFile(filepath.Join(fresh, ".sitegen-123"), []byte("half"), 0o644)
	if _, list := build(t.Context(), sitetest.Good(t, file), fresh); list.HasErrors() {
		t.Error(list)
	}
}

// A file of an earlier build that somebody has deleted need not be removed.
func TestWriteBearsDeletedFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	home := "+++\ntitle = \"T\"\n+++\n"
	first := map[string]string{"content/_index.md": home, "content/x.txt": "x"}
	if _, list := build(t.Context(), sitetest.Good(t, first), dir); list.HasErrors() {
		t.Fatal(list)
	}
	if err := os.Remove(filepath.Join(dir, "x.txt")); err != nil {
		t.Fatal(err)
	}
	next := map[string]string{"content/_index.md": home}
	if _, list := build(t.Context(), sitetest.Good(t, next), dir); list.HasErrors() {
		t.Error(list)
	}
}

// A build that is cut off while it moves files into place has noted them before: those that it
// moved, and those that it would have removed, are known to be ours.
func TestTheManifestIsWrittenFirst(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	files := sitetest.Good(t, map[string]string{
		"content/_index.md": "+++\ntitle = \"T\"\n+++\n", "content/a.txt": "a", "content/b": "a file",
	})
	staging := filepath.Join(dir, stagingName)
	for name, text := range map[string]string{
		filepath.Join(staging, "a.txt"): "a", filepath.Join(staging, "b"): "a file",
		filepath.Join(dir, "b", "x.txt"): "in the way",
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := replace(files, dir, staging, []string{"old.txt"}); err == nil {
		t.Fatal("a file took the place of a folder: nothing was cut off")
	}
	if _, err := os.Stat(filepath.Join(dir, "a.txt")); err != nil {
		t.Fatal(err)
	}
	owned, err := readManifest(dir)
	if err != nil || !owns(owned, "a.txt") || !owns(owned, "old.txt") {
		t.Errorf("the manifest has %q, %v", owned, err)
	}
}

// What lies behind a link is never removed.
func TestWriteRemovesNothingBehindALink(t *testing.T) {
	dir, elsewhere := filepath.Join(t.TempDir(), "public"), t.TempDir()
	home := "+++\ntitle = \"T\"\n+++\n"
	if _, list := build(t.Context(), sitetest.Good(t, map[string]string{"content/_index.md": home, "content/d/x.txt": "x"}), dir); list.HasErrors() {
		t.Fatal(list)
	}
	os.RemoveAll(filepath.Join(dir, "d"))
	if err := os.Symlink(elsewhere, filepath.Join(dir, "d")); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(filepath.Join(elsewhere, "x.txt"), []byte("mine"), 0o644)
	if _, list := build(t.Context(), sitetest.Good(t, map[string]string{"content/_index.md": home}), dir); list.HasErrors() {
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
		"/a/../b":             "/a/../b/index.html is no path within the site",
	} {
		_, list := sitetest.Load(t, map[string]string{"content/_index.md": "+++\ntitle = \"T\"\naliases = [\"" + alias + "\"]\n+++\n"})
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
		s := sitetest.Good(t, map[string]string{"content/_index.md": "+++\ntitle = \"T\"\n+++\n", "redirects/r.toml": "[[rule]]\n" + rule + "\n"})
		if _, list := build(t.Context(), s, dir); list.Error() != want {
			t.Errorf("%s: %v, want %s", rule, list, want)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Error("something was written")
		}
	}
}
