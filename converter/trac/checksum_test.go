package trac

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// What a killed fetch leaves half written is no file of the Trac's, in a snapshot with checksums and
// in one from before there were any, and the next fetch removes it.
func TestTemporaryFilesAreNotTheTracs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	half := filepath.Join(dir, "files/raw-attachment/wiki/A/.sitegen-123456")
	for _, sums := range []string{"kept", "removed"} {
		if err := os.WriteFile(half, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		if sums == "removed" {
			os.Remove(filepath.Join(dir, checksumFile))
		}
		s, err := Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if files, err := s.Files(); err != nil || len(files) != 6 || len(s.Missing()) > 0 {
			t.Errorf("checksums %s: %q, %v, missing %v", sums, files, err, s.Missing())
		}
	}
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(half); err == nil {
		t.Error("it is still there")
	}
}

// A file that was damaged, or is no longer there, is missing, and asked for again.
func TestDamagedFilesAreMissing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	for file, data := range map[string]string{
		"pages/A.txt": "rotten", "files/raw-attachment/wiki/WikiStart/f.txt": "1234",
	} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	os.Remove(filepath.Join(dir, "pages/Empty.html"))
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	var missing []string
	for _, m := range s.Missing() {
		if missing = append(missing, m.Path); !strings.Contains(m.Reason, "damaged") {
			t.Errorf("%+v", m)
		}
	}
	if want := []string{"/raw-attachment/wiki/WikiStart/f.txt", "/wiki/A", "/wiki/Empty"}; !slices.Equal(missing, want) {
		t.Errorf("missing %q", missing)
	}
	if names := s.Names(); len(names) != 4 {
		t.Errorf("names %q", names)
	}
	if files, err := s.Files(); err != nil || len(files) != 5 {
		t.Errorf("files %q, %v", files, err)
	}
	if s, err = fetch(t, newFake(), dir); err != nil || len(s.Missing()) > 0 || len(s.Names()) != 6 {
		t.Errorf("again: %q, missing %v, %v", s.Names(), s.Missing(), err)
	}
	if p, err := s.Page("A"); err != nil || p.Source != newFake().pages["A"] {
		t.Errorf("%q, %v", p.Source, err)
	}
}

// A file without a checksum was not fetched to its end, nor was the one whose line was cut off.
func TestAFileWithoutAChecksumIsAskedForAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	sums := filepath.Join(dir, checksumFile)
	data, err := os.ReadFile(sums)
	if err != nil {
		t.Fatal(err)
	}
	cut := data[:len(data)-5] // of the last line, of pages/WikiStart.txt
	if err := os.WriteFile(sums, cut, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "pages/WikiStart.txt"), []byte("half"), 0o644); err != nil {
		t.Fatal(err)
	}
	fake := newFake()
	if _, err := fetch(t, fake, dir); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(fake.asked, "/trac/wiki/WikiStart?format=txt") {
		t.Errorf("asked for %q", fake.asked)
	}
	if again, err := os.ReadFile(sums); err != nil || string(again) != string(data) {
		t.Errorf("%v\n%s\nwant\n%s", err, again, data)
	}
}

// Checksums are in the form of GNU's sha256sum, whatever a path holds.
func TestChecksumLines(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, _, err := readChecksums(dir)
	if err != nil {
		t.Fatal(err)
	}
	paths := []string{"a", "back\\slash", "new\nline", "L\xe9tin", "two  blanks"}
	for _, p := range paths {
		if err := c.add(p, []byte(p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.close(); err != nil {
		t.Fatal(err)
	}
	again, found, err := readChecksums(dir)
	if err != nil || !found || !slices.Equal(again.files(), slices.Sorted(slices.Values(paths))) {
		t.Errorf("%q, %v, %v", again.files(), found, err)
	}
	data, _ := os.ReadFile(filepath.Join(dir, checksumFile))
	if !strings.Contains(string(data), "\n\\58fb6729e555d21b53bde4cc31a1bfcafa8f7fdfc71cba94dffcf284d75f5d08  new\\nline\n") {
		t.Errorf("%s", data)
	}
}
