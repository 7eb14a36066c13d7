package sitegen_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Everything public says what it is: each package, type, function, method, constant and
// variable, alone or with its group.
func TestPublicIsDocumented(t *testing.T) {
	for pkg := range allowed {
		files := token.NewFileSet()
		described := false
		names, err := filepath.Glob(filepath.FromSlash(pkg) + "/*.go")
		if err != nil || len(names) == 0 {
			t.Fatal(pkg, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(files, name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			described = described || f.Doc != nil
			for _, d := range f.Decls {
				for _, name := range undocumented(d) {
					t.Errorf("%s: %s is not documented", files.Position(name.Pos()), name.Name)
				}
			}
		}
		if !described {
			t.Errorf("package %s is not documented", pkg)
		}
	}
}

// Who edits a page finds each of the theme's shortcodes in the page about editing.
func TestShortcodesAreDocumented(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("content/edit.md")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("theme/shortcodes/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("the theme has no shortcodes", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".html")
		if !strings.Contains(string(text), "{{< "+name+" ") {
			t.Errorf("content/edit.md does not tell of the shortcode %s", name)
		}
	}
}

// undocumented are the public names of a declaration that no comment tells of.
func undocumented(d ast.Decl) []*ast.Ident {
	var names []*ast.Ident
	add := func(n *ast.Ident, docs ...*ast.CommentGroup) {
		for _, doc := range docs {
			if doc != nil {
				return
			}
		}
		if n.IsExported() {
			names = append(names, n)
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || ast.IsExported(receiver(d.Recv.List[0].Type)) {
			add(d.Name, d.Doc)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				add(s.Name, s.Doc, d.Doc)
			case *ast.ValueSpec:
				for _, n := range s.Names {
					add(n, s.Doc, s.Comment, d.Doc)
				}
			}
		}
	}
	return names
}

// receiver is the name of a method's type.
func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}
