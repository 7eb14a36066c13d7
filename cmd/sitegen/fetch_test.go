package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/twisted/sitegen/internal/tractest"
)

// convertSite converts a Trac into a new site and returns what the program said.
func convertSite(t *testing.T, recorded *tractest.Trac, flags ...string) (dir string, code int, said string) {
	t.Helper()
	dir = newSite(t)
	code, out, errs := sitegen(t, dir, append([]string{"convert", recorded.Serve(t)}, flags...)...)
	return dir, code, out + errs
}

// kept is what a snapshot has of the Trac: pages, versions and files.
func kept(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, part := range []string{"pages", "history", "files", "escaped"} {
		for name, data := range readFolder(t, filepath.Join(dir, ".trac", part)) {
			all[part+"/"+name] = data
		}
	}
	return all
}

// wholeSnapshot is what a fetch without faults keeps.
func wholeSnapshot(t *testing.T) map[string]string {
	t.Helper()
	dir, code, said := convertSite(t, tractest.Weathercock(t))
	if code != 0 {
		t.Fatal(said)
	}
	return kept(t, dir)
}

// A Trac that is busy now and then gives all the same.
func TestFetchFromABusyTrac(t *testing.T) {
	t.Parallel()
	busy := tractest.Weathercock(t)
	busy.FailEvery = 3
	holdsAll(t, busy)
}

// What breaks off half-way is asked for again, and nothing half is kept.
func TestFetchThroughABadLine(t *testing.T) {
	t.Parallel()
	dropping := tractest.Weathercock(t)
	dropping.DropEvery = 4
	holdsAll(t, dropping)
}

func holdsAll(t *testing.T, faulty *tractest.Trac) {
	t.Helper()
	dir, code, said := convertSite(t, faulty)
	if got, want := kept(t, dir), wholeSnapshot(t); code != 0 || !sameFiles(got, want) {
		t.Errorf("exits %d\n%s%s", code, said, difference(got, want))
	}
}

// A fetch that is stopped, as by Ctrl-C, keeps what is whole; again, it asks only for the rest and
// ends with the same bytes.
func TestStoppedFetchGoesOn(t *testing.T) {
	t.Parallel()
	whole := wholeSnapshot(t)
	dir := newSite(t)
	first := tractest.Weathercock(t)
	ctx, stop := context.WithCancel(t.Context())
	first.Before = func(n int) {
		if n == 20 {
			stop()
		}
	}
	var said strings.Builder
	if code := run(ctx, []string{"-C", dir, "convert", first.Serve(t)}, &said, &said); code == 0 {
		t.Fatalf("the fetch was not stopped:\n%s", said.String())
	}
	had := kept(t, dir)
	if len(had) < 10 || len(had) > 30 {
		t.Fatalf("%d files after 20 requests", len(had))
	}
	for name, data := range had {
		if data != whole[name] {
			t.Errorf("%s is not whole", name)
		}
	}
	second := tractest.Weathercock(t)
	must(t, dir, "convert", second.Serve(t))
	if got := kept(t, dir); !sameFiles(got, whole) {
		t.Error(difference(got, whole))
	}
	if n := len(second.Asked()); n != 1+len(whole)-len(had) {
		t.Errorf("%d requests for the list of pages and %d files", n, len(whole)-len(had))
	}
}

// The conversion of a snapshot whose fetch was stopped knows what it lacks, and says how to go on.
func TestStoppedSnapshotSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	dir := newSite(t)
	stopped := tractest.Weathercock(t)
	ctx, stop := context.WithCancel(t.Context())
	stopped.Before = func(n int) {
		if n == 10 {
			stop()
		}
	}
	address := stopped.Serve(t)
	run(ctx, []string{"-C", dir, "convert", address}, new(strings.Builder), new(strings.Builder))
	code, out, errs := sitegen(t, dir, "convert", filepath.Join(dir, ".trac"))
	had := len(kept(t, dir)) / 2 // a page has two files
	var pages, missing int
	fmt.Sscanf(out, "%d", &pages)
	_, rest, _ := strings.Cut(out, "missing: ")
	fmt.Sscanf(rest, "%d", &missing)
	if code != 1 || pages > had || pages+missing != 19+1 || // one is of Trac's own guide
		!strings.Contains(rest, "convert "+address) {
		t.Errorf("exits %d, of %d pages\n%s%s", code, had, out, errs)
	}
}

