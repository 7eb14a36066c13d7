package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// editor changes a site at random: it writes, renames, moves and deletes, right and
// wrong.
type editor struct {
	dir    string
	random *rand.Rand
}

func (e *editor) pick(from ...string) string { return from[e.random.IntN(len(from))] }

// files are those of the site that may be changed.
func (e *editor) files(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, top := range []string{"content", "redirects", "theme"} {
		filepath.WalkDir(filepath.Join(e.dir, top), func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				rel, _ := filepath.Rel(e.dir, p)
				list = append(list, rel)
			}
			return nil
		})
	}
	return list
}

func (e *editor) page() string {
	var b strings.Builder
	b.WriteString("+++\n")
	if e.random.IntN(4) > 0 {
		fmt.Fprintf(&b, "title = %q\n", e.pick("One", "Two", "Three"))
	}
	if e.random.IntN(2) > 0 {
		fmt.Fprintf(&b, "date = 20%02d-01-02\n", 10+e.random.IntN(40))
	}
	if e.random.IntN(3) == 0 {
		fmt.Fprintf(&b, "tags = [%q, %q]\n", e.pick("a", "b", "A"), e.pick("c", "d"))
	}
	if e.random.IntN(6) == 0 {
		b.WriteString("draft = true\n")
	}
	if e.random.IntN(6) == 0 {
		fmt.Fprintf(&b, "aliases = [\"/old/%s\"]\n", e.pick("x", "y", "z"))
	}
	if e.random.IntN(8) == 0 {
		fmt.Fprintf(&b, "slug = %q\n", e.pick("s", "t"))
	}
	if e.random.IntN(25) == 0 {
		b.WriteString("wrong = 1\n")
	}
	fmt.Fprintf(&b, "+++\n%s\n\n%s\n", e.pick("Text.", "## Part\n\nText `x`.", "{{< recent prefix=\"/\" >}}", "![p](pic.svg)", "```python\nprint(1)\n```"),
		e.pick("", "[home](/)", "[gone](nowhere.md)", "{{< pages prefix=\"/docs/\" >}}", "<b>raw</b>", "[one](/docs/a.md)"))
	return b.String()
}

// edit makes one change and tells what it was.
func (e *editor) edit(t *testing.T) string {
	t.Helper()
	write := func(name, text string) string {
		full := filepath.Join(e.dir, name)
		os.MkdirAll(filepath.Dir(full), 0o755)
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			return "nothing: " + err.Error() // a folder has that name
		}
		return "write " + name
	}
	name := e.pick("a", "b", "B", "docs/a", "docs/b", "docs/deep/c", "docs/_index", "news/n1", "news/n2", "news/_index", "_index") + ".md"
	files := e.files(t)
	switch n := e.random.IntN(20); {
	case n < 9:
		return write("content/"+name, e.page())
	case n < 11 && len(files) > 2:
		f := e.pick(files...)
		os.Remove(filepath.Join(e.dir, f))
		return "delete " + f
	case n < 14 && len(files) > 2: // as an editor saves, or a person renames
		f, to := e.pick(files...), filepath.Join("content", name)
		os.MkdirAll(filepath.Join(e.dir, filepath.Dir(to)), 0o755)
		os.Rename(filepath.Join(e.dir, f), filepath.Join(e.dir, to))
		return "rename " + f + " to " + to
	case n < 15:
		from, to := e.pick("docs", "news", "more"), e.pick("docs", "news", "more")
		os.Rename(filepath.Join(e.dir, "content", from), filepath.Join(e.dir, "content", to))
		return "move the folder " + from + " to " + to
	case n < 16:
		return write("theme/shortcodes/recent.html", e.pick("{{range .Recent}}{{.Name}}{{end}}", "none", "{{.Broken"))
	case n < 17:
		return write("theme/assets/style.css", e.pick("a { color: red }", "b { color: blue }"))
	case n < 18:
		return write("redirects/r.toml", "[[rule]]\nfrom = \"/r/"+e.pick("x", "{id:int}")+"\"\nto = \""+e.pick("/", "/docs/", "/nowhere/")+"\"\n")
	case n < 19:
		return write("content/"+e.pick("pic.svg", "docs/pic.svg", "docs/pic.svg/x"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""+e.pick("3", "4")+"\" height=\"2\"></svg>")
	}
	return write("site.toml", "title = "+e.pick(`"T"`, `"U"`)+"\n"+e.pick("", "paginate = 1\n", "base_url = \"https://example.org/p\"\n"))
}

func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	writeFiles(t, dir, map[string]string{
		"site.toml": "title = \"T\"\n", "content/_index.md": "Home.\n", "content/docs/a.md": "A.\n",
	})
	return dir
}

