package history

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/converter/trac"
)

// versions are the first n of three, of two pages.
func versions(n int) []Version {
	day := func(d int) time.Time { return time.Date(2009, 1, d, 0, 0, 0, 0, time.UTC) }
	return []Version{
		{trac.Version{Number: 1, Author: "alice", Date: day(1), Comment: "begin", Source: "one\r\n"}, "A", "A.txt"},
		{trac.Version{Number: 1, Author: "<>", Date: time.Unix(-9, 0), Comment: "a\x00b"}, "B: \"c\"", `B "c".txt`},
		{trac.Version{Number: 2, Author: "Bob <bob@example.org>", Date: day(3), Source: "two"}, "A", "A.txt"},
	}[:n]
}

// repository commits versions to a new folder.
func repository(t *testing.T, n int) (dir string, commits []string) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here")
	}
	dir = filepath.Join(t.TempDir(), "history")
	commits, err := Commit(t.Context(), dir, versions(n))
	if err != nil {
		t.Fatal(err)
	}
	return dir, commits
}

func runGit(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("git %v: %v %s", args, err, out)
	}
	return string(out)
}

func TestCommit(t *testing.T) {
	t.Parallel()
	dir, commits := repository(t, 3)
	want := "alice <> 1230768000 begin|A, version 1\n" +
		"anonymous <> 0 ab|B: \"c\", version 1\nBob <bob@example.org> 1230940800 A, version 2|\n"
	log := runGit(t, dir, "log", "--reverse", "--format=%an <%ae> %at %s|%b")
	if got := strings.ReplaceAll(log, "\n|", "|"); got != want {
		t.Errorf("log:\n%s\nwant:\n%s", got, want)
	}
	if got := strings.Fields(runGit(t, dir, "log", "--reverse", "--format=%H")); !slices.Equal(got, commits) {
		t.Errorf("commits %v, want %v", commits, got)
	}
	if got := runGit(t, dir, "show", commits[0]+":A.txt"); got != "one\r\n" {
		t.Errorf("version 1: %q", got)
	}
	if data, err := os.ReadFile(filepath.Join(dir, `B "c".txt`)); err != nil || len(data) > 0 {
		t.Errorf("the work tree does not follow: %q, %v", data, err)
	}
	if got := runGit(t, dir, "status", "--porcelain"); got != "" {
		t.Errorf("the work tree is not clean: %s", got)
	}
}

// The same versions give the same commits, and one more adds to them.
func TestCommitAgain(t *testing.T) {
	t.Parallel()
	dir, first := repository(t, 2)
	again, err := Commit(t.Context(), dir, versions(2))
	if err != nil || !slices.Equal(again, first) {
		t.Errorf("again: %v, %v; want %v", again, err, first)
	}
	more, err := Commit(t.Context(), dir, versions(3))
	if err != nil || !slices.Equal(more[:2], first) {
		t.Errorf("one more: %v, %v; want %v and one", more, err, first)
	}
}

// What somebody has in the repository is never lost.
func TestCommitRefuses(t *testing.T) {
	t.Parallel()
	for want, spoil := range map[string]func(t *testing.T, dir string){
		"does not contain": func(t *testing.T, dir string) { // a version that these lack
			if _, err := Commit(t.Context(), dir, versions(3)); err != nil {
				t.Fatal(err)
			}
		},
		"not committed": func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, "mine.txt"), "")
		},
		"are not committed": func(t *testing.T, dir string) { // a file that git ignores
			write(t, filepath.Join(dir, ".git/info/exclude"), "mine.txt\n")
			write(t, filepath.Join(dir, "mine.txt"), "")
		},
		"another branch": func(t *testing.T, dir string) { runGit(t, dir, "checkout", "-q", "-b", "other") },
		"not empty, and no repository": func(t *testing.T, dir string) {
			if err := os.Rename(filepath.Join(dir, ".git"), filepath.Join(t.TempDir(), "git")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(want, func(t *testing.T) {
			t.Parallel()
			dir, _ := repository(t, 2)
			spoil(t, dir)
			if _, err := Commit(t.Context(), dir, versions(2)); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("error %v, want one of %q", err, want)
			}
		})
	}
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
