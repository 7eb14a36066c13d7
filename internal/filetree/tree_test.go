package filetree

import (
	"errors"
	"io/fs"
	"testing"
	"testing/fstest"
)

func text(s string) func() ([]byte, error) { return func() ([]byte, error) { return []byte(s), nil } }

func TestTree(t *testing.T) {
	t.Parallel()
	tree := New()
	names := []string{"site.toml", "content/a/b.md", "content/a.md", "content/a-b.md", "content/ü \"x\".md", "z"}
	for _, name := range names {
		tree.Add(name, 0o644, text(name))
	}
	tree.Add("content/a.md", 0o644, text("added twice"))
	tree.Add("../outside", 0o644, text("no path"))
	if err := fstest.TestFS(tree, names...); err != nil {
		t.Error(err)
	}
	if data, err := fs.ReadFile(tree, "content/a.md"); err != nil || string(data) != "content/a.md" {
		t.Errorf("read %q, %v", data, err)
	}
}

// Links lead to files of the tree; those that lead nowhere, or round and round, are not there.
func TestLinks(t *testing.T) {
	t.Parallel()
	tree := New()
	tree.Add("a/file", 0o644, text("bytes"))
	for name, to := range map[string]string{
		"a/link": "file", "b/link": "../a/link", "out": "../x", "round": "round", "dangling": "a/none",
	} {
		tree.Add(name, fs.ModeSymlink|0o777, text(to))
	}
	for _, name := range []string{"a/link", "b/link"} {
		info, err := fs.Stat(tree, name)
		if data, _ := fs.ReadFile(tree, name); err != nil || !info.Mode().IsRegular() || string(data) != "bytes" {
			t.Errorf("%s: %v, %q, %v", name, info, data, err)
		}
	}
	for _, name := range []string{"out", "round", "dangling"} {
		if _, err := fs.Stat(tree, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
