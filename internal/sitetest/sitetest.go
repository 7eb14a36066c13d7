// Package sitetest makes sites for tests, of files that the test names.
package sitetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/theme"
)

// Now is the day of a test's build.
var Now = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)

// Mount reads a base URL that is known to be good.
func Mount(baseURL string) page.Mount {
	m, err := page.ParseBaseURL(baseURL)
	if err != nil {
		panic(err)
	}
	return m
}

// Options are those of a site at https://example.org with the default theme; files are "path"
// to text.
func Options(files map[string]string) generator.Options {
	dir := fstest.MapFS{}
	for name, text := range files {
		dir[name] = &fstest.MapFile{Data: []byte(text)}
	}
	o := generator.Options{Dir: dir, Theme: theme.FS}
	o.Site.Title, o.Site.Mount, o.Site.Now = "T", Mount("https://example.org"), Now
	return o
}

// Load makes a site of files, "path" to text.
func Load(t testing.TB, files map[string]string, change ...func(*generator.Options)) (*output.Files, source.List) {
	t.Helper()
	o := Options(files)
	for _, c := range change {
		c(&o)
	}
	return generator.New().Load(o)
}

// Good is Load for a site without faults.
func Good(t testing.TB, files map[string]string, change ...func(*generator.Options)) *output.Files {
	t.Helper()
	f, list := Load(t, files, change...)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return f
}

// Render makes one file of a site.
func Render(t testing.TB, f *output.Files, path string) string {
	t.Helper()
	data, list := f.Render(path)
	if len(list) > 0 {
		t.Fatal(list)
	}
	return string(data)
}

// ReadAll reads the files below a folder, by path.
func ReadAll(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil {
			t.Fatal(err)
		}
		if !d.IsDir() {
			data, _ := os.ReadFile(p)
			rel, _ := filepath.Rel(dir, p)
			files[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	return files
}

// Small is a site with some of each.
var Small = map[string]string{
	"content/_index.md": "+++\ntitle = \"Home\"\n+++\n" +
		"See [docs](docs/_index.md), [a page](docs/Page.md#part-two) and ![p](docs/pic.png).\n",
	"content/docs/_index.md": "+++\ntitle = \"Docs\"\n+++\n",
	"content/docs/Page.md": "+++\ntitle = \"A page\"\naliases = [\"/old/Page\"]\ntoc = true\n+++\n" +
		"## Part two\n\n[up](_index.md) [home](/) [pic](pic.png)\n\n```python\nprint(1)\n```\n",
	"content/docs/pic.png":         "PNG",
	"content/news/_index.md":       "+++\ntitle = \"News\"\n+++\n",
	"content/news/one.md":          "+++\ntitle = \"One\"\ndate = 2019-05-06\n+++\nFirst [docs](../docs/_index.md).\n",
	"content/news/two.md":          "+++\ntitle = \"Two\"\ndate = 2019-07-08\n+++\nSecond.\n",
	"content/draft.md":             "+++\ntitle = \"Draft\"\ndraft = true\n+++\n",
	"content/news/future.md":       "+++\ntitle = \"Later\"\ndate = 2030-01-01\n+++\n",
	"content/wiki/_index.md":       "+++\ntitle = \"Wiki\"\n+++\n",
	"content/wiki/Deep/Er/Page.md": "+++\ntitle = \"Deep\"\n+++\n",
	"content/wiki/Old.md": strings.Join([]string{
		"+++", `title = "Old"`, `aliases = ["/trac/wiki/Old"]`, `anchors = "trac"`, "[trac]", `page = "Old"`,
		`broken = ["#nowhere"]`, "+++", "# Old title", "", "## Some Part", "", "[x](#SomePart) [y](#nowhere)", "",
	}, "\n"),
	"redirects/r.toml": "[[rule]]\nfrom = \"/gone/x\"\ngone = \"It went.\"\n" +
		"[[rule]]\nfrom = \"/p/{x}\"\nto = \"/docs/\"\n",
}
