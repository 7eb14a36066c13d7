package move

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/source"
	"github.com/twisted/sitegen/internal/filetree"
	"github.com/twisted/sitegen/internal/sitetest"
	"github.com/twisted/sitegen/theme"
)

// A plan that sends a redirect to another page is no proven plan, though all is answered.
func TestARedirectThatWouldLeadElsewhere(t *testing.T) {
	t.Parallel()
	tree := filetree.New()
	for name, text := range map[string]string{
		"site.toml": "title = \"T\"\n", "content/_index.md": "Home.\n", "content/a.md": "A\n", "content/b.md": "B\n",
		"redirects/r.toml": "[[rule]]\nfrom = \"/o\"\nto = \"/a/\"\n",
	} {
		tree.Add(name, 0o644, func() ([]byte, error) { return []byte(text), nil })
	}
	o := generator.Options{Dir: tree, Theme: theme.FS}
	o.Site.Title, o.Site.Now = "T", sitetest.Now
	p := &planner{ctx: t.Context(), options: o, mended: map[string]*fileEdits{}, plan: &Plan{before: map[string][]byte{}}}
	if err := p.load(); err != nil {
		t.Fatal(err)
	}
	p.at = newPlaces(p.all.Site, renaming{}, nil)
	if err := p.prove(); err != nil {
		t.Fatalf("nothing moves, and it said %v", err)
	}
	file, err := source.ReadFile(o.Dir, "redirects/r.toml")
	if err != nil {
		t.Fatal(err)
	}
	f := &fileEdits{file: file}
	at := strings.Index(string(file.Data), "/a/")
	f.replace(at, at+len("/a/"), "/b/")
	p.note(f)
	if err := p.prove(); err == nil || !strings.Contains(err.Error(), "/o would not lead to /a/ after the move") {
		t.Errorf("it said %v", err)
	}
}
