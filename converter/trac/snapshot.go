package trac

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/twisted/sitegen/generator/source"
)

// Page is one wiki page.
type Page struct {
	Name    string
	Version int
	Author  string
	Date    time.Time
	Comment string
	Source  string // WikiFormatting
	HTML    string // Trac's rendering of it, without the page around and marks of missing pages; "" if unknown

	Attachments []Attachment
}

// Attachment is a file that hangs on a page.
type Attachment struct {
	Name        string
	Size        int64
	Author      string
	Date        time.Time
	Description string
}

// Snapshot is a Trac on disk.
type Snapshot struct {
	dir     string
	info    info
	sums    *checksums
	places  *places
	isOld   bool            // made before there were checksums
	damaged map[string]bool // files that are not what was fetched, by path in dir
	failed  []Missing       // what was asked for in vain
}

// info is snapshot.toml.
type info struct {
	URL      string    `toml:"url"`  // of the Trac, without a final slash
	Base     string    `toml:"base"` // its path, "" at the root
	Version  string    `toml:"version,omitempty"`
	Fetched  time.Time `toml:"fetched"`
	Complete bool      `toml:"complete"`
	Ended    string    `toml:"ended,omitempty"` // why it was not asked for all, "" if it was
	Only     string    `toml:"only,omitempty"`  // the pages that the last fetch was for, a glob
	Names    []string  `toml:"names"`           // of the pages that were fetched, sorted
	// Refreshing says that not all was asked for again that should be.
	Refreshing bool      `toml:"refreshing,omitempty"`
	Listed     []string  `toml:"listed,omitempty"` // of the pages that the Trac says to have, sorted
	Deleted    []string  `toml:"deleted,omitempty"`
	Renamed    []Renamed `toml:"renamed,omitempty"`
}

// Open reads the snapshot in dir, and holds each of its files against its checksum.
func Open(dir string) (*Snapshot, error) {
	s := &Snapshot{dir: dir, damaged: map[string]bool{}}
	f, err := source.ReadFile(os.DirFS(dir), "snapshot.toml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, source.FileErrorf(dir, "no snapshot of a Trac here").
			WithHint("\"sitegen convert URL\" takes one of the Trac at that address")
	}
	if err != nil {
		return nil, err
	}
	f.Path = filepath.Join(dir, f.Path)
	if err := source.DecodeTOML(f, &s.info).Err(); err != nil {
		return nil, err
	}
	sums, hasSums, err := readChecksums(dir)
	if err != nil {
		return nil, err
	}
	s.sums, s.isOld = sums, !hasSums
	if s.places, err = placesOf(dir, sums, s.isOld); err != nil {
		return nil, err
	}
	damaged, err := sums.damaged()
	if err != nil {
		return nil, err
	}
	for _, file := range damaged {
		s.damaged[file] = true
	}
	s.failed, err = readMissing(dir)
	return s, err
}

// placesOf returns the places of the files of the snapshot in dir.
func placesOf(dir string, sums *checksums, isOld bool) (*places, error) {
	if !isOld {
		return newPlaces(sums.files()), nil
	}
	there, err := filesIn(dir)
	return newPlaces(there), err
}

// holds reports whether a file of the snapshot is there as it was fetched.
func (s *Snapshot) holds(file string) bool {
	return s != nil && !s.damaged[file] && (s.isOld || s.sums.has(file))
}

// URL returns the address that the snapshot was fetched from.
func (s *Snapshot) URL() string { return s.info.URL }

// Host returns the host of that address, with its port.
func (s *Snapshot) Host() string {
	_, rest, _ := strings.Cut(s.info.URL, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// Base returns the path at which the Trac was mounted, "" for the root.
func (s *Snapshot) Base() string { return s.info.Base }

// Complete reports whether the fetch came to its end, be it one at which something is Missing.
func (s *Snapshot) Complete() bool { return s.info.Complete }

// Unfinished returns why the fetch did not come to its end, "" if it did.
func (s *Snapshot) Unfinished() string {
	if !s.info.Complete {
		return "the fetch was stopped"
	}
	return s.info.Ended
}

// Names returns the names of all pages that the snapshot has whole, sorted.
func (s *Snapshot) Names() []string {
	names := s.info.Names
	if !s.info.Complete { // a fetch that was killed did not write down what it had
		names = union(names, s.info.Listed)
	}
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		files := s.places.page(name)
		return !s.holds(files.html) || !s.holds(files.text)
	})
}

