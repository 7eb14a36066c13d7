package move_test

import (
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/move"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/git"
	"github.com/twisted/sitegen/internal/sitetest"
)

// newSite writes a site of files.
func newSite(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	save(t, dir, "site.toml", "title = \"T\"\n")
	save(t, dir, "content/_index.md", "Home.\n")
	for name, text := range files {
		save(t, dir, name, text)
	}
	return dir
}

// mv moves, or returns why not.
func mv(t *testing.T, dir, old, to string) error {
	t.Helper()
	plan, err := move.Make(t.Context(), options(dir), old, to)
	if err == nil {
		err = plan.Apply(t.Context(), dir)
	}
	return err
}

const movedHeader = "# Where files went that were moved: \"sitegen mv\" adds a rule for each.\n"

// What becomes of a file, byte by byte.
func TestMoves(t *testing.T) {
	t.Parallel()
	const page = "+++\ntitle = \"P\"\n+++\n"
	for name, test := range map[string]struct {
		files   map[string]string
		old, to string
		want    map[string]string // "" is none
	}{
		"aliases of one line": {map[string]string{"content/a.md": "+++\naliases = ['/x'] # why\n+++\n"}, "a.md", "b.md",
			map[string]string{"content/b.md": "+++\naliases = ['/x', \"/a/\"] # why\n+++\n", "content/a.md": ""}},
		"aliases of several lines": {map[string]string{"content/a.md": "+++\naliases = [\n  \"/x\",\n]\n+++\n"}, "a.md", "b.md",
			map[string]string{"content/b.md": "+++\naliases = [\n  \"/x\",\n  \"/a/\",\n]\n+++\n"}},
		"no aliases": {map[string]string{"content/a.md": "+++\naliases = [ ]\n[trac]\npage = \"A\"\n+++\n"}, "a.md", "b.md",
			map[string]string{"content/b.md": "+++\naliases = [\"/a/\"]\n[trac]\npage = \"A\"\n+++\n"}},
		"a table and its comment stay together": {map[string]string{"content/a.md": "+++\ntitle = \"x\"\n\n# Of trac.\n[trac]\npage = \"A\"\n+++\n"},
			"a.md", "b.md", map[string]string{"content/b.md": "+++\ntitle = \"x\"\naliases = [\"/a/\"]\n\n# Of trac.\n[trac]\npage = \"A\"\n+++\n"}},
		"no front matter, CRLF, and a mark of the byte order": {map[string]string{"content/a.md": "\ufeffText\r\n\r\n[h](_index.md)\r\n"}, "a.md", "d/b.md",
			map[string]string{"content/d/b.md": "\ufeff+++\r\naliases = [\"/a/\"]\r\n+++\r\n\r\nText\r\n\r\n[h](../_index.md)\r\n"}},
		"the alias that was its address": {map[string]string{"content/a.md": "+++\naliases = [\"/x\", \"/b\", \"/b/\"]\n+++\n"}, "a.md", "b.md",
			map[string]string{"content/b.md": "+++\naliases = [\"/x\", \"/a/\"]\n+++\n"}},
		"a draft was promised to nobody": {map[string]string{"content/a.md": "+++\ndraft = true\n+++\n[h](_index.md)\n"}, "a.md", "d/b.md",
			map[string]string{"content/d/b.md": "+++\ndraft = true\n+++\n[h](../_index.md)\n"}},
		"an alias, though a pattern would answer": {map[string]string{"content/a.md": page,
			"redirects/r.toml": "[[rule]]\nfrom = \"/{x...}\"\nto = \"https://example.com/{x}\"\n"}, "a.md", "b.md",
			map[string]string{"content/b.md": "+++\ntitle = \"P\"\naliases = [\"/a/\"]\n+++\n"}},
		"a file beside a page, and the page stays": {map[string]string{"content/a.md": page + "[a](/a/) ![p](a/p.svg)\n", "content/a/p.svg": "<svg/>"},
			"a/", "i", map[string]string{"content/a.md": page + "[a](/a/) ![p](i/p.svg)\n", "content/i/p.svg": "<svg/>"}},
		"a tag's page, whose address stays in use": {map[string]string{"content/a.md": "+++\ntags = [\"x\"]\n+++\n", "content/tags/x.md": page}, "tags/x.md", "x.md",
			map[string]string{"content/x.md": page}},
		"links that led nowhere lead nowhere": {map[string]string{"content/a.md": "+++\n[trac]\npage = \"A\"\nbroken = [\"no/where\"]\n+++\n[x](no/where)\n"}, "a.md", "d/a.md",
			map[string]string{"content/d/a.md": "+++\naliases = [\"/a/\"]\n[trac]\npage = \"A\"\nbroken = [\"../no/where\"]\n+++\n[x](../no/where)\n"}},
		"data": {map[string]string{"content/a.md": "+++\n[data]\nx = \"x.csv\"\ny = '/y.csv'\n+++\n", "content/x.csv": "a\n1\n", "content/y.csv": "a\n1\n"}, "a.md", "d/",
			map[string]string{"content/d/a.md": "+++\naliases = [\"/a/\"]\n[data]\nx = \"../x.csv\"\ny = '/y.csv'\n+++\n"}},
		"tables": {map[string]string{"content/a.md": page, "content/w/b.md": page, "redirects/t.csv": "id,to\n1,a\n2,\"w/b\"\n",
			"redirects/r.toml": "[[rule]]\nfrom = \"/t/{id:int}\"\ntable = \"t.csv\"\nto = \"/{to}/\"\n"}, "w/b.md", "it's, x.md",
			map[string]string{"redirects/t.csv": "id,to\n1,a\n2,\"it's, x\"\n"}},
		"a table whose cells the old path and another target use as well": {map[string]string{"content/faq.md": page, "redirects/t.csv": "name,page\nFAQ,faq\n",
			"redirects/r.toml": "[[rule]]\nfrom = \"/w/{name}\"\ntable = \"t.csv\"\nto = \"/{page}/\"\nquery = { \"format=txt\" = \"https://raw.example.com/{page}.txt\" }\n\n" +
				"[[rule]]\nhosts = [\"old.example.net\"]\nfrom = \"/w/{page}\"\ntable = \"t.csv\"\nto = \"/{page}/\"\n"}, "faq.md", "help/faq.md",
			map[string]string{"redirects/t.csv": "name,page\nFAQ,faq\n", "redirects/moved.toml": movedHeader +
				"\n[[rule]]\nhosts = [\"old.example.net\"]\nfrom = \"/w/faq\"\nto = \"/help/faq/\"\n" +
				"\n[[rule]]\nfrom = \"/w/FAQ\"\nto = \"/help/faq/\"\nquery = { \"format=txt\" = \"https://raw.example.com/faq.txt\" }\n"}},
		"an attachment of a converted site": {map[string]string{"content/raw/W/a b.png": "PNG", "redirects/t.csv": "path\nW/a b.png\n",
			"redirects/r.toml": "[[rule]]\nfrom = \"/attachment/{path...}\"\ntable = \"t.csv\"\nto = \"/raw/{path}\"\nquery = {}\nstub = true\n"},
			"raw/W/a b.png", "i/a.png", map[string]string{"redirects/t.csv": "path\nW/a b.png\n", "redirects/moved.toml": movedHeader +
				"\n[[rule]]\nfrom = \"/raw/W/a%20b.png\"\nto = \"/i/a.png\"\nstub = false\n" +
				"\n[[rule]]\nfrom = \"/attachment/W/a%20b.png\"\nto = \"/i/a.png\"\nquery = {}\nstub = true\n"}},
		"a table whose text for people and functions use a column": {map[string]string{"content/faq.md": page, "redirects/t.csv": "name,page\nF,faq\n",
			"redirects/r.toml": "[[rule]]\nfrom = \"/w/{name}\"\ntable = \"t.csv\"\ngone = \"It was {page}.\"\nsee = \"/{page}/\"\n\n" +
				"[[rule]]\nfrom = \"/v/{name}\"\ntable = \"t.csv\"\nto = \"/{page|lower}/\"\nfragment = { \"a{n:int}\" = \"b{n}{page}\" }\n"}, "faq.md", "help.md",
			map[string]string{"redirects/t.csv": "name,page\nF,faq\n", "redirects/moved.toml": movedHeader +
				"\n[[rule]]\nfrom = \"/v/F\"\nto = \"/help/\"\nfragment = { \"a{n:int}\" = \"b{n}faq\" }\n" +
				"\n[[rule]]\nfrom = \"/w/F\"\ngone = \"It was faq.\"\nsee = \"/help/\"\n"}},
		"a table of whose cells a function makes the target": {map[string]string{"content/faq.md": page, "redirects/t.csv": "name,page\nF,faq\n",
			"redirects/r.toml": "[[rule]]\nfrom = \"/v/{name}\"\ntable = \"t.csv\"\nto = \"/{page|lower}/\"\n"}, "faq.md", "Help.md",
			map[string]string{"redirects/t.csv": "name,page\nF,faq\n", "redirects/moved.toml": movedHeader +
				"\n[[rule]]\nfrom = \"/v/F\"\nto = \"/Help/\"\n"}},
		"a fragment's capture with the name of a column": {map[string]string{"redirects/r.toml": "[[rule]]\nfrom = \"/u/{name}\"\ntable = \"s.csv\"\n" +
			"to = \"/{page}/{part}/\"\nfragment = { \"a{page}\" = \"b{page}\" }\n", "content/d/e.md": page, "redirects/s.csv": "name,page,part\nE,d,e\n"},
			"d/e.md", "f.md", map[string]string{"redirects/moved.toml": movedHeader +
				"\n[[rule]]\nfrom = \"/u/E\"\nto = \"/f/\"\nfragment = { \"a{page}\" = \"b{page}\" }\n"}},
		"patterns to a folder": {map[string]string{"content/w/b.md": page, "redirects/r.toml": "[[rule]]\nfrom = \"/o/{x...}\"\nto = \"/w/{x}\"\n"}, "w", "v/u",
			map[string]string{"redirects/r.toml": "[[rule]]\nfrom = \"/o/{x...}\"\nto = \"/v/u/{x}\"\n"}},
		"lists of a folder's pages": {map[string]string{"content/w/b.md": page, "content/c.md": page + "{{< pages prefix=\"/w/\" hide=\"/w/\" >}}\n"}, "w", "v",
			map[string]string{"content/c.md": page + "{{< pages prefix=\"/v/\" hide=\"/w/\" >}}\n"}},
		"a slug": {map[string]string{"content/w/b.md": "+++\nslug = \"s\"\n+++\n"}, "/w/s/", "/v/s/",
			map[string]string{"content/v/b.md": "+++\nslug = \"s\"\naliases = [\"/w/s/\"]\n+++\n"}},
		"hidden files go with their folder": {map[string]string{"content/w/b.md": page, "content/w/.keep": ""}, "w", "v",
			map[string]string{"content/v/.keep": "\x00", "content/w/.keep": ""}},
		"addresses that stand in text": {map[string]string{"content/w/b.md": page, "content/c.md": "See https://example.org/w/b/ there.\n"},
			"w/b.md", "ü x.md", map[string]string{"content/c.md": "See https://example.org/%C3%BC%20x/ there.\n"}},
		"names that look like schemes": {map[string]string{"content/a:b.md": page, "content/w/c.md": page + "[x](../a:b.md)\n"}, "w/c.md", "c.md",
			map[string]string{"content/c.md": "+++\ntitle = \"P\"\naliases = [\"/w/c/\"]\n+++\n[x](./a:b.md)\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := newSite(t, test.files)
			if err := mv(t, dir, test.old, test.to); err != nil {
				t.Fatal(err)
			}
			got := sitetest.ReadAll(t, dir)
			for name, want := range test.want {
				text, ok := got[name]
				if want == "\x00" && ok {
					continue // it is there, empty
				}
				if text != want {
					t.Errorf("%s is\n%q, want\n%q", name, text, want)
				}
			}
		})
	}
}

