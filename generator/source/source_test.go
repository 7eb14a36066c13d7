package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPosition(t *testing.T) {
	t.Parallel()
	f := &File{Path: "a.md", Data: []byte("eins\nzwölf drei\n")}
	for offset, want := range map[int]string{0: "a.md:1:1", 4: "a.md:1:5", 5: "a.md:2:1", 9: "a.md:2:4", 99: "a.md:3:1"} {
		if got := f.Position(offset).String(); got != want {
			t.Errorf("Position(%d) = %s, want %s", offset, got, want)
		}
	}
}

func TestPrint(t *testing.T) {
	t.Parallel()
	f := &File{Path: "a.md", Data: []byte("x\nsee [b](/c/)\n")}
	list := List{f.Errorf(6, "no page %q", "/c/").WithHint("make it")}
	var text, github strings.Builder
	list.Print(&text, Text)
	list.Print(&github, GitHub)
	if want := "a.md:2:5: error: no page \"/c/\"\n    2 | see [b](/c/)\n      |     ^\n    hint: make it\n"; text.String() != want {
		t.Errorf("text:\n%s\nwant:\n%s", text.String(), want)
	}
	if want := "::error file=a.md,line=2,col=5::no page \"/c/\"%0Ahint: make it\n"; github.String() != want {
		t.Errorf("github: %s", github.String())
	}
}

func TestDecodeTOMLTellsWhere(t *testing.T) {
	t.Parallel()
	type inner struct {
		Page string `toml:"page"`
	}
	var v struct {
		Title string `toml:"title"`
		Trac  inner  `toml:"trac"`
	}
	tests := []struct{ data, want string }{
		{"title = \"x\"\ntitel = \"y\"\n", `f:2:1: error: unknown key "titel"`},
		{"title = \"x\"\n[trac]\nfoo = 1\n", `f:3:1: error: unknown key "trac.foo"`},
		{"\ntitle = 3\n", `f:2:1: error: incompatible types: TOML value has type int64; destination has type string`},
		{"title = \"x\n", `f:1:`},
	}
	for _, tt := range tests {
		list := DecodeTOML(&File{Path: "f", Data: []byte(tt.data)}, &v)
		if len(list) == 0 || !strings.HasPrefix(list[0].Error(), tt.want) {
			t.Errorf("%q: got %v, want %s", tt.data, list, tt.want)
		}
	}
	list := DecodeTOML(&File{Path: "f", Data: []byte("titel = 1")}, &v)
	if list[0].Hint != `did you mean "title"?` {
		t.Errorf("hint = %q", list[0].Hint)
	}
}

// What is of a wrong type is told all at once, and leaves what is right as it is: the same input
// gives the same messages, though the decoder goes through the keys in the order of a map.
func TestDecodeTOMLTellsEveryWrongType(t *testing.T) {
	t.Parallel()
	data := []byte("title = \"x\"\nweight = \"a\"\ntags = [\"b\"]\nname = 3\n[trac]\npage = \"P\"\n")
	for range 50 {
		var v struct {
			Title  string                `toml:"title"`
			Weight int                   `toml:"weight"`
			Tags   []string              `toml:"tags"`
			Name   string                `toml:"name"`
			Trac   struct{ Page string } `toml:"trac"`
		}
		list := DecodeTOML(&File{Path: "f", Data: data}, &v)
		if len(list) != 2 || list[0].Line != 2 || list[1].Line != 4 {
			t.Fatalf("got %v, want errors in the lines 2 and 4", list)
		}
		isRight := v.Title == "x" && slices.Equal(v.Tags, []string{"b"}) && v.Trac.Page == "P"
		if !isRight || v.Weight != 0 || v.Name != "" {
			t.Fatalf("decoded %+v", v)
		}
	}
}

// So it is within tables, wherever they are.
func TestDecodeTOMLTellsEveryWrongTypeWithin(t *testing.T) {
	t.Parallel()
	type inner struct {
		Page    string `toml:"page"`
		Version int    `toml:"version"`
		Author  string `toml:"author"`
	}
	const wrong = "page = \"P\"\nversion = \"x\"\nauthor = 3\n"
	type outer struct {
		Struct  inner            `toml:"struct"`
		Pointer *inner           `toml:"pointer"`
		List    []*inner         `toml:"list"`
		Map     map[string]inner `toml:"map"`
	}
	for head, page := range map[string]func(outer) string{
		"[struct]":  func(v outer) string { return v.Struct.Page },
		"[pointer]": func(v outer) string { return v.Pointer.Page },
		"[[list]]":  func(v outer) string { return v.List[0].Page },
		"[map.x]":   func(v outer) string { return v.Map["x"].Page },
	} {
		var v outer
		list := DecodeTOML(&File{Path: "f", Data: []byte(head + "\n" + wrong)}, &v)
		if len(list) != 2 || list[0].Line != 3 || list[1].Line != 4 {
			t.Errorf("%s: got %v, want errors in the lines 3 and 4", head, list)
		} else if got := page(v); got != "P" {
			t.Errorf("%s: what is right is %q", head, got)
		}
	}
	for _, data := range []string{"struct = 1", "pointer = 1", "list = 1", "list = [1]", "map.x = 1"} {
		var v outer
		if list := DecodeTOML(&File{Path: "f", Data: []byte(data)}, &v); len(list) != 1 {
			t.Errorf("%s: got %v", data, list)
		}
		if v.Pointer != nil {
			t.Errorf("%s: decoded %+v", data, v)
		}
	}
}

func TestWriteTouchesOnlyChanges(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a", "b.txt")
	for i, want := range []bool{true, false} {
		if changed, err := Write(path, []byte("x")); err != nil || changed != want {
			t.Errorf("write %d: changed = %v, err = %v", i, changed, err)
		}
	}
	entries, _ := os.ReadDir(filepath.Dir(path))
	if len(entries) != 1 {
		t.Errorf("a temporary file was left: %v", entries)
	}
}

// What must survive a power cut is on the disk before it has its name. Not parallel: it looks on
// while files are written.
func TestWriteDurably(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b.txt")
	var synced []string
	before := syncFile
	defer func() { syncFile = before }()
	syncFile = func(f *os.File) error {
		data, _ := os.ReadFile(f.Name())
		named, _ := os.ReadFile(path)
		synced = append(synced, string(data)+" for "+string(named))
		return before(f)
	}
	for _, text := range []string{"one", "two", "two"} {
		if err := WriteDurably(path, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Write(path, []byte("three")); err != nil {
		t.Fatal(err)
	}
	if want := []string{"one for ", "two for one"}; !slices.Equal(synced, want) {
		t.Errorf("synced %q, want %q", synced, want)
	}
	syncFile = func(*os.File) error { return os.ErrInvalid }
	if err := WriteDurably(path, []byte("four")); err == nil {
		t.Error("what did not reach the disk is no error")
	}
	if data, _ := os.ReadFile(path); string(data) != "three" {
		t.Errorf("it has the name all the same: %s", data)
	}
	if err := Flush(filepath.Dir(path)); err != nil {
		t.Error(err)
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	names := []string{"/downloads/", "/docs/", "/community/"}
	for name, want := range map[string]string{"/dowloads/": "/downloads/", "/doc/": "/docs/", "/zzzzzzzzzzzz/": ""} {
		if got := Nearest(name, names); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}
