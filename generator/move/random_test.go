package move_test

import (
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/move"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/internal/sitetest"
	"github.com/twisted/sitegen/theme"
)

// author makes a site at random, with all that can name a page or a file, and changes it.
type author struct {
	*rand.Rand
	dir   string
	pages []string // below content/, as they were made
	files []string
}

func one[T any](a *author, from []T) T { return from[a.IntN(len(from))] }

var folders = []string{"", "docs/", "docs/deep/", "news/", "wiki/Plan/", "ü b/", "a(b)/"}

// name is a new name for a page or file, of an ending.
func (a *author) name(ending string) string {
	base := one(a, []string{"one", "Two", "drei & vier", "fünf", "six_7", "a:b", "x(y)", "it's", "100%", "Q?", "n#1"})
	return one(a, folders) + fmt.Sprintf("%s%d", base, a.IntN(1000)) + ending
}

// address writes where a page or file is, as a link on another page may.
func (a *author) address(from, to string, canBeURL bool) string {
	at := "/" + to
	if path.Ext(to) == ".md" && canBeURL && a.IntN(2) == 0 {
		at = page.Permalink(to, "")
	}
	address := page.URL(at)
	if a.IntN(3) > 0 {
		if rel, err := filepath.Rel("/"+path.Dir(from), at); err == nil {
			address = "./" + page.URL(rel)
			if strings.HasSuffix(at, "/") {
				address += "/"
			}
		}
	}
	if path.Ext(to) == ".md" && a.IntN(3) == 0 {
		address += "?q=1#part"
	}
	return strings.NewReplacer("(", "%28", ")", "%29").Replace(address)
}

// text is the text of a page, with links of each kind.
func (a *author) text(name string) string {
	var b strings.Builder
	b.WriteString("## Part\n\n")
	for range 1 + a.IntN(5) {
		to := one(a, a.pages)
		file := one(a, a.files)
		link, pic := a.address(name, to, true), a.address(name, file, true)
		switch a.IntN(12) {
		case 0:
			fmt.Fprintf(&b, "[a](%s) and *[b](<%s>)*\n\n", link, link)
		case 1:
			fmt.Fprintf(&b, "> - [a][r%d]\n>\n> [r%d]: %s 'title'\n\n", b.Len(), b.Len(), link)
		case 2:
			fmt.Fprintf(&b, "![a](%s) ![b](%s \"t\")\n\n", pic, pic)
		case 3:
			fmt.Fprintf(&b, "<a href=\"%s\">a</a> <img src='%s' alt=\"b\">\n\n", strings.ReplaceAll(link, "&", "&amp;"), strings.ReplaceAll(pic, "'", "%27"))
		case 4:
			fmt.Fprintf(&b, "{{< figure src=\"%s\" alt=\"a\" link=\"%s\" caption=\"See [x](%s).\" >}}\n\n", pic, link, link)
		case 5:
			fmt.Fprintf(&b, "| a | b |\n|---|---|\n| [a](%s) | [![i](%s)](%s) |\n\n", link, pic, link)
		case 6:
			fmt.Fprintf(&b, "{{< pages prefix=\"/%s\" >}}\n\n", one(a, []string{"docs/", "wiki/", "wiki/Plan/", "news"}))
		case 7:
			fmt.Fprintf(&b, "{{< include file=\"/%s\" >}}\n\n", strings.ReplaceAll(file, `"`, ""))
		case 8:
			fmt.Fprintf(&b, "See https://example.org%s and `[no](%s)`.\n\n", page.URL(page.Permalink(to, "")), link)
		case 9:
			fmt.Fprintf(&b, "-\t[a](%s)\n\n\t[b][]\n\n[b]: <%s>\n[unused]: %s\n\n", link, link, pic)
		case 10:
			fmt.Fprintf(&b, "Text[^1]\n\n[^1]: [a](%s)\n\n", link)
		default:
			fmt.Fprintf(&b, "Term\n: [a](%s)\n\n{{< recent prefix=\"/docs/\" >}}\n\n", link)
		}
	}
	return b.String()
}

