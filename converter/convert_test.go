package converter

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/converter/trac"
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

func convert(t *testing.T) (*Conversion, string) {
	t.Helper()
	s, dir := snapshot(t, "testdata/wiki.txtar")
	c, err := Convert(s, Options{Hosts: []string{"old.example.org"}})
	if err != nil {
		t.Fatal(err)
	}
	return c, dir
}

// testdata/wiki.txtar is a wiki, testdata/site.txtar what becomes of it.
func TestGolden(t *testing.T) {
	c, _ := convert(t)
	out := &txtar.Archive{}
	for _, name := range slices.Sorted(maps.Keys(c.Files)) {
		out.Files = append(out.Files, txtar.File{Name: name, Data: c.Files[name]})
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
	if !maps.EqualFunc(a.Files, b.Files, slices.Equal) {
		t.Error("two conversions of one snapshot differ")
	}
}

// A page that somebody edited stays, unless forced; rules are written once.
func TestEditedPagesStay(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	write := func(force bool) *Report {
		t.Helper()
		c.Report.Kept = nil
		if _, err := c.Write(site, notes, force); err != nil {
			t.Fatal(err)
		}
		return c.Report
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
}

// A page that changed in the Trac is brought up to date if nobody edited it.
func TestUneditedPagesFollow(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	if _, err := c.Write(site, notes, false); err != nil {
		t.Fatal(err)
	}
	c.Files["content/wiki/Macros.md"] = []byte("newer")
	if _, err := c.Write(site, notes, false); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(filepath.Join(site, "content/wiki/Macros.md")); string(data) != "newer" {
		t.Errorf("the page was not brought up to date: %q", c.Report.Kept)
	}
}

// A Trac at the root has its wiki where the site has it: those pages need no alias.
func TestTracAtTheRoot(t *testing.T) {
	s, _ := snapshot(t, "testdata/wiki.txtar")
	c, err := Convert(s, Options{Base: "/"})
	if err != nil {
		t.Fatal(err)
	}
	if page := string(c.Files["content/wiki/Macros.md"]); strings.Contains(page, "aliases") {
		t.Errorf("a page is its own alias:\n%s", page)
	}
	if page := string(c.Files["content/wiki/Dev/Rules-new.md"]); !strings.Contains(page, `aliases = ["/wiki/Dev/Rules:%20new%3F"]`) {
		t.Errorf("a page that moved has no alias:\n%s", page)
	}
	if _, ok := c.Files["content/raw-attachment/wiki/WikiStart/a b.png"]; !ok {
		t.Error("the attachment is not where it was")
	}
}

// What was written before a failure is known as ours the next time.
func TestAFailureForgetsNothing(t *testing.T) {
	c, notes := convert(t)
	site := t.TempDir()
	if err := os.WriteFile(filepath.Join(site, "redirects"), []byte("a file where a folder must be"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write(site, notes, false); err == nil {
		t.Fatal("no error")
	}
	os.Remove(filepath.Join(site, "redirects"))
	c.Files["content/wiki/Macros.md"] = []byte("newer")
	if _, err := c.Write(site, notes, false); err != nil || len(c.Report.Kept) > 0 {
		t.Errorf("%v, left alone: %q", err, c.Report.Kept)
	}
}

func TestContentPaths(t *testing.T) {
	names := []string{"A", "a", "A: b?", "A- b", "plan/X", "Plan/Y", "index", "_index", ".hid", "con", "Ünï cödé", "100% sure", "trailing.", "a//b", "日本"}
	got := contentPaths(names, "wiki")
	seen := map[string]string{}
	for _, name := range names {
		p := got[name]
		if other, taken := seen[strings.ToLower(p)]; taken {
			t.Errorf("%q and %q are both %s", name, other, p)
		}
		seen[strings.ToLower(p)] = name
		if strings.ContainsAny(p, ` :?*"<>|%#\`) || strings.Contains(p, "/.") || strings.Contains(p, "/_") || strings.Contains(p, "//") {
			t.Errorf("%q becomes %q", name, p)
		}
	}
	for name, want := range map[string]string{"A": "wiki/A.md", "plan/X": "wiki/plan/X.md", "A- b": "wiki/A-b.md", "A: b?": "wiki/A-b-2.md", "日本": "wiki/日本.md"} {
		if got[name] != want {
			t.Errorf("%q becomes %q, want %q", name, got[name], want)
		}
	}
}
