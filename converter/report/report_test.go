package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/converter/wiki"
)

func TestNotes(t *testing.T) {
	t.Parallel()
	p := On("Page", "one\ntwo [[x]]\nthree")
	p.Note(wiki.Span{Start: 8, End: 13}, Unknown, "macro %s", "x")
	p.DeadLink(wiki.Span{Start: 0, End: 3}, "one", "/b")
	p.OutsideTrac(wiki.Span{Start: 14, End: 99}, "three", "/a")
	p.NoTarget(wiki.Span{Start: 0, End: 3}, "one")
	p.DeadLink(wiki.Span{Start: 0, End: 3}, "one", "/b")
	r := Report{Notes: p.Notes()}
	r.Sort()
	want := []Note{
		{"Page", 1, Broken, "one leads nowhere in Trac", "one"},
		{"Page", 2, Unknown, "macro x", "[[x]]"},
		{"Page", 3, Unresolved, "three leads to a part of the old server that was not its Trac", "three"},
	}
	if !slices.Equal(r.Notes, want) {
		t.Errorf("notes = %v", r.Notes)
	}
	if got := p.DeadLinks(); !slices.Equal(got, []string{"/a", "/b"}) {
		t.Errorf("dead links = %v", got)
	}
	if r.Count(Broken) != 1 {
		t.Errorf("Count = %d", r.Count(Broken))
	}
}

func TestExcerpt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		" a\n\tb ":                           "a b",
		strings.Repeat("x", 80):              strings.Repeat("x", 80),
		strings.Repeat("x", 81):              strings.Repeat("x", 80) + "…",
		"a" + strings.Repeat(" ", 400) + "b": "a…",
		strings.Repeat("x", 79) + "é":        strings.Repeat("x", 79) + "…",
	} {
		if got := Excerpt(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// Names and messages are text in Markdown, too.
func TestWriteMarkdown(t *testing.T) {
	t.Parallel()
	r := Report{
		Pages: 1, Notes: []Note{{"A_b", 2, Frozen, "macro *x*", "a `b`"}}, Kept: []string{"content/x.md"},
		Missing: []trac.Missing{{Path: "/y", Reason: "no"}}, Guide: []string{"TracGuide"},
	}
	var b strings.Builder
	if err := r.WriteMarkdown(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1 page, 0 attachments", "- `/y`: no", "- `content/x.md`", "own: 1\n\n- TracGuide",
		"## Frozen: 1\n\n- **A\\_b**, line 2: macro \\*x\\*  \n  `` a `b` ``\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}
