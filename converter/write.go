package converter

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/twisted/sitegen/generator/source"
)

// ledger is where a conversion notes what it wrote, so that the next one can
// tell its own files from those edited, moved or deleted since.
const ledger = "converted.toml"

// Write puts the files into the site at dir. notes is the snapshot's folder,
// which keeps the ledger. A file that differs from what was converted last, or is
// no longer there, is somebody's work: it is left so, and named in the report,
// unless force is set.
//
// What was written is noted even where the rest could not be.
func (c *Conversion) Write(dir, notes string, force bool) (written int, err error) {
	var book struct {
		Files map[string]string `toml:"files"` // path to SHA-256 of what was written
	}
	if f, err := source.ReadFile(os.DirFS(notes), ledger); err == nil {
		if err := source.DecodeTOML(f, &book).Err(); err != nil {
			return 0, err
		}
	}
	if book.Files == nil {
		book.Files = map[string]string{}
	}
	defer func() { err = errors.Join(err, c.writeNotes(notes, book)) }()
	put := func(name string, data []byte) error {
		changed, err := source.Write(filepath.Join(dir, filepath.FromSlash(name)), data)
		if changed {
			written++
		}
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(c.Files)) {
		data := c.Files[name]
		old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if errors.Is(err, fs.ErrNotExist) && !force && book.Files[name] != "" {
			c.Report.Kept = append(c.Report.Kept, name) // moved or deleted since
			continue
		}
		if err == nil && !force && digest(old) != digest(data) && digest(old) != book.Files[name] {
			c.Report.Kept = append(c.Report.Kept, name)
			continue
		}
		if err := put(name, data); err != nil {
			return written, err
		}
		book.Files[name] = digest(data)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Once)) {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); errors.Is(err, fs.ErrNotExist) {
			if err := put(name, c.Once[name]); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// writeNotes keeps, beside the snapshot, what a conversion did: the ledger, the
// report, and the inventory of old URLs, one a line.
func (c *Conversion) writeNotes(dir string, book any) error {
	var ledgerText, reportText, reportJSON, reportMarkdown strings.Builder
	if err := toml.NewEncoder(&ledgerText).Encode(book); err != nil {
		return err
	}
	if err := c.Report.WriteText(&reportText); err != nil {
		return err
	}
	if err := c.Report.WriteJSON(&reportJSON); err != nil {
		return err
	}
	if err := c.Report.WriteMarkdown(&reportMarkdown); err != nil {
		return err
	}
	for name, text := range map[string]string{
		ledger: ledgerText.String(), "report.txt": reportText.String(), "report.json": reportJSON.String(), "report.md": reportMarkdown.String(),
		"inventory.txt": strings.Join(c.Inventory, "\n") + "\n",
	} {
		if _, err := source.Write(filepath.Join(dir, name), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}
