package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/git"
	"github.com/twisted/sitegen/internal/tractest"
)

// The versions of a small wiki's pages become commits: it is converted with its history once, and
// each test below holds one law of it.
func TestWeathercockHistory(t *testing.T) {
	t.Parallel()
	dir, recorded := newSite(t), tractest.Weathercock(t)
	writeFiles(t, dir, map[string]string{"site.toml": "title = \"T\"\n[convert]\nhistory = \"https://example.org/history\"\n"})
	must(t, dir, "convert", recorded.Serve(t), "--history", "history")
	for name, law := range map[string]func(t *testing.T, dir string, recorded *tractest.Trac){
		"every version is a commit":     everyVersionIsACommit,
		"hashes are the same each time": hashesAreTheSameEachTime,
		"version numbers arrive":        versionNumbersArrive,
		"a snapshot has all versions":   aSnapshotHasAllVersions,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			law(t, dir, recorded)
		})
	}
}

func inHistory(t *testing.T, dir string, args ...string) string {
	t.Helper()
	out, err := git.Command(t.Context(), filepath.Join(dir, "history"), args...).Output()
	if err != nil {
		t.Fatalf("git %q: %v", args, err)
	}
	return string(out)
}

// The wiki's versions are commits, the oldest first, by who wrote them and when.
func everyVersionIsACommit(t *testing.T, dir string, _ *tractest.Trac) {
	log := inHistory(t, dir, "log", "--reverse", "--format=%ad|%an|%s", "--date=format-local:%Y-%m-%dT%H:%M:%SZ", "--", "WindVane.txt")
	const want = `2008-03-02T07:00:00Z|hanna|made
2008-03-02T09:00:00Z|lars|WindVane, version 2
2010-01-31T23:59:59Z|anonymous|Übung: "quotes" & <angles>
2010-02-01T00:00:01Z|lars|back to what it was
2014-07-08T12:00:00Z|hanna|Its parts.
`
	if log != want {
		t.Errorf("got:\n%s\nwant:\n%s", log, want)
	}
	if n := strings.Count(inHistory(t, dir, "rev-list", "HEAD"), "\n"); n != 26 {
		t.Errorf("%d commits", n)
	}
}

// The commits depend on the wiki alone: they have the same hashes wherever and whenever they are
// written.
func hashesAreTheSameEachTime(t *testing.T, dir string, _ *tractest.Trac) {
	const want = "d0382d2146d19539aa0b55174826cabb1110912e"
	if got := strings.TrimSpace(inHistory(t, dir, "rev-parse", "HEAD")); got != want {
		t.Errorf("the last commit is %s, want %s", got, want)
	}
}

// ?version=N leads to the commit that holds, byte for byte, what the Trac answered to it.
func versionNumbersArrive(t *testing.T, dir string, recorded *tractest.Trac) {
	for page, versions := range map[string]int{"WikiStart": 3, "WindVane": 5, "Station/Cellar": 1, "Log Book": 1, "Übersicht/Größe": 1} {
		for n := range versions {
			old := fmt.Sprintf("/trac/wiki/%s?version=%d", strings.ReplaceAll(page, " ", "%20"), n+1)
			said := must(t, dir, "redirects", "test", old)
			_, at, _ := strings.Cut(said, "https://example.org/history/blob/")
			at, _, _ = strings.Cut(at, "\n")
			commit, file, _ := strings.Cut(at, "/")
			want, ok := recorded.Answer(old + "&format=txt")
			name, err := url.PathUnescape(file)
			if got := inHistory(t, dir, "show", commit+":"+name); !ok || err != nil || got != string(want.Body) {
				t.Errorf("%s leads to %s: %q, want %q", old, at, got, want.Body)
			}
		}
	}
}

// A snapshot that has the versions is enough: the Trac is not asked again.
func aSnapshotHasAllVersions(t *testing.T, dir string, recorded *tractest.Trac) {
	asked := len(recorded.Asked())
	again := newSite(t)
	writeFiles(t, again, map[string]string{"site.toml": "title = \"T\"\n[convert]\nhistory = \"https://example.org/history\"\n"})
	must(t, again, "convert", filepath.Join(dir, ".trac"), "--history", "history")
	before, after := inHistory(t, dir, "rev-parse", "HEAD"), inHistory(t, again, "rev-parse", "HEAD")
	if after != before || len(recorded.Asked()) != asked {
		t.Errorf("%s is not %s; %d requests", after, before, len(recorded.Asked())-asked)
	}
}

// A history is not written while a version of it is missing: commits cannot be put before others
// later.
func TestNoHistoryAroundAMissingVersion(t *testing.T) {
	t.Parallel()
	dir, recorded := newSite(t), tractest.Weathercock(t)
	writeFiles(t, dir, map[string]string{"site.toml": "title = \"T\"\n[convert]\nhistory = \"https://example.org/history\"\n"})
	recorded.Forbid = "version=1&format=txt"
	address := recorded.Serve(t)
	code, out, errs := sitegen(t, dir, "convert", address, "--history", "history")
	if code != 1 || !strings.Contains(errs, "no history is written while versions are missing") {
		t.Errorf("exits %d\n%s%s", code, out, errs)
	}
	must(t, dir, "convert", tractest.Weathercock(t).Serve(t), "--history", "history")
	everyVersionIsACommit(t, dir, recorded)
}
