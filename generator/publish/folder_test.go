package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
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

// No name reaches the disk before what it names: all that is staged and the manifest are flushed
// before the first file is moved, and what was moved before the build ends. Not parallel: it
// looks on while files are written.
func TestWhatIsPublishedIsFlushed(t *testing.T) {
	dir := t.TempDir()
	var saw []string
	before := flush
	defer func() { flush = before }()
	flush = func(at string) error {
		manifest, _ := os.ReadFile(filepath.Join(dir, manifestName))
		_, staged := os.Stat(filepath.Join(dir, stagingName, "index.html"))
		_, there := os.Stat(filepath.Join(dir, "index.html"))
		saw = append(saw, fmt.Sprintf("%v, noted %v, staged %v, there %v",
			at == dir, strings.Contains(string(manifest), "index.html"), staged == nil, there == nil))
		return before(at)
	}
	for range 2 { // the second changes nothing
		if _, list := build(t.Context(), sitetest.Good(t, sitetest.Small), dir); len(list) > 0 {
			t.Fatal(list)
		}
	}
	want := []string{"true, noted true, staged true, there false", "true, noted true, staged false, there true"}
	if !slices.Equal(saw, want) {
		t.Errorf("flushed: %q\nwant %q", saw, want)
	}
	flush = func(string) error { return os.ErrInvalid }
	dir = t.TempDir()
	if _, list := build(t.Context(), sitetest.Good(t, sitetest.Small), dir); !list.HasErrors() {
		t.Error("a disk that takes nothing is no error")
	}
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err == nil {
		t.Error("what may not be on the disk was moved")
	}
}