// A feed's rule follows the feed wherever it goes, and leads to a page once there is none.
func TestRulesOfFeedsFollow(t *testing.T) {
	t.Parallel()
	dir := newSite(t, map[string]string{
		"content/news/_index.md": "+++\ntitle = \"N\"\n+++\n", "content/news/one.md": "+++\ndate = 2019-01-01\n+++\n"})
	for _, way := range [][2]string{{"news", "blog"}, {"blog/_index.md", "log/_index.md"}} {
		if err := mv(t, dir, way[0], way[1]); err != nil {
			t.Fatal(err)
		}
	}
	rules := sitetest.ReadAll(t, dir)["redirects/moved.toml"]
	for _, want := range []string{"from = \"/news/feed.atom\"\nto = \"/log/\"", "from = \"/blog/feed.atom\"\nto = \"/log/\""} {
		if !strings.Contains(rules, want) {
			t.Errorf("there is no\n%s\nin\n%s", want, rules)
		}
	}
}

// What cannot be proven is refused, and nothing is changed.
func TestRefusals(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		files         map[string]string
		old, to, want string
	}{
		"a name that an argument cannot hold": {map[string]string{"content/a.txt": "x", "content/p.md": "{{< include file=\"a.txt\" >}}\n"},
			"a.txt", `b".txt`, "content/p.md"},
		"an address that is taken": {map[string]string{"content/a.md": "A\n", "content/b.md": "+++\naliases = [\"/c\"]\n+++\n"},
			"a.md", "c.md", "/c/index.html is made of content/c.md as well"},
		"a folder where a file is": {map[string]string{"content/a.md": "A\n", "content/x": "x"}, "a.md", "x/a.md", "content/x: error: this is a file"},
		"another slug":             {map[string]string{"content/a.md": "+++\nslug = \"s\"\n+++\n"}, "a.md", "/t/", "its slug"},
		"a mistake that was there": {map[string]string{"content/a.md": "A\n", "redirects/r.toml": "[[rule]]\nfrom = \"/x\"\n"}, "a.md", "b.md",
			"mend them, then move"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := newSite(t, test.files)
			before := sitetest.ReadAll(t, dir)
			err := mv(t, dir, test.old, test.to)
			var said strings.Builder
			source.AsList(err).Print(&said, source.Text)
			if err == nil || !strings.Contains(said.String(), test.want) {
				t.Errorf("it said %s", said.String())
			}
			if !maps.Equal(before, sitetest.ReadAll(t, dir)) {
				t.Error("files were changed")
			}
		})
	}
}