// write makes the site: first the names, then what names them.
func (a *author) write(t *testing.T) {
	t.Helper()
	a.pages = []string{"_index.md", "docs/_index.md", "news/_index.md", "docs/deep/_index.md"}
	seen := map[string]bool{}
	add := func(list *[]string, name string) {
		if key := strings.ToLower(name); !seen[key] {
			seen[key] = true
			*list = append(*list, name)
		}
	}
	for range 12 {
		add(&a.pages, a.name(".md"))
	}
	for range 4 {
		add(&a.files, a.name(one(a, []string{".txt", ".png", ".html"})))
	}
	for _, p := range a.pages[4:8] { // beside the page
		add(&a.files, strings.TrimSuffix(p, ".md")+"/beside.txt")
	}
	files := map[string]string{
		"site.toml": fmt.Sprintf("title = \"T\"\nbase_url = \"https://example.org\"\npaginate = 2\n"+
			"menu = [ { name = \"M\", url = \"%s\" } ]\n[params]\nx = ['%s']\n", a.rooted(), a.rooted()),
		"redirects/r.toml": fmt.Sprintf("[[rule]]\nfrom = \"/old/x\"\nto = \"%s#part\" # why\n\n[[rule]]\n"+
			"from = \"/t/{id:int}\"\ntable = \"t.csv\"\nto = \"/{to}/\"\n\n[[rule]]\nfrom = \"/p/{x...}\"\nto = \"/docs/{x}\"\n",
			a.rooted()),
		"redirects/t.csv": fmt.Sprintf("id,to\n1,%s\n2,\"%s\"\n", a.cell(), a.cell()),
	}
	for i, p := range a.pages {
		head := fmt.Sprintf("title = \"P%d\"\n", i)
		switch {
		case strings.HasPrefix(p, "news/") && p != "news/_index.md":
			head += fmt.Sprintf("date = 2019-01-%02d\ntags = [\"t%d\"]\n", 1+a.IntN(20), a.IntN(2))
		case a.IntN(3) == 0 && i > 3:
			head += one(a, []string{
				fmt.Sprintf("aliases = [\"/alias/%d\"]\n", i), fmt.Sprintf("aliases = [\n  '/alias/%d/', # why\n  \"/more/%d\",\n]\n", i, i),
				"aliases = []\n"})
		}
		if a.IntN(3) == 0 {
			head += fmt.Sprintf("image = %q\n", a.address(p, one(a, a.files), false))
		}
		if a.IntN(3) == 0 {
			head += fmt.Sprintf("\n# Of the theme.\n[params]\nsee = %q\n", a.rooted())
		}
		text := "+++\n" + head + "+++\n" + a.text(p)
		if a.IntN(5) == 0 && i > 3 {
			text = a.text(p) // no front matter
		}
		if a.IntN(6) == 0 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if a.IntN(10) == 0 {
			text = "\ufeff" + text
		}
		files["content/"+p] = text
	}
	for i := range 2 { // nothing may name them before they are published
		p := a.name(".md")
		if !seen[strings.ToLower(p)] {
			files["content/"+p] = fmt.Sprintf("+++\ntitle = \"P-draft%d\"\ndraft = true\n+++\n", i) + a.text(p)
		}
	}
	for _, f := range a.files {
		files["content/"+f] = "text of " + f + "\n"
	}
	for name, text := range files {
		save(t, a.dir, name, text)
	}
}

// rooted is the URL of a page that is published for sure.
func (a *author) rooted() string { return page.URL(page.Permalink(one(a, a.pages[:4]), "")) }

// cell is the path of such a page, for a table.
func (a *author) cell() string { return strings.Trim(page.Permalink(one(a, a.pages[1:4]), ""), "/") }

func save(t testing.TB, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func options(dir string) generator.Options {
	o := generator.Options{Dir: os.DirFS(dir), Theme: theme.FS}
	o.Site.Title, o.Site.Mount, o.Site.Now, o.Site.Paginate = "T", sitetest.Mount("https://example.org"), sitetest.Now, 2
	return o
}

// current are the files below content/.
func (a *author) current(t *testing.T) (files, dirs []string) {
	t.Helper()
	fs.WalkDir(os.DirFS(a.dir), "content", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			t.Fatal(err)
		}
		if rest, ok := strings.CutPrefix(name, "content/"); ok && e.IsDir() {
			dirs = append(dirs, rest)
		} else if ok && rest != "_index.md" {
			files = append(files, rest)
		}
		return nil
	})
	return files, dirs
}

