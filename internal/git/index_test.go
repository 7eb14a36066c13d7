package git

import (
	"strings"
	"testing"
)

// Names are changed in the index, and what it holds stays: of what is edited, what was added.
func TestIndexRename(t *testing.T) {
	t.Parallel()
	dir, git := repository(t)
	for _, name := range []string{"a", "b c", "ü"} {
		write(t, dir, "site/content/"+name, "the text of "+name)
	}
	git("add", ".")
	git("commit", "-qm", "one")
	write(t, dir, "site/content/a", "edited")
	write(t, dir, "site/content/untracked", "x")
	index, err := ReadIndex(t.Context(), dir+"/site", "content")
	if err != nil {
		t.Fatal(err)
	}
	renamed := map[string]string{"content/a": "content/d/a", "content/ü": "content/é", "content/untracked": "content/u"}
	if err := index.Rename(t.Context(), renamed); err != nil {
		t.Fatal(err)
	}
	out, err := output(t.Context(), dir, "diff", "--cached", "-z", "--name-status", "-M")
	if want := "R100\x00site/content/a\x00site/content/d/a\x00R100\x00site/content/ü\x00site/content/é\x00"; err != nil || out != want {
		t.Errorf("the index has %q, %v", out, err)
	}
}

// What a merge has left open is no state to move in.
func TestIndexWithConflicts(t *testing.T) {
	t.Parallel()
	dir, git := repository(t)
	write(t, dir, "content/a", "1")
	git("add", ".")
	git("commit", "-qm", "one")
	git("switch", "-qc", "other")
	write(t, dir, "content/a", "2")
	git("commit", "-qam", "two")
	git("switch", "-q", "main")
	write(t, dir, "content/a", "3")
	git("commit", "-qam", "three")
	Command(t.Context(), dir, "merge", "-q", "other").Run() // which fails
	if _, err := ReadIndex(t.Context(), dir, "content"); err == nil || !strings.Contains(err.Error(), "content/a has conflicts") {
		t.Errorf("it said %v", err)
	}
}
