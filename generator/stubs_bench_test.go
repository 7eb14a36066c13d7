package generator

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/twisted/sitegen/theme"
)

const manyStubs = 60000

// stubSite is a site of one page and many stubs.
func stubSite(b *testing.B) *Site {
	b.Helper()
	s, list := New().Load(Options{Theme: theme.FS, Dir: fstest.MapFS{
		"content/_index.md": {Data: []byte("+++\ntitle = \"T\"\n+++\n")},
		"redirects/r.toml":  {Data: []byte("[[rule]]\nfrom = \"/t/{id:int}\"\ntable = \"t.csv\"\nto = \"https://example.org/project/issues/{to}\"\n")},
		"redirects/t.csv":   {Data: fmt.Appendf(nil, "id,to\n1-%d,5-%d\n", manyStubs, manyStubs+4)},
	}})
	if list.HasErrors() {
		b.Fatal(list)
	}
	return s
}

// Writing many stubs, all of them new, against writing as many files of the same size.
// The issue is their ratio, in one run: "-bench Stubs".
func BenchmarkStubs(b *testing.B) {
	b.Run("write", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			dir := b.TempDir()
			b.StartTimer()
			if _, list := stubSite(b).Write(b.Context(), filepath.Join(dir, "public")); list.HasErrors() {
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
