package converter

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/goldentest"
)

// snapshot lays a golden wiki out as a snapshot.
func snapshot(t *testing.T, file string) (*trac.Snapshot, string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		to := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := trac.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func convert(t *testing.T) (Conversion, string) {
	t.Helper()
	s, dir := snapshot(t, "testdata/wiki.txtar")
	c, err := Convert(s, Options{Hosts: []string{"old.example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	return c, dir
}

// contents returns what the files hold, by path, but for those that are written once.
func contents(t testing.TB, c Conversion) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, f := range c.Files {
		if f.Once {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if all[f.Path], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// testdata/wiki.txtar is a wiki, testdata/site.txtar what becomes of it.
func TestGolden(t *testing.T) {
	c, _ := convert(t)
	out := &txtar.Archive{}
	files := contents(t, c)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		out.Files = append(out.Files, txtar.File{Name: name, Data: files[name]})
	}
	var report strings.Builder
	c.Report.WriteText(&report)
	out.Files = append(out.Files,
		txtar.File{Name: "inventory", Data: []byte(strings.Join(c.Inventory, "\n") + "\n")},
		txtar.File{Name: "report", Data: []byte(report.String())})
	got := txtar.Format(out)
	if *goldentest.Update {
		if err := os.WriteFile("testdata/site.txtar", got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestConversionIsAFunction(t *testing.T) {
	a, _ := convert(t)
	b, _ := convert(t)
	if !maps.EqualFunc(contents(t, a), contents(t, b), slices.Equal) {
		t.Error("two conversions of one snapshot differ")
	}
}

// A page that somebody edited stays, unless forced; rules are written once.
func TestEditedPagesStay(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	write := func(force bool) report.Report {
		t.Helper()
		result, err := c.Write(site, notes, force)
		if err != nil {
			t.Fatal(err)
		}
		return result.Report
	}
	write(false)
	page, rules := filepath.Join(site, "content/wiki/Macros.md"), filepath.Join(site, "redirects/trac.toml")
	for _, f := range []string{page, rules} {
		if err := os.WriteFile(f, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept := write(false).Kept; !slices.Equal(kept, []string{"content/wiki/Macros.md"}) {
		t.Errorf("kept = %q", kept)
	}
	if data, _ := os.ReadFile(page); string(data) != "mine" {
		t.Error("an edited page was overwritten")
	}
	write(true)
	if data, _ := os.ReadFile(page); string(data) == "mine" {
		t.Error("--force overwrote nothing")
	}
	if data, _ := os.ReadFile(rules); string(data) != "mine" {
		t.Error("the rules were written twice")
	}
	if c.Report.Kept != nil {
		t.Error("writing changed the conversion")
	}
}

// A page that somebody deleted, or moved, does not come back, unless forced.
func TestDeletedPagesStayAway(t *testing.T) {
	t.Parallel()
	c, notes := convert(t)
	site := t.TempDir()
	if _, err := c.Write(site, notes, false); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(site, "content/wiki/Macros.md")
	for _, force := range []bool{false, true} {
		if err := os.Remove(page); err != nil {
			t.Fatal(err)
		}
		result, err := c.Write(site, notes, force)
		if err != nil {
			t.Fatal(err)
		}
		_, err = os.Stat(page)
		if kept := result.Report.Kept; (err == nil) != force || slices.Contains(kept, "content/wiki/Macros.md") == force {
			t.Errorf("force %v: %v, kept %q", force, err, kept)
		}
		if !force {
			if err := os.WriteFile(page, nil, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// A page's file that cannot be read may be anybody's work: it stays, and the others are brought.
func TestUnreadablePagesStay(t *testing.T) {
	t.Parallel()
	c, notes := convert(t)
	site := t.TempDir()
	page := filepath.Join(site, "content/wiki/Macros.md")
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("Macros.md", page); err != nil { // a link to itself, which root cannot read either
		t.Fatal(err)
	}
	result, err := c.Write(site, notes, false)
	list, ok := errors.AsType[source.List](err)
	want := "content/wiki/Macros.md: error: it cannot be read, so it was left as it is"
	if !ok || !strings.HasPrefix(list.Error(), want) || len(list) != 1 {
		t.Errorf("told %v\nwant %s", err, want)
	}
	if info, err := os.Lstat(page); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the file was replaced: %v, %v", info, err)
	}
	if result.Written < 5 || len(result.Report.Kept) > 0 {
		t.Errorf("%d files written, kept %q", result.Written, result.Report.Kept)
	}
	if _, err := c.Write(site, notes, true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(page); err != nil {
		t.Errorf("--force did not replace it: %v", err)
	}
	if result, err := c.Write(site, notes, false); err != nil || result.Written != 0 {
		t.Errorf("again: %d written, %v", result.Written, err)
	}
}

// The ledger knows of no file that a power cut can take. Not parallel: it looks on while files are
// written.
func TestPagesAreFlushedBeforeTheyAreNoted(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	var saw []string
	before := flush
	defer func() { flush = before }()
	flush = func(dir string) error {
		_, page := os.Stat(filepath.Join(site, "content/wiki/Macros.md"))
		_, noted := os.Stat(filepath.Join(notes, ledgerFile))
		saw = append(saw, fmt.Sprintf("%v, page %v, noted %v", dir == site, page == nil, noted == nil))
		return before(dir)
	}
	for range 2 { // the second changes nothing
		if _, err := c.Write(site, notes, false); err != nil {
			t.Fatal(err)
		}
	}
	if want := []string{"true, page true, noted false"}; !slices.Equal(saw, want) {
		t.Errorf("flushed: %q, want %q", saw, want)
	}
	flush = func(string) error { return os.ErrInvalid }
	os.RemoveAll(site)
	os.Remove(filepath.Join(notes, ledgerFile))
	if _, err := c.Write(site, notes, false); !errors.Is(err, os.ErrInvalid) {
		t.Errorf("a disk that takes nothing: %v", err)
	}
	if _, err := os.Stat(filepath.Join(notes, ledgerFile)); err == nil {
		t.Error("what may not be on the disk was noted")
	}
}

// Without what was noted of earlier conversions, nothing is written.
func TestAnUnreadableLedgerStopsTheConversion(t *testing.T) {
	t.Parallel()
	c, notes := convert(t)
	site := t.TempDir()
	if err := os.MkdirAll(filepath.Join(notes, ledgerFile), 0o755); err != nil { // which is no file
		t.Fatal(err)
	}
	_, err := c.Write(site, notes, true)
	if err == nil || !strings.Contains(err.Error(), ledgerFile+": error: what was converted before cannot be read") {
		t.Errorf("told %v", err)
	}
	if entries, _ := os.ReadDir(site); len(entries) > 0 {
		t.Errorf("written: %v", entries)
	}
}

// A section at the address of the wiki's first page needs no alias for it.
func TestTheSectionIsNoAliasOfItself(t *testing.T) {
	t.Parallel()
	if page := string(sectionIndex("", nil, map[string]bool{"/wiki/": true})); strings.Contains(page, `"/wiki"`) {
		t.Errorf("the section is its own alias:\n%s", page)
	}
	if page := string(sectionIndex("", nil, nil)); !strings.Contains(page, `"/wiki"`) {
		t.Errorf("nothing answers the wiki's address:\n%s", page)
	}
}

// A page's number of versions, which is read from HTML, makes a bounded number of old URLs.
func TestTheInventoryIsBounded(t *testing.T) {
	t.Parallel()
	a := &article{page: &trac.Page{Name: "P", Version: 100 * maxVersions}}
	if got := len(inventory("", []*article{a}, &input{}, nil)); got > 3*maxVersions {
		t.Errorf("one page made %d URLs", got)
	}
}

// A page that changed in the Trac is brought up to date if nobody edited it.
func TestUneditedPagesFollow(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	if _, err := c.Write(site, notes, false); err != nil {
		t.Fatal(err)
	}
	result, err := c.With(textFile("content/wiki/Macros.md", []byte("newer"))).Write(site, notes, false)
	if err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(filepath.Join(site, "content/wiki/Macros.md")); string(data) != "newer" {
		t.Errorf("the page was not brought up to date: %q", result.Report.Kept)
	}
}

// A Trac at the root has its wiki where the site has it: those pages need no alias.
func TestTracAtTheRoot(t *testing.T) {
	s, _ := snapshot(t, "testdata/wiki.txtar")
	c, err := Convert(s, Options{Base: "/"})
	if err != nil {
		t.Fatal(err)
	}
	files := contents(t, c)
	if page := string(files["content/wiki/Macros.md"]); strings.Contains(page, "aliases") {
		t.Errorf("a page is its own alias:\n%s", page)
	}
	if page := string(files["content/wiki/Dev/Rules-new.md"]); !strings.Contains(page,
		`aliases = ["/wiki/Dev/Rules:%20new%3F"]`) {
		t.Errorf("a page that moved has no alias:\n%s", page)
	}
	if _, ok := files["content/raw-attachment/wiki/WikiStart/a b.png"]; !ok {
		t.Error("the attachment is not where it was")
	}
}

// What was written before a failure is known as ours the next time.
func TestAFailureForgetsNothing(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "redirects"), []byte("a file where a folder must be"),
		0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(site, notes, false); err == nil {
		t.Fatal("no error")
	}
	os.Remove(filepath.Join(site, "redirects"))
	result, err := c.With(textFile("content/wiki/Macros.md", []byte("newer"))).Write(site, notes, false)
	if err != nil || len(result.Report.Kept) > 0 {
		t.Errorf("%v, left alone: %q", err, result.Report.Kept)
	}
}

// Attachments are never all in memory: a conversion that is written allocates a small part of
// what they hold. It must not run beside other tests, whose memory would count.
func TestAttachmentsStream(t *testing.T) {
	const count, size = 6, 16 << 20
	s, dir := snapshot(t, "testdata/wiki.txtar")
	for i := range count {
		file := filepath.Join(dir, "files/raw-attachment/wiki/WikiStart", fmt.Sprintf("large-%d.bin", i))
		if err := os.WriteFile(file, []byte{byte(i)}, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(file, size); err != nil {
			t.Fatal(err)
		}
	}
	site := t.TempDir()
	for _, written := range []bool{true, false} { // the second time nothing has changed
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		c, err := Convert(s, Options{})
		if err != nil {
			t.Fatal(err)
		}
		result, err := c.Write(site, dir, false)
		if err != nil || (result.Written > count) != written {
			t.Fatalf("%d files written, %v", result.Written, err)
		}
		runtime.ReadMemStats(&after)
		if allocated := after.TotalAlloc - before.TotalAlloc; allocated > size {
			t.Errorf("%d bytes were allocated for %d attachments of %d", allocated, count, size)
		}
	}
	info, err := os.Stat(filepath.Join(site, "content/trac/raw-attachment/wiki/WikiStart/large-1.bin"))
	if err != nil || info.Size() != size {
		t.Errorf("an attachment did not arrive: %v", err)
	}
}
