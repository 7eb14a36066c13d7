package links

import (
	"strings"
	"testing"
)

func TestContentFiles(t *testing.T) {
	names := []string{"A", "a", "A: b?", "A- b", "plan/X", "Plan/Y", "index", "_index", ".hid", "con", "Ünï cödé",
		"100% sure", "trailing.", "a//b", "日本"}
	got := ContentFiles(names, "wiki")
	seen := map[string]string{}
	for _, name := range names {
		p := got[name]
		if other, taken := seen[strings.ToLower(p)]; taken {
			t.Errorf("%q and %q are both %s", name, other, p)
		}
		seen[strings.ToLower(p)] = name
		hasBadPart := strings.Contains(p, "/.") || strings.Contains(p, "/_") || strings.Contains(p, "//")
		if strings.ContainsAny(p, ` :?*"<>|%#\`) || hasBadPart {
			t.Errorf("%q becomes %q", name, p)
		}
	}
	for name, want := range map[string]string{
		"A": "wiki/A.md", "plan/X": "wiki/plan/X.md", "A- b": "wiki/A-b.md", "A: b?": "wiki/A-b-2.md",
		"日本": "wiki/日本.md", "con": "wiki/con-page.md",
	} {
		if got[name] != want {
			t.Errorf("%q becomes %q, want %q", name, got[name], want)
		}
	}
}

// No page takes the file of the section's own.
func TestNoPageIsTheSections(t *testing.T) {
	t.Parallel()
	if got := ContentFiles([]string{"-_index"}, "wiki")["-_index"]; got == "wiki/_index.md" {
		t.Errorf("a page becomes %s", got)
	}
}

// A name that needs no change keeps its own file, though one that comes before it by the alphabet
// becomes the same.
func TestNamesThatNeedNoChangeComeFirst(t *testing.T) {
	t.Parallel()
	got := ContentFiles([]string{"A b", "A-b"}, "wiki")
	if got["A-b"] != "wiki/A-b.md" || got["A b"] != "wiki/A-b-2.md" {
		t.Errorf("got %q", got)
	}
}
