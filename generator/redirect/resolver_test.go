package redirect

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The functions of a target are written twice, in Go and in resolver.js; doc.go names each,
// and each is tried by the vectors that both are held to.
func TestResolverHasTheSameFunctions(t *testing.T) {
	t.Parallel()
	_, block, found := strings.Cut(resolver, "  var functions = {\n")
	block, _, closed := strings.Cut(block, "\n  };\n")
	if !found || !closed {
		t.Fatal("resolver.js has no functions")
	}
	var inScript []string
	for _, m := range regexp.MustCompile(`(?m)^    (\w+): function \(`).FindAllStringSubmatch(block, -1) {
		inScript = append(inScript, m[1])
	}
	slices.Sort(inScript)
	inGo := append(slices.Collect(maps.Keys(functions)), queryFunction)
	slices.Sort(inGo)
	if !slices.Equal(inScript, inGo) {
		t.Errorf("resolver.js has the functions %q, Go has %q", inScript, inGo)
	}
	if _, isFirst := firstN("first3"); !isFirst || !strings.Contains(resolver, `/^first(\d+)$/.exec(name)`) {
		t.Error("not both know firstN")
	}
	language, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	tried := triedRules(t)
	for _, name := range append(inGo, "first3") {
		if !regexp.MustCompile(`\{[^}]*\|` + name + `[|}]`).MatchString(tried) {
			t.Errorf("no vector tries the function %s", name)
		}
		if !regexp.MustCompile(`\{[^}]*\|` + name + `[|}]`).Match(language) {
			t.Errorf("doc.go does not have the function %s", name)
		}
	}
}

// triedRules returns the text of those rules that answer a vector.
func triedRules(t *testing.T) string {
	t.Helper()
	rules, err := os.ReadFile("testdata/rules.toml")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(rules), "\n")
	list, m := vectors(t)
	var tried strings.Builder
	for _, v := range list {
		if _, a := answerTo(m, v); a.Source.File == "rules.toml" {
			rule, _, _ := strings.Cut(strings.Join(lines[a.Source.Line-1:], ""), "[[rule]]")
			tried.WriteString(rule)
		}
	}
	return tried.String()
}

// The patterns are shortened in Go and lengthened in resolver.js, by the same digits.
func TestResolverHasTheSameLengths(t *testing.T) {
	t.Parallel()
	if !strings.Contains(resolver, `lengths = "`+lengths+`"`) {
		t.Errorf("resolver.js does not count with %q", lengths)
	}
}

// Letters are counted alike in Go's bytes and in JavaScript's text, which differ in all but
// ASCII.
func TestShorten(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ before, text, want string }{
		{"", "/a", "0/a"}, {"/a/b", "/a/c", "3c"}, {"/a", "", ""}, {"/é1", "/é2", "1é2"},
		{strings.Repeat("a", 80), strings.Repeat("a", 80), "z" + strings.Repeat("a", 19)},
	} {
		if got := shorten(tt.before, tt.text); got != tt.want {
			t.Errorf("shorten(%q, %q) = %q, want %q", tt.before, tt.text, got, tt.want)
		}
	}
}