// LeftOut returns the names of the pages that nobody asked for, sorted: the last fetch was for
// others only.
func (s *Snapshot) LeftOut() []string {
	if s.info.Only == "" {
		return nil
	}
	had := s.Names()
	return slices.DeleteFunc(slices.Clone(s.info.Listed), func(name string) bool {
		_, isHad := slices.BinarySearch(had, name)
		isWanted, _ := path.Match(s.info.Only, name)
		isMissing := slices.ContainsFunc(s.failed, func(m Missing) bool {
			return m.Kind == MissingPage && m.Name == name
		})
		return isHad || isWanted || isMissing
	})
}

// Deleted returns the names of the pages that an earlier fetch brought and that the Trac no
// longer has, sorted.
func (s *Snapshot) Deleted() []string { return slices.Clone(s.info.Deleted) }

// Renamed returns the pages that an earlier fetch brought by another name, sorted by that.
func (s *Snapshot) Renamed() []Renamed { return slices.Clone(s.info.Renamed) }

// Missing returns what the Trac has and the snapshot has not, or has damaged, sorted by path.
func (s *Snapshot) Missing() []Missing {
	had, leftOut := s.Names(), s.LeftOut()
	list := slices.DeleteFunc(slices.Clone(s.failed), func(m Missing) bool {
		if m.Kind == MissingFile {
			file, err := s.places.file(m.Name)
			return err == nil && !s.info.Complete && s.holds(file) // a later fetch brought it, and was killed
		}
		_, isHad := slices.BinarySearch(had, m.Name)
		return m.Kind == MissingPage && isHad && !s.info.Complete
	})
	known := map[string]bool{}
	for _, m := range list {
		known[m.key()] = true
	}
	add := func(m Missing) {
		if !known[m.key()] {
			known[m.key()], list = true, append(list, m)
		}
	}
	for file := range s.damaged {
		if p, ok := filePathOf(file); ok {
			add(missingFile(p, damagedReason))
		} else if name, ok := strings.CutPrefix(file, historyFolder); ok {
			add(Missing{MissingVersion, encodeInvalid(path.Dir(name)), "/" + file, damagedReason})
		}
	}
	if !s.info.Complete {
		for _, p := range s.filesNotHeld(had) {
			add(missingFile(p, "it was not asked for, since the fetch was stopped"))
		}
	}
	for _, name := range union(s.info.Names, s.info.Listed) {
		_, isHad := slices.BinarySearch(had, name)
		_, isLeftOut := slices.BinarySearch(leftOut, name)
		if !isHad && !isLeftOut {
			add(missingPage(name, s.whyMissing(name)))
		}
	}
	slices.SortFunc(list, func(a, b Missing) int { return strings.Compare(a.Path, b.Path) })
	return list
}

const damagedReason = "its file in the snapshot is damaged: the checksum differs"

// whyMissing returns the reason for a page that was not asked for in vain.
func (s *Snapshot) whyMissing(name string) string {
	files := s.places.page(name)
	switch {
	case s.damaged[files.html] || s.damaged[files.text]:
		return damagedReason
	case s.info.Ended != "":
		return "it was not asked for, since " + s.info.Ended
	}
	return "it was not asked for, since the fetch was stopped"
}

// Page reads one page.
func (s *Snapshot) Page(name string) (*Page, error) {
	files := s.places.page(name)
	text, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(files.text)))
	if err != nil {
		return nil, err
	}
	html, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(files.html)))
	if err != nil {
		return nil, err
	}
	p := &Page{Name: name, Source: string(text)}
	if err := p.scrape(html); err != nil {
		return nil, fmt.Errorf("%s: %w", files.html, err)
	}
	return p, nil
}

// Files returns the paths, below the mount point, of all fetched files, sorted.
func (s *Snapshot) Files() ([]string, error) {
	files, err := filesIn(s.dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, file := range files {
		p, ok := filePathOf(file)
		if ok && s.holds(file) && !(s.isOld && isTemporary(path.Base(file))) {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths), nil
}

// OpenFile opens one of Files.
func (s *Snapshot) OpenFile(p string) (io.ReadCloser, error) {
	file, err := s.places.file(p)
	if err != nil {
		return nil, err
	}
	return os.Open(filepath.Join(s.dir, filepath.FromSlash(file)))
}

// writeTOML writes a file of the snapshot in dir.
func writeTOML(dir, name string, v any) error {
	var b strings.Builder
	if err := toml.NewEncoder(&b).Encode(v); err != nil {
		return err
	}
	return source.WriteDurably(filepath.Join(dir, name), []byte(b.String()))
}

// flush brings what was written to the disk; a test looks on. What a power cut takes before, the
// checksums tell.
var flush = source.Flush
