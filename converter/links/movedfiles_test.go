package links

import (
	"path"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/nametest"
)

// A file keeps its place where it can; those that cannot have others, within bounds, where no file
// or folder is.
func TestMovedFiles(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		var files []string
		for _, page := range nametest.Pages(seed, 30) {
			for _, name := range nametest.Attachments(seed, 8) {
				files = append(files, "raw-attachment/wiki/"+page+"/"+name)
			}
		}
		moved := MovedFiles(files)
		at, folders := map[string]string{}, map[string]bool{}
		for _, file := range files {
			to, isMoved := moved[file]
			if !isMoved {
				to = file
			}
			if other := at[to]; other != "" {
				t.Fatalf("seed %d: %q and %q are both %q", seed, file, other, to)
			}
			at[to] = file
			for dir := path.Dir(to); dir != "."; dir = path.Dir(dir) {
				folders[dir] = true
			}
			checkPublished(t, file, to)
			if isMoved && path.Ext(file) == ".png" && path.Ext(to) != ".png" {
				t.Fatalf("%q is %q", file, to)
			}
		}
		for to, file := range at {
			if folders[to] {
				t.Fatalf("seed %d: %q is %q, a folder", seed, file, to)
			}
		}
	}
}

// checkPublished complains of a path that no site can have.
func checkPublished(t *testing.T, file, to string) {
	t.Helper()
	if len(to) > 720 || !utf8.ValidString(to) || strings.Contains(to, `\`) || strings.ContainsFunc(to, unicode.IsControl) {
		t.Fatalf("%q is %q", file, to)
	}
	for _, part := range strings.Split(to, "/") {
		if len(part) > 255 {
			t.Fatalf("%q is %q", file, to)
		}
	}
}

func TestWhereMovedFilesAre(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("日", 90)
	got := MovedFiles([]string{
		"raw-attachment/wiki/A/B", "raw-attachment/wiki/A/B/c.png", "raw-attachment/wiki/A/b-2", "raw-attachment/wiki/A/x\\y.tar",
		"raw-attachment/wiki/A/.hid", "chrome/site/.hid/x.png", "chrome/site/a.png", "raw-attachment/wiki/A/" + long + ".png",
		"raw-attachment/wiki/A/C:d", "raw-attachment/wiki/tab\t/x.md",
	})
	for file, want := range map[string]string{
		"raw-attachment/wiki/A/B": "raw-attachment/wiki/A/B-3", "raw-attachment/wiki/A/x\\y.tar": "raw-attachment/wiki/A/x-y.tar",
		"chrome/site/.hid/x.png":                 "chrome/site/hid/x.png",
		"raw-attachment/wiki/A/" + long + ".png": "raw-attachment/wiki/A/" + strings.Repeat("日", 73) + ".png",
		"raw-attachment/wiki/tab\t/x.md":         "raw-attachment/wiki/tab/x.md",
		"raw-attachment/wiki/A/.hid":             "", "chrome/site/a.png": "", "raw-attachment/wiki/A/C:d": "",
		"raw-attachment/wiki/A/b-2": "", "raw-attachment/wiki/A/B/c.png": "",
	} {
		if got[file] != want {
			t.Errorf("%q is %q, want %q", file, got[file], want)
		}
	}
}

// A file gives way to a folder, also to one that another file was moved to.
func TestFilesGiveWayToFolders(t *testing.T) {
	t.Parallel()
	for _, files := range [][]string{{"a/B", "a/B/c"}, {"a/x-y", "a/x\\y/z"}, {"a/x-y", "a/x\\y", "a/x\\y/z"}} {
		moved := MovedFiles(files)
		if to := moved[files[0]]; to != files[0]+"-2" {
			t.Errorf("%q: %q", files, moved)
		}
	}
}

// What a link calls a file that was moved is where it is now.
func TestLinksToMovedFiles(t *testing.T) {
	t.Parallel()
	s := &Site{Resolver: Resolver{Base: "/trac"}, Fetched: map[string]bool{"raw-attachment/wiki/A/x\\y": true},
		Moved: map[string]string{"raw-attachment/wiki/A/x\\y": "raw-attachment/wiki/A/x-y"}}
	for address, want := range map[string]string{
		"/trac/raw-attachment/wiki/A/x%5Cy?format=raw": "/trac/raw-attachment/wiki/A/x-y?format=raw",
		"/trac/raw-attachment/wiki/A/z":                "/trac/raw-attachment/wiki/A/z",
		"/else/raw-attachment/wiki/A/x%5Cy":            "/else/raw-attachment/wiki/A/x%5Cy",
	} {
		if got := s.relativeFile("A", Target{URL: address}); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
		if got := s.permalink(Target{URL: address}); got != want {
			t.Errorf("%s in HTML: %s, want %s", address, got, want)
		}
	}
	if got := s.AttachmentFile("/trac/attachment/wiki/A/x%5Cy"); got != "/trac/raw-attachment/wiki/A/x-y" {
		t.Errorf("the picture is %s", got)
	}
}

// Every name that a Trac allows has a file of its own, of which every disk, and the site, thinks
// the same.
func TestContentFilesOfAnyNames(t *testing.T) {
	t.Parallel()
	for seed := range uint64(50) {
		names := nametest.Pages(seed, 200)
		got := ContentFiles(names, "wiki")
		owner, folders := map[string]string{}, map[string]bool{}
		for _, name := range names {
			file := got[name]
			if other, taken := owner[source.FoldPath(file)]; taken {
				t.Fatalf("seed %d: %q and %q are both %s", seed, name, other, file)
			}
			owner[source.FoldPath(file)] = name
			for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
				folders[source.FoldPath(dir)] = true
			}
			checkContentFile(t, name, file)
		}
		for file, name := range owner {
			// A page is published as a folder, in which its section's own files are as well.
			if folders[file] || strings.HasSuffix(file, "/index.md") || strings.HasSuffix(file, "/index.html.md") {
				t.Fatalf("seed %d: %q is %s", seed, name, file)
			}
		}
	}
}

// checkContentFile complains of a file that some disk does not take, or that the site does not
// take for a page.
func checkContentFile(t *testing.T, name, file string) {
	t.Helper()
	if len(file) > 740 || !strings.HasPrefix(file, "wiki/") || !strings.HasSuffix(file, ".md") {
		t.Fatalf("%q is %q", name, file)
	}
	for _, part := range strings.Split(file, "/") {
		if part == "" || len(part) > 255 || source.IsHidden(part) || source.IsDevice(part) || part == "raw-attachment" ||
			strings.HasPrefix(part, "_") || strings.HasSuffix(part, ".") || strings.ContainsAny(part, ` \:*?"<>|%#&{}[]`) ||
			!utf8.ValidString(part) || strings.ContainsFunc(part, unicode.IsControl) {
			t.Fatalf("%q is %q, which %q spoils", name, file, part)
		}
	}
}

