package sitegen_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/twisted/sitegen/"

// allowed is the architecture: which of the module's packages each may import.
// Imports go one way, cmd → converter, generator → their packages → source; the
// converter knows of the generator only source and page, the generator nothing of
// the converter. The two meet on disk.
var allowed = map[string][]string{
	"cmd/sitegen": {"converter", "converter/fidelity", "converter/macro", "converter/trac",
		"generator", "generator/check", "generator/check/external", "generator/check/oldurls", "generator/move", "generator/output",
		"generator/page", "generator/publish", "generator/redirect/export", "generator/serve", "generator/site",
		"generator/source", "generator/template", "internal/git", "theme"},

	"converter": {"converter/history", "converter/links", "converter/macro", "converter/rendering", "converter/report",
		"converter/sanitize", "converter/trac", "converter/wiki", "converter/writer",
		"generator/page", "generator/source"},
	"converter/fidelity": {"converter/trac", "generator/page", "generator/source"},
	"converter/history":  {"converter/trac", "generator/source", "internal/git"},
	"converter/links":    {"converter/wiki", "generator/page", "generator/source"},
	"converter/macro": {"converter/links", "converter/rendering", "converter/report", "converter/sanitize",
		"converter/wiki", "generator/page"},
	"converter/rendering": {"converter/wiki"},
	"converter/report":    {"converter/trac", "converter/wiki", "generator/source"},
	"converter/sanitize":  {"converter/wiki"},
	"converter/trac":      {"generator/source"},
	"converter/wiki":      {},
	"converter/writer":    {"converter/wiki"},

	// The three doors, and the pipeline that leads to them.
	"generator/publish": {"generator/check", "generator/output", "generator/site", "generator/source"},
	"generator/serve":   {"generator", "generator/check", "generator/output", "generator/page", "generator/source"},
	"generator/check": {"generator/check/external", "generator/check/oldurls", "generator/markdown", "generator/output",
		"generator/page", "generator/redirect", "generator/site", "generator/source"},
	"generator/check/external": {"generator/source"},
	"generator/check/oldurls":  {},
	"generator/move": {"generator", "generator/check", "generator/check/oldurls", "generator/markdown", "generator/output",
		"generator/page", "generator/redirect", "generator/site", "generator/source", "internal/filetree",
		"internal/git"},
	"generator": {"generator/load", "generator/output", "generator/site", "generator/source"},

	// The stages, each above the next.
	"generator/output": {"generator/load", "generator/markdown", "generator/output/feed", "generator/output/minify",
		"generator/output/search", "generator/page", "generator/redirect", "generator/site", "generator/source",
		"generator/template"},
	"generator/output/feed":   {"generator/page"},
	"generator/output/minify": {},
	"generator/output/search": {},
	"generator/site":          {"generator/load", "generator/markdown", "generator/page", "generator/redirect", "generator/source"},
	"generator/load":          {"generator/page", "generator/redirect", "generator/source", "generator/template"},

	// What they stand on.
	"generator/markdown":        {"generator/page", "generator/source"},
	"generator/template":        {"generator/page", "generator/source"},
	"generator/redirect":        {"generator/page", "generator/source"},
	"generator/redirect/export": {"generator/page", "generator/redirect"},
	"generator/page":            {"generator/source"},
	"generator/source":          {},

	"internal/git":      {"internal/filetree"},
	"internal/filetree": {},

	"internal/benchtest":   {"internal/goldentest", "internal/sharedtest"}, // for tests, as are
	"internal/browsertest": {},
	"internal/goldentest":  {},
	"internal/nametest":    {},
	"internal/sharedtest":  {},
	"internal/sitetest":    {"generator", "generator/output", "generator/page", "generator/source", "theme"},
	"internal/tractest":    {"internal/sharedtest"},
	"internal/wikitest":    {"converter/wiki"},

	"theme": {},
}

func TestImportsGoOneWay(t *testing.T) {
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(p) != ".go" || strings.HasSuffix(p, "_test.go") {
			return err
		}
		pkg := path.Dir(p)
		may, known := allowed[pkg]
		if !known {
			t.Errorf("%s: the architecture has no package %s", p, pkg)
			return nil
		}
		seen[pkg] = true
		file, err := parser.ParseFile(token.NewFileSet(), filepath.FromSlash(p), nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			inner, ours := strings.CutPrefix(name, module)
			if ours && !contains(may, inner) {
				t.Errorf("%s imports %s", p, inner)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range allowed {
		if !seen[pkg] {
			t.Errorf("package %s is gone", pkg)
		}
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// Only main may end the program or print by itself.
func TestLibrariesNeitherPrintNorExit(t *testing.T) {
	for pkg := range allowed {
		if pkg == "cmd/sitegen" {
			continue
		}
		files, err := filepath.Glob(filepath.FromSlash(pkg) + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, call := range []string{"os.Exit(", "log.Fatal", "fmt.Print", "os.Stdout", "os.Stderr"} {
				if !strings.HasSuffix(f, "_test.go") && strings.Contains(string(data), call) {
					t.Errorf("%s calls %s", f, call)
				}
			}
		}
	}
}