// Asked for as 11, too (hugo#379, zola#574): a build into the folder of an earlier one gives, after any edits, what a build into an
// empty one gives: the same files, or the same complaints and the old files whole.
func TestEditsThenBuild(t *testing.T) {
	t.Parallel()
	stories, edits := 6, 25
	if testing.Short() {
		stories, edits = 1, 10
	}
	good := eachStory(t, stories, edits, editsThenBuild)
	if good < stories*edits/5 {
		t.Errorf("only %d builds were without mistakes: the edits try too little", good)
	}
}

// eachStory tells stories of random edits, in parallel, and returns how many sites were without
// mistakes.
func eachStory(t *testing.T, stories, edits int, tell func(t *testing.T, seed uint64, edits int) (good int)) int {
	var good atomic.Int64
	t.Run("stories", func(t *testing.T) {
		for seed := range uint64(stories) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				good.Add(int64(tell(t, seed, edits)))
			})
		}
	})
	return int(good.Load())
}

func editsThenBuild(t *testing.T, seed uint64, edits int) (good int) {
	dir := smallSite(t)
	e := &editor{dir, rand.New(rand.NewPCG(seed, 1))}
	built := map[string]string{}
	var story []string
	for range edits {
		story = append(story, e.edit(t))
		code, _, said := sitegen(t, dir, "build")
		clean := filepath.Join(t.TempDir(), "clean")
		cleanCode, _, cleanSaid := sitegen(t, dir, "build", "-o", clean)
		if code != cleanCode || said != cleanSaid {
			t.Fatalf("after\n%s\nit said\n%s\nwhere a clean build says\n%s", strings.Join(story, "\n"), said, cleanSaid)
		}
		want := built
		if code == 0 {
			want = readFolder(t, clean)
			good++
		}
		if got := readFolder(t, filepath.Join(dir, "public")); !sameFiles(got, want) {
			t.Fatalf("after\n%s\n%s", strings.Join(story, "\n"), difference(got, want))
		}
		built = want
	}
	return good
}

var previewScript = regexp.MustCompile(`(?s)<script>\(function\(\)\{var s=new EventSource.*?</script>`)

// Asked for as 6 (hugo#12794, hugo#13723, hugo#13727, hugo#12165, zola#2940): what serve shows is, after any edits, what a clean build writes: soon, by itself, without
// a restart. Where there are mistakes it shows them, and what it can.
func TestEditsThenServe(t *testing.T) {
	t.Parallel()
	stories, edits := 3, 25
	if testing.Short() {
		stories, edits = 1, 10
	}
	good := eachStory(t, stories, edits, editsThenServe)
	if good < stories*edits/5 {
		t.Errorf("only %d sites were without mistakes: the edits try too little", good)
	}
}

func editsThenServe(t *testing.T, seed uint64, edits int) (good int) {
	dir := smallSite(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	a := &app{dir: dir, format: "text", out: io.Discard, err: io.Discard}
	preview := a.preview(&siteFlags{minify: true}, false)
	preview.Start(ctx)
	done := make(chan error, 1)
	go func() { done <- preview.Run(ctx, listener) }()
	e := &editor{dir, rand.New(rand.NewPCG(seed, 2))}
	var story []string
	for range edits {
		story = append(story, e.edit(t))
		if settings, err := os.ReadFile(filepath.Join(dir, "site.toml")); err == nil && strings.Contains(string(settings), "base_url") {
			os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"V\"\n"), 0o644) // serve's address would be another
		}
		clean := filepath.Join(t.TempDir(), "clean")
		if code, _, _ := sitegen(t, dir, "build", "-o", clean); code != 0 {
			continue
		}
		good++
		want := readFolder(t, clean)
		delete(want, ".sitegen.manifest")
		wrong := ""
		for began := time.Now(); time.Since(began) < 10*time.Second; time.Sleep(20 * time.Millisecond) {
			if wrong = served(t, "http://"+listener.Addr().String(), want); wrong == "" {
				break
			}
		}
		if wrong != "" {
			t.Fatalf("after\n%s\n%s", strings.Join(story, "\n"), wrong)
		}
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	return good
}

// served tells how what is served differs from files.
func served(t *testing.T, at string, want map[string]string) string {
	t.Helper()
	var names []string
	for p := range want {
		names = append(names, p)
	}
	slices.Sort(names)
	for _, p := range names {
		answer, err := http.Get(at + "/" + strings.TrimSuffix(p, "index.html"))
		if err != nil {
			return err.Error()
		}
		data, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if got := previewScript.ReplaceAllString(string(data), ""); err != nil || got != want[p] {
			return fmt.Sprintf("%s is served as\n%s\nwant\n%s", p, got, want[p])
		}
	}
	return ""
}
