package trac

import (
	"maps"
	"path"
	"slices"
	"strings"
)

// finish writes down what the fetch brought, and what it did not.
func (f *fetcher) finish() error {
	if !f.endsPages && f.sawEnd.Load() && f.info.Ended == "" {
		f.info.Ended = "its list of pages is cut off"
	}
	for _, p := range slices.Sorted(maps.Keys(f.notThere)) {
		if f.attached[p] {
			f.missing = append(f.missing, missingFile(p, "the Trac lists it and answers 404 Not Found"))
		}
	}
	if f.old != nil { // what was not asked this time is as it was
		for _, m := range f.old.failed {
			isAsked := f.seen[m.key()] || f.info.Ended == "" && f.options.Only == ""
			if !isAsked || m.Kind == MissingVersion && !f.options.History {
				f.missing = append(f.missing, m)
			}
		}
	}
	if f.info.Ended != "" {
		f.missNotAsked()
	} else {
		f.info.Refreshing = false
	}
	slices.SortFunc(f.missing, func(a, b Missing) int { return strings.Compare(a.Path, b.Path) })
	if err := writeTOML(f.dir, missingFileName, missingDoc{f.missing}); err != nil {
		return err
	}
	listed := slices.Collect(maps.Keys(f.listed))
	had := union(f.info.Names, f.names)
	if f.options.Only == "" && f.info.Ended == "" { // all pages of the Trac are known
		gone := func(name string) bool { return !f.listed[name] }
		f.noteGone(slices.DeleteFunc(slices.Clone(had), func(name string) bool { return !gone(name) }))
		had = slices.DeleteFunc(had, gone)
		f.info.Listed = union(listed, nil)
	} else {
		f.info.Listed = union(listed, f.info.Listed)
	}
	f.info.Names, f.info.Complete = had, true
	if f.options.Only == "" && f.info.Ended == "" && len(f.missing) == 0 {
		if err := f.forgetDeleted(); err != nil {
			return err
		}
	}
	if err := flush(f.dir); err != nil { // nothing says that all is there before it is
		return err
	}
	return writeTOML(f.dir, "snapshot.toml", f.info)
}

// missNotAsked notes the pages that a fetch that ended early did not come to: those that the
// snapshot lacks and, of a refresh, those that it has as they were.
func (f *fetcher) missNotAsked() {
	known := map[string]bool{}
	for _, m := range f.missing {
		known[m.key()] = true
	}
	asked := union(nil, f.names)
	for name := range f.listed {
		_, isAsked := slices.BinarySearch(asked, name)
		isWanted, _ := path.Match(f.options.Only, name)
		isHeld := f.old != nil && slices.Contains(f.info.Names, name) && !f.options.Refresh
		if m := missingPage(name, "it was not asked for, since "+f.info.Ended); !isAsked && !isHeld &&
			(isWanted || f.options.Only == "") && !known[m.key()] {
			f.missing = append(f.missing, m)
		}
	}
}

// askAgain marks what an earlier fetch asked for in vain, though the snapshot may have it as it was;
// a refresh that came to no end goes on.
func (f *fetcher) askAgain() {
	f.options.Refresh = f.options.Refresh || f.old.info.Refreshing
	f.info.Refreshing = f.options.Refresh
	for _, m := range f.old.failed {
		switch m.Kind {
		case MissingPage:
			files := f.places.page(m.Name)
			f.again[files.html], f.again[files.text] = true, true
		case MissingFile:
			if file, err := f.places.file(m.Name); err == nil {
				f.again[file] = true
			}
		}
	}
}

// unlisted returns, and claims, the pages of earlier fetches that nothing names now. Each is asked for:
// a list may be short because a page is forbidden, or the Trac had a bad moment, and only a page that
// is not there was deleted.
func (f *fetcher) unlisted() []string {
	names := f.fresh(f.info.Names)
	f.list(names)
	for _, name := range names {
		f.again[f.places.page(name).html] = true
	}
	return names
}
