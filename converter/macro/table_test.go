package macro

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/tools/txtar"
)

// goldenCases are the converter's cases of macros, by name: wiki text, and Trac's HTML of it.
func goldenCases(t *testing.T) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("../testdata/macro/macros.txtar")
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".wiki"); ok {
			cases[name] = string(f.Data)
		}
	}
	return cases
}

// Each row is complete, says nothing that cannot be, and has a golden case, in which Trac's
// HTML has what its selector looks for.
func TestTable(t *testing.T) {
	cases, seen := goldenCases(t), map[string]bool{}
	for _, r := range Table {
		name := r.Names[0]
		for _, n := range r.Names {
			if seen[n] {
				t.Errorf("%q has two rows", n)
			}
			seen[n] = true
		}
		switch {
		case r.Macro == nil && r.Processor == nil && r.Wrapper == nil:
			t.Errorf("%q becomes nothing", name)
		case r.Processor != nil && r.Wrapper != nil:
			t.Errorf("%q is two processors", name)
		case r.InLine != nil && (r.Macro == nil || r.Processor == nil):
			t.Errorf("%q is run in a line, but cannot be called both as a processor and as a macro", name)
		case r.Macro == nil && (r.MacroText != nil || r.Result != "" || r.Living):
			t.Errorf("%q says what Trac shows for a macro, and is none", name)
		case r.Processor == nil && r.ProcessorText != nil:
			t.Errorf("%q says what Trac shows for a processor, and is none", name)
		case r.Result != "" && r.MacroText != nil:
			t.Errorf("%q has a result, and none", name)
		case r.Dropped && (r.Living || r.MacroText != nil):
			t.Errorf("%q is shown, or known to show something, and dropped", name)
		case r.Living && r.Result == "":
			t.Errorf("%q has a result to discard, which nothing finds", name)
		}
		if name == "" {
			name = "plain"
		}
		text, html, ok := strings.Cut(cases[name], "\n%%%\n")
		if !ok || !strings.Contains(text, r.Names[0]) {
			t.Errorf("testdata/macro/macros.txtar has no case of %q", name)
			continue
		}
		if r.Result == "" {
			continue
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(html))
		if err != nil || doc.Find(r.Result).Length() == 0 {
			t.Errorf("%q: Trac's HTML of its case has no %s (%v)", name, r.Result, err)
		}
	}
}

// The parser learns from the table what is a macro and what is run in a heading.
func TestOptions(t *testing.T) {
	o := Options(func(name, _ string) bool { return name == "Plugin" })
	for _, r := range Table {
		for _, name := range r.Names {
			if got, want := o.IsMacro(name, name), r.Trac && r.Macro != nil; got != want {
				t.Errorf("IsMacro(%q) = %v", name, got)
			}
			if o.RunsInLine(name, "<b >x</b>") != (r.InLine != nil) {
				t.Errorf("RunsInLine(%q) = %v", name, r.InLine == nil)
			}
		}
	}
	if !o.IsMacro("Plugin", "Plugin(x)") || o.IsMacro("Other", "Other") || o.RunsInLine("Plugin", "") ||
		o.RunsInLine("html", "<div >") {
		t.Error("a plugin's macro is not told from a link")
	}
}
