package generator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/internal/sitetest"
)

const manyStubs = 60000

// stubSite is a site of one page and many stubs.
func stubSite(b *testing.B) *output.Files {
	b.Helper()
	return sitetest.Good(b, map[string]string{
		"content/_index.md": "+++\ntitle = \"T\"\n+++\n",
		"redirects/r.toml":  "[[rule]]\nfrom = \"/t/{id:int}\"\ntable = \"t.csv\"\nto = \"https://example.com/project/issues/{to}\"\n",
		"redirects/t.csv":   fmt.Sprintf("id,to\n1-%d,5-%d\n", manyStubs, manyStubs+4),
	})
}

// Writing many stubs, all of them new, against writing as many files of the same size.
// The issue is their ratio, in one run: "-bench Stubs".
func BenchmarkStubs(b *testing.B) {
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dir := b.TempDir()
			b.StartTimer()
			if list := published(b, stubSite(b), filepath.Join(dir, "public")); list.HasErrors() {
				b.Fatal(list)
			}
			b.StopTimer()
			os.RemoveAll(dir)
			b.StartTimer()
		}
	})
	b.Run("files", func(b *testing.B) {
		s := stubSite(b)
		data, _ := s.Render("t/12345/index.html")
		for b.Loop() {
			b.StopTimer()
			dir := b.TempDir()
			b.StartTimer()
			for i := range manyStubs {
				at := filepath.Join(dir, "public", "t", fmt.Sprint(i+1))
				if err := os.MkdirAll(at, 0o755); err != nil {
					b.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(at, "index.html"), data, 0o644); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			os.RemoveAll(dir)
			b.StartTimer()
		}
	})
}
