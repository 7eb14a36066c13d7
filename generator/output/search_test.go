package output_test

import (
	"fmt"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/internal/sitetest"
)

// countingFS counts how often a picture is opened: once for each page that shows it and is
// rendered.
type countingFS struct {
	fs.FS
	opened *atomic.Int64
}

func (f countingFS) Open(name string) (fs.File, error) {
	if strings.HasSuffix(name, "pic.gif") {
		f.opened.Add(1)
	}
	return f.FS.Open(name)
}

// pictured is a site of n pages with a picture, of which the ones that are edited say so.
func pictured(n int, more string) (o generator.Options, files fstest.MapFS) {
	all := map[string]string{"content/_index.md": "+++\ntitle = \"Home\"\n+++\n", "content/pic.gif": "GIF"}
	for i := range n {
		all[fmt.Sprintf("content/page-%d.md", i)] = fmt.Sprintf("+++\ntitle = \"P%d\"\n+++\nWord%d ![p](pic.gif) %s\n", i, i, more)
	}
	o = sitetest.Options(all)
	return o, o.Dir.(fstest.MapFS)
}

// After an edit the search's index is made anew without rendering every page.
func TestAfterAnEditTheIndexRendersOnePage(t *testing.T) {
	t.Parallel()
	const n = 20
	var opened atomic.Int64
	o, files := pictured(n, "")
	o.Dir = countingFS{files, &opened}
	g := generator.New()
	index := func() string {
		s, list := g.Load(o)
		if list.HasErrors() {
			t.Fatal(list)
		}
		return sitetest.Render(t, s, "search.json")
	}
	index()
	if opened.Load() < n {
		t.Fatalf("the first index rendered %d pages: the test counts nothing", opened.Load())
	}
	opened.Store(0)
	files["content/page-7.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"P7\"\n+++\nAnother ![p](pic.gif)\n")}
	if after := index(); !strings.Contains(after, `"another"`) || strings.Contains(after, `"word7"`) {
		t.Errorf("the edit is not in the index:\n%s", after)
	}
	if got := opened.Load(); got > 2 { // its text, and what it begins with
		t.Errorf("after an edit of one page of %d the index rendered %d texts", n, got)
	}
}

// What a shortcode showed is no longer in the index when it shows something else, though the
// page itself was not edited.
func TestTheIndexOfAPageWithAShortcodeIsMadeAnew(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"content/_index.md": {Data: []byte("+++\ntitle = \"Home\"\n+++\n{{< recent prefix=\"/\" >}}\n")},
		"content/a.md":      {Data: []byte("+++\ntitle = \"First\"\ndate = 2019-01-01\n+++\n")},
	}
	o := sitetest.Options(nil)
	o.Dir = files
	g := generator.New()
	words := func() string {
		s, list := g.Load(o)
		if list.HasErrors() {
			t.Fatal(list)
		}
		_, words, _ := strings.Cut(sitetest.Render(t, s, "search.json"), `"words"`)
		return words
	}
	if before := words(); !strings.Contains(before, `"first":[0,`) {
		t.Fatalf("the home page does not hold what its shortcode shows: %s", before)
	}
	files["content/a.md"] = &fstest.MapFile{Data: []byte("+++\ntitle = \"Second\"\ndate = 2019-01-01\n+++\n")}
	if after := words(); strings.Contains(after, `"first"`) || !strings.Contains(after, `"second":[0,`) {
		t.Errorf("the index holds what was: %s", after)
	}
}

// A title that is the site's is another word when the site has another, though the page's file
// stayed as it is.
func TestTheIndexHasTheSitesNewTitle(t *testing.T) {
	t.Parallel()
	o := sitetest.Options(map[string]string{"content/_index.md": "Text.\n"})
	g := generator.New()
	for _, title := range []string{"Before", "After"} {
		o.Site.Title = title
		s, list := g.Load(o)
		if list.HasErrors() {
			t.Fatal(list)
		}
		if got := sitetest.Render(t, s, "search.json"); !strings.Contains(got, `"`+strings.ToLower(title)+`":[0,`) {
			t.Errorf("%s is no word of the index: %s", title, got)
		}
	}
}