// request is OLD and NEW of a random move.
func (a *author) request(t *testing.T) (old, to string) {
	t.Helper()
	files, dirs := a.current(t)
	if a.IntN(4) == 0 {
		dir := one(a, dirs)
		return dir, one(a, []string{"moved" + fmt.Sprint(a.IntN(100)), "docs/" + path.Base(dir), strings.ToUpper(dir), dir + "2"})
	}
	old = one(a, files)
	ext := path.Ext(old)
	switch a.IntN(5) {
	case 0:
		return "content/" + old, one(a, dirs) + "/"
	case 1:
		return old, strings.TrimSuffix(old, ext) + one(a, []string{"X", "/deeper", "/_index"}) + ext
	case 2:
		if ext == ".md" {
			return page.URL(page.Permalink(old, "")), "/url/" + fmt.Sprint(a.IntN(1000)) + "/"
		}
	}
	return old, a.name(ext)
}

// published are the output paths of a site, without the theme's.
func published(t *testing.T, dir string) (*output.Files, []string) {
	t.Helper()
	files, list := generator.New().Load(options(dir))
	if list.HasErrors() {
		t.Fatal(list)
	}
	return files, slices.DeleteFunc(slices.Clone(files.Paths()), func(p string) bool { return strings.HasPrefix(p, "assets/") })
}

// isAlive reports whether a site still answers an output of another: by a file that GitHub Pages
// would find, or by the rules of 404.html.
func isAlive(files *output.Files, p string) bool {
	for range 4 {
		if o := files.At(p); o != nil && o.Stub == nil {
			return true
		}
		answer := files.Site.Redirects.Lookup(page.URL(strings.TrimSuffix("/"+p, "index.html")))
		if !strings.HasPrefix(answer.To, "/") {
			return answer.Known()
		}
		u, err := url.Parse(answer.To)
		if err != nil {
			return false
		}
		p = strings.TrimPrefix(u.Path, "/")
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
	}
	return false
}

// links are where the links of each page lead, by its title, which no move changes; paths are
// those of to, if it has them.
func links(t *testing.T, files *output.Files, to map[string]string) map[string][]string {
	t.Helper()
	list := map[string][]string{}
	for _, p := range files.Site.Pages {
		body, errs := files.Body(p)
		if errs.HasErrors() {
			t.Fatal(errs)
		}
		if p.Title[0] != 'P' || strings.Contains(string(p.File.Data), "{{< recent") || strings.Contains(string(p.File.Data), "{{< pages") {
			continue // a list shows pages in another order once they are elsewhere
		}
		for _, l := range body.Links {
			at, tail := l.URL, ""
			if i := strings.IndexAny(at, "?#"); i >= 0 {
				at, tail = at[:i], at[i:]
			}
			at = strings.TrimPrefix(at, "https://example.org")
			if u, err := url.Parse(at); err == nil {
				at = page.URL(u.Path)
			}
			if moved, ok := to[at]; ok {
				at = moved
			}
			list[p.Title] = append(list[p.Title], at+tail)
		}
	}
	return list
}

// addresses are the old addresses of pages and files, and the new ones.
func addresses(before *output.Files, plan *move.Plan) map[string]string {
	to := map[string]string{}
	renamed := map[string]string{}
	for _, r := range plan.Renames {
		renamed[r.From] = strings.TrimPrefix(r.To, "content/")
		to[page.URL(strings.TrimPrefix(r.From, "content"))] = page.URL("/" + renamed[r.From])
	}
	for _, p := range before.Site.Pages {
		if name, ok := renamed[p.File.Path]; ok {
			to[page.URL(p.Path)] = page.URL(page.Permalink(name, p.Slug))
		}
	}
	return to
}

// storyCount says how many sites are changed at random, 20 times each:
// go test ./generator/move -run Random -stories 25 -timeout 0
var storyCount = flag.Int("stories", 2, "how many sites are changed at random")

// Whatever moves where, each URL stays alive, each link leads where it led, and the
// site has no mistake that it had not. What is refused changes nothing.
func TestRandomMoves(t *testing.T) {
	t.Parallel()
	stories, moves := *storyCount, 20
	if testing.Short() {
		stories, moves = 1, 8
	}
	done := make(chan int, stories)
	t.Run("stories", func(t *testing.T) {
		for seed := range stories {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				done <- randomMoves(t, uint64(seed), moves)
			})
		}
	})
	close(done)
	all := 0
	for n := range done {
		all += n
	}
	t.Logf("%d of %d moves were made, the others refused", all, stories*moves)
	if all < stories*moves/2 {
		t.Errorf("only %d of %d moves were made", all, stories*moves)
	}
}

