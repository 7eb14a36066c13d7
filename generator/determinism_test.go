package generator_test

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/internal/sitetest"
	"github.com/twisted/sitegen/theme"
)

// shuffled is a disk that lists its folders in any order.
type shuffled struct {
	fs.FS
	random *rand.Rand
}

func (s shuffled) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(s.FS, name)
	s.random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list, err
}

// rich is a site with something of everything.
func rich() fstest.MapFS {
	files := fstest.MapFS{}
	for name, text := range sitetest.Small {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for name, text := range map[string]string{
		"content/news/a.md":       "+++\ntitle = \"Same\"\ndate = 2019-01-01\ntags = [\"x\", \"Y\"]\nauthors = [\"A\"]\n+++\nText[^1] `c`.\n\n[^1]: Note.\n",
		"content/news/b.md":       "+++\ntitle = \"Same\"\ndate = 2019-01-01\ntags = [\"y\", \"z\"]\nauthors = [\"B\", \"A\"]\n+++\n{{< recent prefix=\"/\" >}}\n",
		"content/x/b.txt":         "b",
		"content/x/a.txt":         "a",
		"content/x.md":            "{{< pages prefix=\"/\" >}}\n",
		"redirects/s.toml":        "[[rule]]\nfrom = \"/q/{x}\"\nto = \"/docs/\"\n[[rule]]\nfrom = \"/q/{x}/{y}\"\ngone = \"Gone.\"\n",
		"theme/assets/a.css":      "a { color: red }",
		"theme/assets/b.js":       "var b = 1;",
		"theme/layouts/page.html": `{{define "main"}}{{.Content}}{{range .Page.Resources}}{{.Name}}{{end}}{{range pages "/"}}{{.URL}}{{.Summary}}{{end}}{{end}}`,
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// everything renders all of a site.
func everything(t *testing.T, dir fs.FS, themeFS fs.FS) map[string]string {
	t.Helper()
	o := sitetest.Options(nil)
	o.Dir, o.Theme, o.Minify, o.Site.Paginate = dir, themeFS, true, 2
	o.Site.Mount = sitetest.Mount("https://example.org/b")
	s, list := generator.New().Load(o)
	if list.HasErrors() {
		t.Fatal(list)
	}
	out := map[string]string{"diagnostics": list.Error()}
	in := make(chan string)
	type made struct{ path, text string }
	back := make(chan made)
	for range 4 {
		go func() {
			for p := range in {
				data, list := s.Render(p)
				back <- made{p, string(data) + list.Error()}
			}
		}()
	}
	paths := slices.Clone(s.Paths())
	rand.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
	go func() {
		for _, p := range paths {
			in <- p
		}
		close(in)
	}()
	for range paths {
		m := <-back
		out[m.path] = m.text
	}
	return out
}

// The same input gives the same bytes: whatever the number of processors, the order of the
// disk's folders, and the order in which the outputs are asked for.
func TestSameBytes(t *testing.T) {
	want := everything(t, rich(), theme.FS)
	if len(want) < 50 {
		t.Fatalf("only %d outputs", len(want))
	}
	for run := range 12 {
		before := runtime.GOMAXPROCS(1 + run%2)
		random := rand.New(rand.NewPCG(uint64(run), 7))
		got := everything(t, shuffled{rich(), random}, shuffled{theme.FS, random})
		runtime.GOMAXPROCS(before)
		if maps.Equal(got, want) {
			continue
		}
		for p := range want {
			if got[p] != want[p] {
				t.Errorf("run %d: %s differs:\n%s\nwant:\n%s", run, p, got[p], want[p])
			}
		}
	}
}
