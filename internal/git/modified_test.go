package git

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func TestLastModified(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run := func(at string, args ...string) {
		t.Helper()
		cmd := Command(t.Context(), dir, append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org"}, args...)...)
		cmd.Env = append(cmd.Env, "GIT_COMMITTER_DATE="+at, "GIT_AUTHOR_DATE="+at)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	write := func(name, text string) {
		t.Helper()
		full := filepath.Join(dir, name)
		os.MkdirAll(filepath.Dir(full), 0o755)
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if m := LastModified(t.Context(), dir, "content", nil); m.Times != nil || m.Shallow {
		t.Errorf("no repository, but %+v", m)
	}
	run("2020-01-01T00:00:00Z", "init", "-q")
	write("site/content/a b.md", "1")
	write("site/content/ü.md", "1")
	write("site/content/a\"b\\c.md", "1")
	run("2020-01-01T00:00:00Z", "add", ".")
	run("2020-01-01T00:00:00Z", "commit", "-qm", "one")
	write("site/content/ü.md", "2")
	run("2021-02-03T04:05:06Z", "commit", "-qam", "two")
	run("2021-03-01T00:00:00Z", "switch", "-qc", "other", "HEAD~1")
	write("site/content/a b.md", "3")
	run("2021-03-01T00:00:00Z", "commit", "-qam", "three")
	run("2021-03-01T00:00:00Z", "switch", "-q", "-")
	run("2022-05-05T00:00:00Z", "merge", "-q", "--no-ff", "-m", "merged", "other")
	write("site/content/a b.md", "not committed")
	m := LastModified(t.Context(), filepath.Join(dir, "site"), "content", nil)
	if len(m.Times) != 3 || m.Times["content/a b.md"].Format(time.DateOnly) != "2022-05-05" || m.Times["content/a\"b\\c.md"].Format(time.DateOnly) != "2020-01-01" || m.Times["content/ü.md"].Format(time.RFC3339) != "2021-02-03T04:05:06Z" {
		t.Errorf("%+v", m)
	}
	if again := LastModified(t.Context(), filepath.Join(dir, "site"), "content", m); again != m {
		t.Error("the same commit was asked twice")
	}
	shallow := filepath.Join(t.TempDir(), "shallow")
	if out, err := exec.Command("git", "clone", "-q", "--depth=1", "file://"+dir, shallow).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if m := LastModified(t.Context(), filepath.Join(shallow, "site"), "content", nil); !m.Shallow || len(m.Times) != 0 {
		t.Errorf("a shallow clone invents: %+v", m)
	}
}
