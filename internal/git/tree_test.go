package git

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// repository makes one, whose Git needs no settings of anybody's.
func repository(t *testing.T) (dir string, git func(args ...string)) {
	t.Helper()
	dir = t.TempDir()
	git = func(args ...string) {
		t.Helper()
		args = append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org"}, args...)
		if out, err := Command(t.Context(), dir, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	git("init", "-q", "-b", "main")
	return dir, git
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, name)
	os.MkdirAll(filepath.Dir(full), 0o755)
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func commit(t *testing.T, dir, name string) string {
	t.Helper()
	id, err := Commit(t.Context(), dir, name)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// The files are those of the commit, whatever is on disk now, of the folder, by any name.
func TestTree(t *testing.T) {
	t.Parallel()
	dir, git := repository(t)
	files := []string{"site.toml", "content/a.md", "content/a/b.md", "content/ü \"x\".md", "content/a-b.md"}
	for _, name := range files {
		write(t, dir, "site/"+name, name)
	}
	write(t, dir, "other.txt", "of the repository")
	if err := os.Symlink("a/b.md", filepath.Join(dir, "site/content/link.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere.md", filepath.Join(dir, "site/content/dangling.md")); err != nil {
		t.Fatal(err)
	}
	git("add", ".")
	git("commit", "-qm", "one")
	git("rm", "-rqf", "site/content/a")
	git("commit", "-qm", "two")
	os.MkdirAll(filepath.Join(dir, "site"), 0o755)
	site := filepath.Join(dir, "site")
	tree, err := OpenTree(t.Context(), site, commit(t, site, "HEAD^"))
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	var group sync.WaitGroup
	for _, name := range append(files, files...) {
		group.Go(func() {
			if data, err := fs.ReadFile(tree.Files, name); err != nil || string(data) != name {
				t.Errorf("%s is %q, %v", name, data, err)
			}
		})
	}
	group.Wait()
	if data, err := fs.ReadFile(tree.Files, "content/link.md"); err != nil || string(data) != "content/a/b.md" {
		t.Errorf("behind the link is %q, %v", data, err)
	}
	if info, err := fs.Stat(tree.Files, "content/link.md"); err != nil || info.Mode()&fs.ModeSymlink != 0 {
		t.Errorf("behind the link is %v, %v", info, err)
	}
	if _, err := fs.Stat(tree.Files, "content/dangling.md"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("behind a link to nowhere: %v", err)
	}
	if _, err := fs.Stat(tree.Files, "other.txt"); err == nil {
		t.Error("what is not of the folder is there")
	}
	part, err := OpenTree(t.Context(), site, commit(t, site, "HEAD^"), "content/a")
	if err != nil || len(part.IDs) != 1 {
		t.Errorf("below one name are %v, %v", part.IDs, err)
	}
}

// What stands between a name and its commit is told apart.
func TestCommit(t *testing.T) {
	t.Parallel()
	dir, git := repository(t)
	write(t, dir, "a", "1")
	git("add", ".")
	git("commit", "-qm", "one")
	write(t, dir, "a", "2")
	git("commit", "-qam", "two")
	shallow := filepath.Join(t.TempDir(), "shallow")
	if out, err := exec.Command("git", "clone", "-q", "--depth=1", "file://"+dir, shallow).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, test := range []struct {
		dir, name string
		want      error
	}{
		{dir, "main", nil}, {dir, "HEAD^", nil}, {dir, "nowhere", ErrNoCommit}, {dir, "--help", ErrNoCommit},
		{dir, "HEAD:a", ErrNoCommit}, {shallow, "HEAD^", ErrShallow}, {t.TempDir(), "main", ErrNoRepository},
	} {
		if _, err := Commit(t.Context(), test.dir, test.name); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", test.name, err, test.want)
		}
	}
	if !IsAncestor(t.Context(), dir, commit(t, dir, "HEAD^")) {
		t.Error("the first commit is no ancestor of the second")
	}
	git("checkout", "-q", "HEAD^")
	if IsAncestor(t.Context(), dir, commit(t, dir, "main")) {
		t.Error("the second commit is an ancestor of the first")
	}
}

// Renames are seen where they were committed, staged, or made without Git.
func TestRenamed(t *testing.T) {
	t.Parallel()
	dir, git := repository(t)
	for _, name := range []string{"committed", "staged", "untracked", "stays"} {
		write(t, dir, "site/"+name, "the text of "+name+"\nand\nmore\nof\nit\n")
	}
	git("add", ".")
	git("commit", "-qm", "one")
	git("tag", "one")
	os.MkdirAll(filepath.Join(dir, "site/x"), 0o755)
	git("mv", "site/committed", "site/x/c")
	git("commit", "-qm", "two")
	git("mv", "site/staged", "site/x/s")
	write(t, dir, "site/x/s", "the text of staged\nand\nmore\nof\nit, edited\n")
	if err := os.Rename(filepath.Join(dir, "site/untracked"), filepath.Join(dir, "site/x/ü")); err != nil {
		t.Fatal(err)
	}
	site := filepath.Join(dir, "site")
	tree, err := OpenTree(t.Context(), site, commit(t, site, "one"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Renamed(t.Context(), site, commit(t, site, "one"), tree)
	if err != nil || len(got) != 3 || got["committed"] != "x/c" || got["staged"] != "x/s" || got["untracked"] != "x/ü" {
		t.Errorf("%q, %v", got, err)
	}
}