// A page that Trac lists and says not to have is told.
func TestListedPageThatIsNotThere(t *testing.T) {
	t.Parallel()
	recorded := tractest.Weathercock(t)
	recorded.Set("/trac/wiki/Oddities", tractest.Answer{Status: 404, Type: "text/html", Body: []byte("<h1>no</h1>")})
	dir, code, said := convertSite(t, recorded)
	if code != 1 || !strings.Contains(said, "not fetched: /wiki/Oddities: the Trac lists it") {
		t.Errorf("exits %d\n%s", code, said)
	}
	inventory, err := os.ReadFile(filepath.Join(dir, ".trac/inventory.txt"))
	if err != nil || !slices.Contains(strings.Fields(string(inventory)), "/trac/wiki/Oddities") {
		t.Errorf("%v\n%s", err, inventory)
	}
}

// A Trac that dies is told, with what is missing; when it lives again the rest is brought.
func TestFetchFromADyingTrac(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for the dead")
	}
	t.Parallel()
	whole := wholeSnapshot(t)
	dying := tractest.Weathercock(t)
	dying.DieAt = 44 // of 47
	dir, _, said := convertSite(t, dying)
	if n := strings.Count(said, "not fetched: /"); n == 0 || n > 4 {
		t.Errorf("%d failures are told:\n%s", n, said)
	}
	must(t, dir, "convert", tractest.Weathercock(t).Serve(t))
	if got := kept(t, dir); !sameFiles(got, whole) {
		t.Error(difference(got, whole))
	}
}

// A page that is forbidden is told; the others are brought.
func TestFetchBesideAForbiddenPage(t *testing.T) {
	t.Parallel()
	secretive := tractest.Weathercock(t)
	secretive.Forbid = "/wiki/Station/Roof"
	_, _, said := convertSite(t, secretive)
	for _, want := range []string{"18 pages and 5 attachments", "not fetched: /wiki/Station/Roof: the server answers 403 Forbidden"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in\n%s", want, said)
		}
	}
}

// A dry run writes nothing, though it asks the Trac; of what a snapshot has it asks nothing again.
func TestDryRunWritesNothing(t *testing.T) {
	t.Parallel()
	dir := newSite(t)
	before := readFolder(t, dir)
	address := tractest.Weathercock(t).Serve(t)
	if said := must(t, dir, "convert", "--dry-run", address); !strings.HasPrefix(said, "19 pages, 6 attachments") {
		t.Error(said)
	}
	if after := readFolder(t, dir); !sameFiles(after, before) {
		t.Error(difference(after, before))
	}
	must(t, dir, "convert", address)
	before = readFolder(t, dir)
	again := tractest.Weathercock(t)
	must(t, dir, "convert", "--dry-run", again.Serve(t))
	if after := readFolder(t, dir); !sameFiles(after, before) {
		t.Error(difference(after, before))
	}
	if n := len(again.Asked()); n != 1 {
		t.Errorf("%d requests", n)
	}
}

// What the snapshot has is asked for again if --refresh is given, and only then.
func TestRefresh(t *testing.T) {
	t.Parallel()
	recorded := tractest.Weathercock(t)
	dir := newSite(t)
	address := recorded.Serve(t)
	must(t, dir, "convert", address)
	for _, uri := range []string{"/trac/wiki/RainGauge", "/trac/wiki/RainGauge?format=txt", "/trac/raw-attachment/wiki/Links/data.csv"} {
		a, ok := recorded.Answer(uri)
		if !ok {
			t.Fatal(uri)
		}
		a.Body = []byte(strings.NewReplacer("two litres", "three litres", "1,3", "1,4").Replace(string(a.Body)))
		recorded.Set(uri, a)
	}
	read := func() (all string) {
		for _, name := range []string{"content/wiki/RainGauge.md", "content/trac/raw-attachment/wiki/Links/data.csv"} {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			all += string(data)
		}
		return all
	}
	must(t, dir, "convert", address)
	if all := read(); !strings.Contains(all, "two litres") || !strings.Contains(all, "1,3") {
		t.Errorf("asked again without --refresh:\n%s", all)
	}
	must(t, dir, "convert", "--refresh", address)
	if all := read(); !strings.Contains(all, "three litres") || !strings.Contains(all, "1,4") {
		t.Errorf("not asked again:\n%s", all)
	}
}

