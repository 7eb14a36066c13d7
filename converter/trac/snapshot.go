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
	HTML    string // Trac's rendering of it, without the page around; "" if unknown

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
	dir  string
	info info
}

// info is snapshot.toml.
type info struct {
	URL      string    `toml:"url"`  // of the Trac, without a final slash
	Base     string    `toml:"base"` // its path, "" at the root
	Version  string    `toml:"version,omitempty"`
	Fetched  time.Time `toml:"fetched"`
	Complete bool      `toml:"complete"`
	Names    []string  `toml:"names"` // of the pages that exist, sorted
}

// Failure is something that the Trac would not give.
type Failure struct {
	Path   string `toml:"path"`
	Reason string `toml:"reason"`
}

// Open reads the snapshot in dir.
func Open(dir string) (*Snapshot, error) {
	s := &Snapshot{dir: dir}
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
	return s, nil
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

// Complete reports whether the fetch came to its end.
func (s *Snapshot) Complete() bool { return s.info.Complete }

// Names returns the names of all pages, sorted.
func (s *Snapshot) Names() []string { return slices.Clone(s.info.Names) }

// Page reads one page.
func (s *Snapshot) Page(name string) (*Page, error) {
	file := filepath.Join(s.dir, "pages", fileName(name))
	text, err := os.ReadFile(file + ".txt")
	if err != nil {
		return nil, err
	}
	html, err := os.ReadFile(file + ".html")
	if err != nil {
		return nil, err
	}
	p := &Page{Name: name, Source: string(text)}
	if err := p.scrape(html); err != nil {
		return nil, fmt.Errorf("%s.html: %w", file, err)
	}
	return p, nil
}

// Files returns the paths, below the mount point, of all fetched files, sorted.
func (s *Snapshot) Files() ([]string, error) {
	var paths []string
	root := filepath.Join(s.dir, "files")
	err := fs.WalkDir(os.DirFS(root), ".", func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == "." {
			return nil
		}
		if err == nil && !d.IsDir() {
			paths = append(paths, p)
		}
		return err
	})
	slices.Sort(paths)
	return paths, err
}

// OpenFile opens one of Files.
func (s *Snapshot) OpenFile(p string) (io.ReadCloser, error) {
	return os.Open(filepath.Join(s.dir, "files", filepath.FromSlash(p)))
}

// Failures returns what could not be fetched.
func (s *Snapshot) Failures() ([]Failure, error) {
	var v struct {
		Failed []Failure `toml:"failed"`
	}
	_, err := toml.DecodeFile(filepath.Join(s.dir, "failed.toml"), &v)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return v.Failed, err
}

// fileName is a page's name as a file's: what a file system or shell would
// stumble over is percent-encoded.
func fileName(name string) string {
	var b strings.Builder
	for i := range len(name) {
		if c := name[i]; c < ' ' || c == 0x7f || strings.IndexByte(`/\:*?"<>|%`, c) >= 0 || c == '.' && i == 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// filePath is where a file of the Trac lies in the snapshot. A path that would
// lead out of it is refused.
func (s *Snapshot) filePath(p string) (string, error) {
	clean := path.Clean("/" + p)[1:]
	leadsOut := !filepath.IsLocal(filepath.FromSlash(clean)) || strings.Contains(clean, `\`)
	if clean == "" || clean != strings.TrimPrefix(p, "/") || leadsOut {
		return "", fmt.Errorf("%q is no path for a file", p)
	}
	return filepath.Join(s.dir, "files", filepath.FromSlash(clean)), nil
}

func (s *Snapshot) writeTOML(name string, v any) error {
	var b strings.Builder
	if err := toml.NewEncoder(&b).Encode(v); err != nil {
		return err
	}
	_, err := source.Write(filepath.Join(s.dir, name), []byte(b.String()))
	return err
}
