package trac

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/nametest"
)

// The names of files are within what disks take, and can be read back; no two are one on any
// disk.
func TestFileNames(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		taken := newPlaces(nil)
		owner := map[string]string{}
		for _, name := range nametest.Pages(seed, 200) {
			file := taken.page(name).html
			folded := source.FoldPath(file)
			if other, isTaken := owner[folded]; isTaken {
				t.Fatalf("seed %d: %q and %q are both %s", seed, name, other, file)
			}
			owner[folded] = name
			checkFileName(t, name, file)
			if read, ok := unescapedName(strings.TrimSuffix(strings.TrimPrefix(file, pagesFolder), ".html")); ok && read != name {
				t.Fatalf("%q is read as %q", name, read)
			}
		}
		for folded := range owner {
			for dir := path.Dir(folded); dir != "."; dir = path.Dir(dir) {
				if owner[dir] != "" {
					t.Fatalf("seed %d: %s lies in a file", seed, folded)
				}
			}
		}
	}
}

// checkFileName complains of a path that some disk does not take.
func checkFileName(t *testing.T, name, file string) {
	t.Helper()
	for _, part := range strings.Split(file, "/") {
		if len(part) > 255 || strings.ContainsAny(part, `\:*?"<>|`) || source.IsDevice(part) || strings.HasSuffix(part, ".") ||
			strings.HasSuffix(part, " ") || strings.ContainsFunc(part, func(r rune) bool { return r < ' ' || r == 0x7f }) || !utf8.ValidString(part) {
			t.Fatalf("%q becomes %q", name, file)
		}
	}
}

// Files of the Trac have places of their own as well, from which their paths can be told.
func TestFilePaths(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		taken := newPlaces(nil)
		for _, page := range nametest.Pages(seed, 20) {
			for _, name := range nametest.Attachments(seed, 20) {
				p := "raw-attachment/wiki/" + page + "/" + name
				file, err := taken.file(p)
				if err != nil {
					t.Fatal(err)
				}
				if !taken.claim(file) {
					t.Fatalf("%s is taken", file)
				}
				checkFileName(t, p, strings.TrimPrefix(strings.TrimPrefix(file, plainFiles), escapedFiles))
				if got, ok := filePathOf(file); !ok || got != p {
					t.Fatalf("%q is read as %q", p, got)
				}
			}
		}
	}
}

// The names that were right keep what they were in earlier releases.
func TestPlainFileNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"WikiStart": "WikiStart", "plan/X": "plan%2FX", "100% sure": "100%25 sure", ".hid": "%2Ehid", "日本": "日本",
		"A/B": "A%2FB", "a:b?": "a%3Ab%3F", "é x": "é x", "CON": "%%8d7ks", "e\u0301": "%%cn682",
	} {
		if got := fileNames(name)[0]; got != want {
			t.Errorf("%q: %s, want %s", name, got, want)
		}
	}
	for p, want := range map[string]string{
		"raw-attachment/wiki/A/b c.png": "files/raw-attachment/wiki/A/b c.png", "a/100%.png": "files/a/100%.png",
		"a/.hid": "files/a/.hid", "a/b:c": "escaped/%%c4nm4ej3", "a/.sitegen-1": "escaped/%%c4nissr9ehimepbe5kog",
	} {
		if got, err := filePaths(p); err != nil || got[0] != want {
			t.Errorf("%q: %s, %v, want %s", p, got[0], err, want)
		}
	}
	for _, p := range []string{"", "/a", "a/../b", "a//b", "..", "a/", "../x", "a/../../x", "/x/.."} {
		if got, err := filePaths(p); err == nil {
			t.Errorf("%q is %q", p, got)
		}
	}
}

// Of twins the one that comes first has the plain name, be it from an earlier fetch.
func TestTwinsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	taken := newPlaces(nil)
	first, second := taken.page("Foo"), taken.page("foo")
	if first.html != "pages/Foo.html" || second.text == "pages/foo.txt" || second.versions == "history/foo" {
		t.Errorf("Foo is %s, foo is %s", first, second)
	}
	if taken.page("Foo") != first || taken.page("foo") != second {
		t.Error("a page has a second place")
	}
	again := newPlaces([]string{second.html, first.html})
	if got := again.page("foo"); got != second {
		t.Errorf("foo was %s and is %s", second, got)
	}
	if got := again.page("FOO"); got == first || got == second {
		t.Errorf("FOO is %s", got)
	}
	if got := again.page("Foo"); got != first {
		t.Errorf("Foo was %s and is %s", first, got)
	}
	old := newPlaces([]string{"pages/Foo.html", "pages/foo.html", "pages/CON.html", "files/a/b:c"}) // on a disk that tells them apart
	for _, name := range []string{"Foo", "foo", "CON"} {
		if got := old.page(name).html; got != "pages/"+name+".html" {
			t.Errorf("%s of an earlier release is %s", name, got)
		}
	}
	if got, _ := old.file("a/b:c"); got != "files/a/b:c" {
		t.Errorf("a/b:c of an earlier release is %s", got)
	}
}

// A file beside a folder of its name has a place of its own, whichever comes first.
func TestFilesBesideFolders(t *testing.T) {
	t.Parallel()
	for _, order := range [][]string{{"a/b", "a/b/c"}, {"a/b/c", "a/b"}, {"a/b/c", "A/b/d"}} {
		taken := newPlaces(nil)
		first, _ := taken.file(order[0])
		second, _ := taken.file(order[1])
		if first != plainFiles+order[0] || !strings.HasPrefix(second, escapedFiles) {
			t.Errorf("%q: %s, %s", order, first, second)
		}
	}
}
