package site

import (
	"slices"
	"strings"
)

// Branch is a node of a tree of pages. Page is nil for a folder without a page of its own.
type Branch struct {
	Name     string
	Page     *Page
	Children []*Branch
}

// Tree arranges all that is below a section by its path; nil for what is no section, and for
// the first page. Branches are in the order of sections, folders without a page last, by name.
func Tree(s *Site, p *Page) []*Branch {
	if !p.IsSection() || p.Path == "/" {
		return nil
	}
	t := newTree()
	for _, m := range s.Pages { // sorted by path
		if below, ok := strings.CutPrefix(m.Path, p.Path); ok && below != "" {
			t.at(strings.TrimSuffix(below, "/")).Page = m
		}
	}
	for _, b := range t.byPath {
		slices.SortStableFunc(b.Children, branchesInOrder)
	}
	return t.root.Children
}

func branchesInOrder(a, b *Branch) int {
	switch {
	case a.Page != nil && b.Page != nil:
		return inOrder(a.Page, b.Page)
	case a.Page == nil && b.Page == nil:
		return strings.Compare(a.Name, b.Name)
	case a.Page == nil:
		return 1
	}
	return -1
}

// tree grows branches by their paths; it may hold thousands in one place.
type tree struct {
	root   *Branch
	byPath map[string]*Branch
}

func newTree() *tree {
	root := &Branch{}
	return &tree{root, map[string]*Branch{"": root}}
}

// at returns the branch at a path, new ones where there are none.
func (t *tree) at(path string) *Branch {
	if b := t.byPath[path]; b != nil {
		return b
	}
	above, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		above, name = path[:i], path[i+1:]
	}
	parent, b := t.at(above), &Branch{Name: name}
	parent.Children = append(parent.Children, b)
	t.byPath[path] = b
	return b
}
