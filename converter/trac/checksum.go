package trac

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/source"
)

// checksumFile has a line for each fetched file, in the form that sha256sum reads. A line is
// added when its file is whole on the disk: a file without one was not fetched to its end.
const checksumFile = "checksums.sha256"

// checksums are those of a snapshot's files, by path below its folder, with slashes.
type checksums struct {
	dir string

	mu      sync.Mutex
	of      map[string]string // SHA-256 in hexadecimal
	log     *os.File          // nil until a file is added
	changed bool
}

// readChecksums reads the checksums of a snapshot; found is false for one that was made
// before there were any. A last line that was cut off is dropped with its file.
func readChecksums(dir string) (c *checksums, found bool, err error) {
	c = &checksums{dir: dir, of: map[string]string{}}
	f, err := os.Open(filepath.Join(dir, checksumFile))
	if errors.Is(err, fs.ErrNotExist) {
		return c, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	lines := bufio.NewReader(f)
	for {
		line, err := lines.ReadString('\n')
		if err == io.EOF {
			return c, true, nil
		}
		if err != nil {
			return nil, false, err
		}
		line, isEscaped := strings.CutPrefix(strings.TrimSuffix(line, "\n"), `\`)
		digest, path, ok := strings.Cut(line, "  ")
		if !ok {
			continue
		}
		if isEscaped {
			path = unescapePath.Replace(path)
		}
		c.of[path] = digest
	}
}

var (
	escapePath   = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`)
	unescapePath = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r")
)

// checksumLine is a path's line, escaped as GNU does it.
func checksumLine(path, digest string) string {
	if escaped := escapePath.Replace(path); escaped != path {
		return `\` + digest + "  " + escaped + "\n"
	}
	return digest + "  " + path + "\n"
}

// add notes a file that is whole on the disk.
func (c *checksums) add(path string, data []byte) error {
	sum := sha256.Sum256(data)
	digest := hex.EncodeToString(sum[:])
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of[path] == digest {
		return nil
	}
	if c.log == nil {
		var err error
		if c.log, err = c.open(); err != nil {
			return err
		}
	}
	if _, err := c.log.WriteString(checksumLine(path, digest)); err != nil {
		return err
	}
	c.of[path], c.changed = digest, true
	return nil
}

// open opens the file to add lines. What a kill has cut off is no beginning of a line.
func (c *checksums) open() (*os.File, error) {
	if err := c.write(); err != nil {
		return nil, err
	}
	return os.OpenFile(filepath.Join(c.dir, checksumFile), os.O_APPEND|os.O_WRONLY, 0o644)
}

// write writes all lines anew, sorted.
func (c *checksums) write() error {
	var b strings.Builder
	for _, path := range slices.Sorted(maps.Keys(c.of)) {
		b.WriteString(checksumLine(path, c.of[path]))
	}
	_, err := source.Write(filepath.Join(c.dir, checksumFile), []byte(b.String()))
	return err
}

// close ends a fetch: the lines are sorted, so that two fetches of the same Trac leave the
// same bytes.
func (c *checksums) close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.log != nil {
		c.log.Close()
		c.log = nil
	}
	if !c.changed {
		return nil
	}
	return c.write()
}

// has reports whether a file was fetched to its end.
func (c *checksums) has(path string) bool { return c.digest(path) != "" }

// emptyDigest is the digest of nothing.
const emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// digest returns a file's, "" for one that was not fetched to its end.
func (c *checksums) digest(path string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[path]
}

// files returns the paths of all files.
func (c *checksums) files() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Sorted(maps.Keys(c.of))
}

// forget drops a file that was removed.
func (c *checksums) forget(path string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.of, path)
	c.changed = true
}

// damaged returns the files, sorted, that are not what was fetched, or no longer there.
func (c *checksums) damaged() ([]string, error) {
	var mu sync.Mutex
	var list []string
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for path, digest := range c.of {
		group.Go(func() error {
			is, err := source.FileDigest(filepath.Join(c.dir, filepath.FromSlash(path)))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			if is != digest {
				mu.Lock()
				list = append(list, path)
				mu.Unlock()
			}
			return nil
		})
	}
	err := group.Wait()
	slices.Sort(list)
	return list, err
}
