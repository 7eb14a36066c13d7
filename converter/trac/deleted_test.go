package trac

import (
	"slices"
	"testing"
)

// What the Trac no longer has is forgotten once all is known, and named.
func TestDeletedPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	fake := newFake()
	delete(fake.pages, "Empty")
	s, err := fetch(t, fake, dir)
	if err != nil || !slices.Equal(s.Deleted(), []string{"Empty"}) || len(s.Names()) != 5 || len(s.Missing()) > 0 {
		t.Fatalf("%q, deleted %q, missing %v, %v", s.Names(), s.Deleted(), s.Missing(), err)
	}
	if files, err := s.Files(); err != nil || len(files) != 5 {
		t.Errorf("%q, %v", files, err)
	}
}

// A page that is there by another name, with the same text, was renamed; an empty one, and one whose text
// two have, nobody can tell.
func TestRenamedPages(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	fake := newFake()
	for _, old := range []string{"Empty", "A/B c", "TSF/Secret"} {
		fake.pages["New"+old] = fake.pages[old]
		delete(fake.pages, old)
	}
	fake.pages["Copy"] = fake.pages["NewTSF/Secret"]
	s, err := fetch(t, fake, dir)
	if err != nil || !slices.Equal(s.Renamed(), []Renamed{{"A/B c", "NewA/B c"}}) ||
		!slices.Equal(s.Deleted(), []string{"Empty", "TSF/Secret"}) {
		t.Errorf("renamed %v, deleted %q, %v", s.Renamed(), s.Deleted(), err)
	}
}
