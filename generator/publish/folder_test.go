package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/twisted/sitegen/internal/sitetest"
)

// Of builds into one folder at once, one writes a whole site, or several do one after the other;
// each of the others is told who is in its way.
func TestBuildsAtOnce(t *testing.T) {
	t.Parallel()
	site := func(name string) map[string]string {
		files := map[string]string{"content/_index.md": "+++\ntitle = \"" + name + "\"\n+++\n"}
		for i := range 40 {
			files[fmt.Sprintf("content/%s%d.md", name, i)] = "+++\ntitle = \"" + name + "\"\n+++\n"
			files[fmt.Sprintf("content/both%d.txt", i)] = name
		}
		return files
	}
	var want []string
	for _, name := range []string{"a", "b"} {
		dir := t.TempDir()
		if _, list := build(t.Context(), sitetest.Good(t, site(name)), dir); len(list) > 0 {
			t.Fatal(list)
		}
		want = append(want, fmt.Sprint(sitetest.ReadAll(t, dir)))
	}
	told := 0
	for range 10 {
		dir := filepath.Join(t.TempDir(), "public")
		var group sync.WaitGroup
		said := make([]string, 2)
		for i, name := range []string{"a", "b"} {
			files := sitetest.Good(t, site(name))
			group.Go(func() {
				if _, list := build(t.Context(), files, dir); len(list) > 0 {
					said[i] = list.Error()
				}
			})
		}
		group.Wait()
		got := fmt.Sprint(sitetest.ReadAll(t, dir))
		for i, s := range said {
			if s == "" {
				continue
			}
			told++
			if !strings.Contains(s, fmt.Sprintf("another sitegen is writing into this folder: build, process %d on ", os.Getpid())) {
				t.Errorf("a build is told\n%s", s)
			}
			if got != want[1-i] {
				t.Errorf("the other one left %d bytes of %d", len(got), len(want[1-i]))
			}
		}
		if got != want[0] && got != want[1] {
			t.Error("the folder holds neither site")
		}
	}
	if told == 0 {
		t.Error("no two builds met")
	}
}

// A folder that was made for a build that came to nothing is gone, and so is the lock.
func TestNothingIsLeftOfABuildOfNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	folder, err := Open(filepath.Join(dir, "public/site"))
	if err != nil {
		t.Fatal(err)
	}
	if err := folder.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
