package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/twisted/sitegen/theme"
)

const home = "+++\ntitle = \"Home\"\n+++\n"

// save writes a file of a site, as if at a time.
func save(t *testing.T, dir, name, text string, at time.Time) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(file, at, at); err != nil {
		t.Fatal(err)
	}
}

func load(t *testing.T, l *Loader, dir string) *Sources {
	t.Helper()
	s, list := l.Load(os.DirFS(dir), theme.FS)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return s
}

// A second write of the same size within the clock's tick is seen, though neither size nor time
// of the file tell it.
func TestAWriteWithinTheClocksTickIsSeen(t *testing.T) {
	t.Parallel()
	dir, l := t.TempDir(), &Loader{}
	now := time.Now()
	save(t, dir, "content/_index.md", home+"one", now)
	load(t, l, dir)
	save(t, dir, "content/_index.md", home+"two", now)
	if got := string(load(t, l, dir).Pages[0].Data); got != home+"two" {
		t.Errorf("the page is %q", got)
	}
}

// A file that was written long before it was read is not read again while size and time stay.
func TestASettledFileIsNotReadAgain(t *testing.T) {
	t.Parallel()
	dir, l := t.TempDir(), &Loader{}
	before := time.Now().Add(-time.Hour)
	save(t, dir, "content/_index.md", home+"one", before)
	first := load(t, l, dir).Pages[0]
	save(t, dir, "content/_index.md", home+"two", before)
	if again := load(t, l, dir).Pages[0]; again != first {
		t.Error("the file was read again")
	}
	save(t, dir, "content/_index.md", home+"three", before)
	if got := string(load(t, l, dir).Pages[0].Data); got != home+"three" {
		t.Errorf("another size is not seen: %q", got)
	}
}

// A file system that knows no times tells nothing by them.
func TestAFileWithoutATimeIsReadAgain(t *testing.T) {
	t.Parallel()
	l := &Loader{}
	files := fstest.MapFS{"content/_index.md": {Data: []byte(home + "one")}}
	l.Load(files, theme.FS)
	files["content/_index.md"] = &fstest.MapFile{Data: []byte(home + "two")}
	s, _ := l.Load(files, theme.FS)
	if got := string(s.Pages[0].Data); got != home+"two" {
		t.Errorf("the page is %q", got)
	}
}

// What has the same bytes as before is the same value as before, so that later stages know it.
func TestTheSameBytesAreTheSameValue(t *testing.T) {
	t.Parallel()
	dir, l := t.TempDir(), &Loader{}
	save(t, dir, "content/_index.md", home, time.Now())
	save(t, dir, "redirects/r.toml", "[[rule]]\nfrom = \"/a\"\nto = \"/\"\n", time.Now())
	save(t, dir, "theme/assets/x.css", "a {}", time.Now())
	first := load(t, l, dir)
	save(t, dir, "content/_index.md", home, time.Now().Add(time.Second))
	again := load(t, l, dir)
	if again.Pages[0] != first.Pages[0] || again.Rules[0] != first.Rules[0] || again.Theme != first.Theme {
		t.Error("the same bytes were parsed again")
	}
	save(t, dir, "redirects/r.toml", "[[rule]]\nfrom = \"/b\"\nto = \"/\"\n", time.Now())
	save(t, dir, "theme/assets/x.css", "b {}", time.Now())
	other := load(t, l, dir)
	if other.Rules[0].From != "/b" || string(other.Theme.Assets[len(other.Theme.Assets)-1].Data) != "b {}" {
		t.Errorf("an edit of the rules or of the theme is not seen: %+v", other.Rules[0])
	}
}

// A page that is a link has the stamp of the file that it leads to: the link itself stays as it
// is when that is edited.
func TestAnEditBehindALinkIsSeen(t *testing.T) {
	t.Parallel()
	l := &Loader{}
	at := time.Now().Add(-time.Hour)
	files := fstest.MapFS{
		"content/_index.md": {Mode: fs.ModeSymlink, Data: []byte("../shared.md"), ModTime: at},
		"shared.md":         {Data: []byte(home + "one"), ModTime: at},
	}
	l.Load(files, theme.FS)
	files["shared.md"] = &fstest.MapFile{Data: []byte(home + "two"), ModTime: at.Add(time.Minute)}
	s, _ := l.Load(files, theme.FS)
	if got := string(s.Pages[0].Data); got != home+"two" {
		t.Errorf("the page is %q", got)
	}
}

// vanishing is a site from which a file goes between its listing and its reading.
type vanishing struct {
	fs.FS
	name string
}

func (v vanishing) Open(name string) (fs.File, error) {
	if name == v.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return v.FS.Open(name)
}

// A page that goes while the site is read is not there; that is no fault.
func TestAPageMayGoWhileTheSiteIsRead(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"content/_index.md":   {Data: []byte(home)},
		"content/gone.md":     {Data: []byte(home)},
		"content/dangling.md": {Mode: fs.ModeSymlink, Data: []byte("nowhere.md")},
	}
	s, list := (&Loader{}).Load(vanishing{files, "content/gone.md"}, theme.FS)
	var names []string
	for _, p := range s.Pages {
		names = append(names, p.Path)
	}
	if want := []string{"content/_index.md"}; len(list) > 0 || !slices.Equal(names, want) {
		t.Errorf("pages %q, %v", names, list)
	}
}

// Rules that moved to another file are told by its name, though their bytes are the same.
func TestAFileOfAnotherNameIsParsedAnew(t *testing.T) {
	t.Parallel()
	dir, l := t.TempDir(), &Loader{}
	save(t, dir, "content/_index.md", home, time.Now())
	save(t, dir, "redirects/r.toml", "[[rule]]\nfrom = \"/a\"\nto = \"/\"\n", time.Now())
	load(t, l, dir)
	if err := os.Rename(filepath.Join(dir, "redirects/r.toml"), filepath.Join(dir, "redirects/s.toml")); err != nil {
		t.Fatal(err)
	}
	if got := load(t, l, dir).Rules[0].Source.File; got != "redirects/s.toml" {
		t.Errorf("the rule is of %s", got)
	}
}
