package trac

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Renamed is a page that the Trac has by another name than when it was asked before.
type Renamed struct {
	Old string `toml:"old" json:"old"`
	New string `toml:"new" json:"new"`
}

// noteGone notes pages that earlier fetches brought and that the Trac no longer has. One whose
// text is, byte by byte, that of a single page that is new was renamed; that cannot be said of an
// empty one.
func (f *fetcher) noteGone(names []string) {
	isGone := func(name string) bool { return !f.listed[name] }
	deleted := slices.DeleteFunc(union(f.info.Deleted, names), func(name string) bool { return !isGone(name) })
	newNames := map[string][]string{} // by the digest of their text
	for _, name := range f.names {
		if f.old != nil && !slices.Contains(f.old.info.Names, name) {
			digest := f.sums.digest(f.places.page(name).text)
			newNames[digest] = append(newNames[digest], name)
		}
	}
	renamed := slices.DeleteFunc(f.info.Renamed, func(r Renamed) bool { return !isGone(r.Old) || isGone(r.New) })
	for _, old := range names {
		digest := f.sums.digest(f.places.page(old).text)
		if of := newNames[digest]; digest != "" && digest != emptyDigest && len(of) == 1 {
			renamed = append(renamed, Renamed{old, of[0]})
		}
	}
	slices.SortFunc(renamed, func(a, b Renamed) int {
		return cmp.Or(strings.Compare(a.Old, b.Old), strings.Compare(a.New, b.New))
	})
	f.info.Renamed = slices.Compact(renamed)
	f.info.Deleted = slices.DeleteFunc(deleted, func(name string) bool {
		return slices.ContainsFunc(f.info.Renamed, func(r Renamed) bool { return r.Old == name })
	})
}

// forgetDeleted removes the pages and files of earlier fetches that the Trac no longer has.
func (f *fetcher) forgetDeleted() error {
	for _, file := range f.sums.files() {
		if f.kept[file] || strings.HasPrefix(file, historyFolder) {
			continue
		}
		err := os.Remove(filepath.Join(f.dir, filepath.FromSlash(file)))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return diskError{err}
		}
		f.sums.forget(file)
	}
	return nil
}