// A page that was deleted since is no page any more after --refresh.
func TestRefreshWithoutADeletedPage(t *testing.T) {
	t.Parallel()
	recorded := tractest.Weathercock(t)
	dir := newSite(t)
	address := recorded.Serve(t)
	must(t, dir, "convert", address)
	deleted, ok := recorded.Answer("/trac/wiki/GoneFishing")
	if !ok || deleted.Status != 404 {
		t.Fatalf("%+v", deleted)
	}
	recorded.Set("/trac/wiki/Oddities", deleted)
	index, _ := recorded.Answer("/trac/wiki/TitleIndex")
	index.Body = regexp.MustCompile(`<a[^>]*href="/trac/wiki/Oddities"[^>]*>`).ReplaceAll(index.Body, []byte("<a>"))
	recorded.Set("/trac/wiki/TitleIndex", index)
	code, said, errs := sitegen(t, dir, "convert", "--refresh", address)
	if code != 0 || !strings.HasPrefix(said, "18 pages") || !strings.Contains(errs, "no longer in the Trac: Oddities") {
		t.Errorf("exits %d\n%s%s", code, said, errs)
	}
	inventory, err := os.ReadFile(filepath.Join(dir, ".trac/inventory.txt"))
	if err != nil || slices.Contains(strings.Fields(string(inventory)), "/trac/wiki/Oddities") {
		t.Errorf("%v\n%s", err, inventory)
	}
}

// The first page keeps its URLs while it is missing: what was converted of it before is still there.
func TestMissingFirstPageKeepsItsURLs(t *testing.T) {
	t.Parallel()
	recorded := tractest.Weathercock(t)
	dir := newSite(t)
	must(t, dir, "convert", recorded.Serve(t))
	if err := os.WriteFile(filepath.Join(dir, ".trac/pages/WikiStart.txt"), []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	code, out, errs := sitegen(t, dir, "convert", filepath.Join(dir, ".trac"))
	if code != 1 || !strings.Contains(errs, "not fetched: /wiki/WikiStart: its file in the snapshot is damaged") {
		t.Errorf("exits %d\n%s%s", code, out, errs)
	}
	must(t, dir, "build")
}

// A page that comes later, and whose attachments need a folder where a file was, is brought as if it had come
// at once.
func TestALatePageMakesItsRoom(t *testing.T) {
	t.Parallel()
	wiki := tractest.Wiki{Base: "/trac", Pages: []tractest.Page{
		{Name: "Foo", Source: "Foo", HTML: "<p>Foo</p>", Attachments: map[string]string{"bar": "file"}},
		{Name: "Foo/bar", Source: "Bar", HTML: "<p>Bar</p>", Attachments: map[string]string{"x.txt": "xx"}},
		{Name: "WikiStart", Source: "Start", HTML: "<p>Start</p>"},
	}}
	var forbidden atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if forbidden.Load() && r.URL.Path == "/trac/wiki/Foo/bar" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		wiki.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	address := server.URL + "/trac"
	dir, whole := newSite(t), newSite(t)
	must(t, whole, "convert", address)
	forbidden.Store(true)
	if code, out, errs := sitegen(t, dir, "convert", address); code != 1 {
		t.Fatalf("exits %d\n%s%s", code, out, errs)
	}
	forbidden.Store(false)
	must(t, dir, "convert", address)
	must(t, dir, "build")
	if got, want := readFolder(t, filepath.Join(dir, "content")), readFolder(t, filepath.Join(whole, "content")); !sameFiles(got, want) {
		t.Error(difference(got, want))
	}
}
