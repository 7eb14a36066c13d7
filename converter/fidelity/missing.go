package fidelity

import (
	"slices"

	"github.com/twisted/sitegen/converter/trac"
)

// missingFrom returns what the snapshot itself lacks: a page each, which there is nothing to
// compare with, and the number of files that its pages list or show. had are the names of the pages
// that it has, sorted; only is the name of the page that is asked for, "" for all.
func missingFrom(s *trac.Snapshot, had []string, only string) (pages []*Page, files int) {
	for _, m := range s.Missing() {
		_, isHad := slices.BinarySearch(had, m.Name)
		switch {
		case m.Kind == trac.MissingFile && only == "":
			files++
		case m.Kind == trac.MissingPage && !isHad && (only == "" || only == m.Name):
			pages = append(pages, &Page{Name: m.Name, Missing: true, NotFetched: m.Reason})
		}
	}
	return pages, files
}