// A symbolic link is not moved, for it would lead elsewhere; a page behind one is mended there.
func TestSymbolicLinks(t *testing.T) {
	t.Parallel()
	dir := newSite(t, map[string]string{"content/a.md": "A\n", "shared/b.md": "[a](a.md)\n"})
	if err := os.Symlink("../shared/b.md", filepath.Join(dir, "content/b.md")); err != nil {
		t.Fatal(err)
	}
	if err := mv(t, dir, "b.md", "c.md"); err == nil || !strings.Contains(err.Error(), "symbolic link") {
		t.Errorf("it said %v", err)
	}
	if err := mv(t, dir, "a.md", "d/a.md"); err != nil {
		t.Fatal(err)
	}
	if got := sitetest.ReadAll(t, dir)["shared/b.md"]; got != "[a](d/a.md)\n" {
		t.Errorf("behind the link is %q", got)
	}
	if info, err := os.Lstat(filepath.Join(dir, "content/b.md")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info, err)
	}
}

// What a symbolic link leads to is not moved away from it, be it a page, or a folder in which it is.
func TestSymbolicLinksIntoWhatMoves(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ link, to, old, new string }{
		"a page":                  {"content/z.md", "docs/in/a.md", "docs/in/a.md", "b.md"},
		"a page in a folder":      {"content/z.md", "docs/in/a.md", "docs", "e"},
		"the folder":              {"content/z", "docs", "docs", "e"},
		"a folder in the folder":  {"content/z", "docs/in", "docs", "e"},
		"from the theme's folder": {"theme/z.html", "../content/docs/in/a.md", "docs/in/a.md", "b.md"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := newSite(t, map[string]string{"content/docs/in/a.md": "A\n", "theme/assets/x.css": ""})
			if err := os.Symlink(test.to, filepath.Join(dir, test.link)); err != nil {
				t.Fatal(err)
			}
			plan, err := move.Make(t.Context(), options(dir), test.old, test.new)
			if err == nil || !strings.Contains(err.Error(), test.link+": error: this symbolic link leads to content/docs") {
				t.Errorf("it planned %v, and said %v", plan, err)
			}
		})
	}
}

