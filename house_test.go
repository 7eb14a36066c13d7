package sitegen_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The bounds within which a file, a function, a type and a package can be seen as a whole.
const (
	mostLines     = 350 // of a file
	mostFuncLines = 60
	mostMethods   = 25
	mostFiles     = 20  // of a package, beside tests
	mostColumns   = 120 // a tab counts as four
)

// manyFiles are the packages in which each construct of a language has its file.
var manyFiles = map[string]bool{"generator/redirect": true, "converter/wiki": true}

// The house stays one that is seen at a glance.
func TestTheHouseIsSeenAtAGlance(t *testing.T) {
	t.Parallel()
	for pkg := range allowed {
		names, err := filepath.Glob(filepath.FromSlash(pkg) + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		files, methods := 0, map[string]int{}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			files++
			checkText(t, name)
			checkFuncs(t, name, methods)
		}
		if files > mostFiles && !manyFiles[pkg] {
			t.Errorf("%s has %d files", pkg, files)
		}
		for name, n := range methods {
			if n > mostMethods {
				t.Errorf("%s.%s has %d methods", pkg, name, n)
			}
		}
	}
}

// mostBytes bounds a file of the repository: what is larger is no source, but a program that was
// built into its folder, say, and every clone has it for ever.
const mostBytes = 1 << 20

func TestNoLargeFileIsCommitted(t *testing.T) {
	t.Parallel()
	list, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Skip("needs the repository: ", err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(list), "\x00"), "\x00") {
		if info, err := os.Stat(name); err == nil && info.Size() > mostBytes {
			t.Errorf("%s has %d bytes", name, info.Size())
		}
	}
}

// checkText checks a file's length and the width of its lines.
func checkText(t *testing.T, name string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	if len(lines) > mostLines {
		t.Errorf("%s has %d lines", name, len(lines))
	}
	for i, l := range lines {
		if n := len([]rune(strings.ReplaceAll(l, "\t", "    "))); n > mostColumns {
			t.Errorf("%s:%d is %d columns wide", name, i+1, n)
		}
	}
}

// checkFuncs checks the length of a file's functions and counts the methods of types.
func checkFuncs(t *testing.T, name string, methods map[string]int) {
	t.Helper()
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		if n := files.Position(fn.End()).Line - files.Position(fn.Pos()).Line + 1; n > mostFuncLines {
			t.Errorf("%s: %s has %d lines", files.Position(fn.Pos()), fn.Name.Name, n)
		}
		if fn.Recv != nil {
			methods[receiverType(fn.Recv.List[0].Type)]++
		}
	}
}

// receiverType is the name of a method's type.
func receiverType(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiverType(e.X)
	case *ast.IndexExpr:
		return receiverType(e.X)
	case *ast.IndexListExpr:
		return receiverType(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