// mistakes returns how many errors a check of a site finds.
func mistakes(t *testing.T, files *output.Files) int {
	t.Helper()
	result, err := check.Site(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	return result.Problems.Errors()
}

func randomMoves(t *testing.T, seed uint64, moves int) (made int) {
	a := &author{Rand: rand.New(rand.NewPCG(seed, 1)), dir: t.TempDir()}
	a.write(t)
	_, first := published(t, a.dir)
	var story []string
	for range moves {
		before, _ := published(t, a.dir)
		problems := mistakes(t, before)
		was := sitetest.ReadAll(t, a.dir)
		old, to := a.request(t)
		story = append(story, fmt.Sprintf("mv %q %q", old, to))
		plan, err := move.Make(t.Context(), options(a.dir), old, to)
		var want map[string][]string
		if err == nil {
			want = links(t, before, addresses(before, plan))
			err = plan.Apply(t.Context(), a.dir)
		}
		if err != nil {
			story = append(story, "    "+strings.ReplaceAll(err.Error(), "\n", "\n    "))
			if now := sitetest.ReadAll(t, a.dir); !maps.Equal(was, now) {
				t.Fatalf("%s\nwas refused, and changed files", strings.Join(story, "\n"))
			}
			continue
		}
		made++
		fail := func(format string, args ...any) {
			t.Helper()
			t.Fatalf("%s\n%s", strings.Join(story, "\n"), fmt.Sprintf(format, args...))
		}
		after, list := generator.New().Load(options(a.dir))
		if list.HasErrors() {
			fail("has mistakes: %v", list)
		}
		for _, p := range first {
			if !isAlive(after, p) {
				fail("lost /%s", p)
			}
		}
		if n := mistakes(t, after); n > problems {
			fail("check finds %d mistakes, where %d were before", n, problems)
		}
		if got := links(t, after, nil); !maps.EqualFunc(want, got, slices.Equal) {
			fail("links lead to\n%q\nwant\n%q", got, want)
		}
	}
	t.Log(strings.Join(story, "\n"))
	return made
}

// Of deletions and renames without a successor: each URL that goes is told, and no other.
func TestRandomLosses(t *testing.T) {
	t.Parallel()
	stories, edits := *storyCount, 20
	if testing.Short() {
		stories, edits = 1, 8
	}
	for seed := range stories {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			a := &author{Rand: rand.New(rand.NewPCG(uint64(seed), 2)), dir: t.TempDir()}
			a.write(t)
			for range edits {
				before, urls := published(t, a.dir)
				story := a.lose(t)
				after, list := generator.New().Load(options(a.dir))
				if list.HasErrors() {
					t.Logf("%s: %v", story, list)
				}
				want := map[string]bool{}
				for _, p := range urls {
					if !isAlive(after, p) {
						want[p] = true
					}
				}
				report, errs := check.Since(check.Before{Commit: "then", Files: before}, after)
				for p := range want {
					o := before.At(p)
					at := check.RequestPath(o)
					if o.Stub != nil {
						continue // those of one rule are told together
					}
					if !strings.Contains(errs.Error(), "nothing answers "+at+" any more") &&
						!strings.Contains(errs.Error(), "nothing answers "+page.URL(at)+" any more") {
						t.Fatalf("%s\nloses %s, and is not told:\n%v", story, at, errs)
					}
				}
				if report.Lost != len(want) {
					t.Fatalf("%s\nloses %d URLs, but %d are told:\n%v\n%v", story, len(want), report.Lost, errs, want)
				}
				if len(after.Site.Pages) < 5 {
					break
				}
				if list.HasErrors() { // the next one begins from a site without mistakes
					os.RemoveAll(a.dir)
					a.write(t)
				}
			}
		})
	}
}

// lose deletes or renames something without a successor.
func (a *author) lose(t *testing.T) string {
	t.Helper()
	files, dirs := a.current(t)
	name := one(a, files)
	if a.IntN(8) == 0 {
		name = one(a, dirs)
	}
	at := filepath.Join(a.dir, "content", filepath.FromSlash(name))
	if a.IntN(2) == 0 {
		os.RemoveAll(at)
		return "rm " + name
	}
	to := filepath.Join(filepath.Dir(at), fmt.Sprintf("renamed%d%s", a.IntN(1000), path.Ext(name)))
	os.Rename(at, to)
	return "rename " + name + " to " + to
}
