package move

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/theme"
)

// However far a move has come, each file is there, under its old name or its new one, with its old
// bytes or its new ones; and what it has done so far is undone.
func TestNoFileIsEverAbsent(t *testing.T) {
	t.Parallel()
	dir, staging := t.TempDir(), t.TempDir()
	before := map[string]string{"a.md": "A", "b.md": "B", "c.md": "C"}
	plan := &Plan{after: map[string][]byte{}}
	for name, text := range before {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640); err != nil {
			t.Fatal(err)
		}
		plan.after[name] = []byte(text + " new")
	}
	plan.Renames = []Rename{{"x.md", "y.md"}}
	a := applying{plan: plan, dir: dir, staging: staging}
	if err := a.stage(); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(staging, listName))
	if err != nil || !strings.Contains(string(list), "x.md → y.md\n") || !strings.Contains(string(list), "b.md: 1.old\n") {
		t.Errorf("the list is %q, %v", list, err)
	}
	if err := os.Remove(a.staged(1)); err != nil { // as far as a kill would let it come
		t.Fatal(err)
	}
	if err := a.replace(); err == nil {
		t.Fatal("it was made without the new bytes")
	}
	check := func(want map[string]string) {
		t.Helper()
		for name, text := range want {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil || string(data) != text {
				t.Errorf("%s is %q, %v", name, data, err)
			}
		}
	}
	check(map[string]string{"a.md": "A new", "b.md": "B", "c.md": "C"})
	for _, n := range []string{"0.old", "1.old"} {
		data, err := os.ReadFile(filepath.Join(staging, n))
		if err != nil || !slices.Contains([]string{"A", "B"}, string(data)) {
			t.Errorf("%s is %q, %v", n, data, err)
		}
	}
	if err := a.undo(); err != nil {
		t.Fatal(err)
	}
	check(before)
}

// While the folder of a move is there, nothing is moved: the site may be between two states.
func TestAfterAnInterruptedMove(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, folder := range []string{"content", ".sitegen-mv-123"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	o := generator.Options{Dir: os.DirFS(dir), Theme: theme.FS}
	_, err := Make(t.Context(), o, "a.md", "b.md")
	if err == nil || !strings.Contains(err.Error(), ".sitegen-mv-123: error: a move was interrupted") {
		t.Errorf("it said %v", err)
	}
}