// Whatever fails while a plan is made, all is as it was.
func TestAllOrNothing(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, dir string){
		"a file that was edited meanwhile": func(t *testing.T, dir string) { save(t, dir, "content/_index.md", "Other.\n") },
		"a target that came meanwhile":     func(t *testing.T, dir string) { save(t, dir, "content/new/p/x.svg", "<svg/>") },
		"an index that is locked":          func(t *testing.T, dir string) { save(t, dir, ".git/index.lock", "") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := newSite(t, map[string]string{"content/_index.md": "[p](p.md)\n", "content/p.md": "P\n", "content/p/x.svg": "<svg/>"})
			for _, args := range [][]string{{"init", "-q"}, {"add", "."}} {
				if out, err := git.Command(t.Context(), dir, args...).CombinedOutput(); err != nil {
					t.Fatalf("%v: %s", err, out)
				}
			}
			plan, err := move.Make(t.Context(), options(dir), "p.md", "new/p.md")
			if err != nil {
				t.Fatal(err)
			}
			spoil(t, dir)
			before := sitetest.ReadAll(t, dir)
			if err := plan.Apply(t.Context(), dir); err == nil {
				t.Error("it was made")
			}
			if now := sitetest.ReadAll(t, dir); !maps.Equal(before, now) {
				t.Errorf("files were changed: %q", now)
			}
		})
	}
}