func TestWhereNamesAre(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("日", 100)
	names := []string{
		"Sub/raw-attachment/Page", "raw-attachment", "A", "A.md/B", "A.md", "Foo~/Bar", "Foo~", " .hid", "con.txt", "a/COM1/b", "x/index.html",
		"e\u0301", "\u00e9", long, long + "x", "git~1/x", "a\u200bb", "می\u200cخواهم", "feed.atom", strings.Repeat("deep/", 300) + "end",
	}
	got := ContentFiles(names, "wiki")
	for name, want := range map[string]string{
		"Sub/raw-attachment/Page": "Sub/raw-attachment-page/Page", "raw-attachment": "raw-attachment-page",
		"A.md/B": "A-md/B", "A.md": "A.md", "Foo~/Bar": "Foo/Bar", "Foo~": "Foo~", " .hid": "hid", "con.txt": "con-page.txt",
		"a/COM1/b": "a/COM1-page/b", "x/index.html": "x/index.html-page", "\u00e9": "\u00e9", "e\u0301": "\u00e9-2",
		long: strings.Repeat("日", 80), long + "x": strings.Repeat("日", 80) + "-2", "git~1/x": "git~1-page/x", "a\u200bb": "a-b",
		"می\u200cخواهم": "می\u200cخواهم", "feed.atom": "feed.atom-page",
		strings.Repeat("deep/", 300) + "end": strings.Repeat("deep/", 139) + "end",
	} {
		if got[name] != "wiki/"+want+".md" {
			t.Errorf("%q is %s, want %s", name, got[name], want)
		}
	}
	for prefix, want := range map[string]string{
		"A.md/": "/wiki/A-md/", "raw-attachment/x": "/wiki/raw-attachment-page/x", "Foo~/B": "/wiki/Foo/B", "": "/wiki/", "con": "/wiki/con",
	} {
		if got := PathPrefix("wiki", prefix); got != want {
			t.Errorf("prefix %q is %s, want %s", prefix, got, want)
		}
	}
}
