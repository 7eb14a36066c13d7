package converter

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/generator/source"
)

// ledgerFile is where a conversion notes what it wrote, so that the next one can tell its
// files from those that were edited, moved or deleted since.
const ledgerFile = "converted.toml"

// ledger is what was written, by path: the SHA-256 of its bytes.
type ledger struct {
	Files map[string]string `toml:"files"`
}

// Result is what became of the files of a conversion.
type Result struct {
	Written int           // files whose bytes changed
	Report  report.Report // the conversion's, with the files that were kept
}

// Write puts the files into the site at dir. notes is the snapshot's folder, which keeps the
// ledger, the report and the inventory. A file that differs from what was converted last, or
// is no longer there, is somebody's work: it is left so, and named in the result's report,
// unless force is set. So is one that cannot be read, and may be anybody's: it is an error, a
// source.List with the others of its kind, that does not keep the rest from being written.
//
// What was written is noted even where the rest could not be.
func (c Conversion) Write(dir, notes string, force bool) (result Result, err error) {
	result.Report = c.Report
	book, err := readLedger(notes)
	if err != nil {
		return result, err
	}
	defer func() {
		var failed error
		if result.Written > 0 { // the ledger must not know of what a power cut can take
			failed = flush(dir)
		}
		if failed == nil {
			failed = writeNotes(notes, book, result.Report, c.Inventory)
		}
		if failed != nil {
			err = errors.Join(err, failed)
		}
	}()
	defer func() { result.Report.Undecided = undecided(dir) }()
	if err := book.makeRoom(dir, c.Files); err != nil {
		return result, err
	}
	var unreadable source.List
	for _, f := range c.Files {
		to := filepath.Join(dir, filepath.FromSlash(f.Path))
		if f.Once {
			if _, err := os.Stat(to); errors.Is(err, fs.ErrNotExist) {
				if _, err := f.copyTo(to); err != nil {
					return result, err
				}
				result.Written++
			}
			continue
		}
		what, digest, err := f.put(to, book.Files[f.Path], force)
		if err != nil {
			return result, err
		}
		switch what {
		case kept:
			if noted := book.Files[f.Path]; noted != "" && digest != noted {
				result.Report.Conflicts = append(result.Report.Conflicts, f.Path)
			} else {
				result.Report.Kept = append(result.Report.Kept, f.Path)
			}
			continue
		case unknown:
			unreadable = append(unreadable, source.FileErrorf(f.Path, "it cannot be read, so it was left as it is").
				WithHint("make it readable, or let --force replace it"))
			continue
		case written:
			result.Written++
		}
		book.Files[f.Path] = digest
	}
	return result, unreadable.Err()
}

// flush brings what was written to the disk; a test looks on.
var flush = source.Flush

// makeRoom removes what an earlier conversion wrote where there must be a folder now: the file
// attached to a page A by the name of its subpage B, say, once B has attachments. What somebody
// edited stays.
func (book ledger) makeRoom(dir string, files []File) error {
	for _, f := range files {
		for folder := path.Dir(f.Path); folder != "."; folder = path.Dir(folder) {
			noted := book.Files[folder]
			if noted == "" {
				continue
			}
			at := filepath.Join(dir, filepath.FromSlash(folder))
			if is, err := source.FileDigest(at); err != nil || is != noted {
				continue
			}
			if err := os.Remove(at); err != nil {
				return err
			}
			delete(book.Files, folder)
		}
	}
	return nil
}

// outcome is what became of one file.
type outcome int

const (
	written outcome = iota
	unchanged
	kept    // somebody's work
	unknown // it cannot be read
)

// put writes a file unless it is somebody's work: noted is the digest of what was written
// last, "" if nothing was. digest is that of the file's new bytes.
func (f File) put(to, noted string, force bool) (what outcome, digest string, err error) {
	old, err := source.FileDigest(to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !force {
		return unknown, "", nil
	}
	if digest, err = source.Digest(f.Open); err != nil {
		return 0, "", err
	}
	switch {
	case old == digest:
		return unchanged, digest, nil
	case old != noted && !force: // edited since; moved or deleted, where it is gone
		return kept, digest, nil
	}
	digest, err = f.copyTo(to)
	return written, digest, err
}

// copyTo writes the file and returns the digest of its bytes.
func (f File) copyTo(path string) (digest string, err error) {
	r, err := f.Open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	sum := sha256.New()
	err = source.WriteFrom(path, io.TeeReader(r, sum))
	return hex.EncodeToString(sum.Sum(nil)), err
}

// readLedger reads the ledger of the folder; there is none before the first conversion. Without
// one that is there but cannot be read, every file would be taken for somebody's work.
func readLedger(notes string) (ledger, error) {
	var book ledger
	f, err := source.ReadFile(os.DirFS(notes), ledgerFile)
	switch {
	case err == nil:
		f.Path = filepath.Join(notes, ledgerFile)
		if err := source.DecodeTOML(f, &book).Err(); err != nil {
			return book, err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return book, source.FileErrorf(filepath.Join(notes, ledgerFile),
			"what was converted before cannot be read: %v", err)
	}
	if book.Files == nil {
		book.Files = map[string]string{}
	}
	return book, nil
}

// writeNotes keeps, beside the snapshot, what a conversion did: the ledger, the report, and
// the inventory of old URLs, one a line.
func writeNotes(dir string, book ledger, r report.Report, inventory []string) error {
	var ledgerText, reportText, reportJSON, reportMarkdown strings.Builder
	err := errors.Join(toml.NewEncoder(&ledgerText).Encode(book),
		r.WriteText(&reportText), r.WriteJSON(&reportJSON), r.WriteMarkdown(&reportMarkdown))
	if err != nil {
		return err
	}
	err = source.WriteDurably(filepath.Join(dir, ledgerFile), []byte(ledgerText.String()))
	if err != nil {
		return err
	}
	for name, text := range map[string]string{
		"report.txt": reportText.String(), "report.json": reportJSON.String(), "report.md": reportMarkdown.String(),
		"inventory.txt": strings.Join(inventory, "\n") + "\n",
	} {
		if _, err := source.Write(filepath.Join(dir, name), []byte(text)); err != nil {
			return err
		}
	}
	return nil
}
