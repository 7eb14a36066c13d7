package trac

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/twisted/sitegen/generator/source"
)

// The folders of a snapshot, with the slash. The Trac's files are under their own paths, or escaped.
const (
	pagesFolder   = "pages/"
	historyFolder = "history/"
	plainFiles    = "files/"
	escapedFiles  = "escaped/"
)

// places are where the files of a snapshot are, as a disk sees them that tells no case apart.
type places struct {
	mu     sync.Mutex
	there  map[string]bool   // files that were there at the beginning
	folded map[string]string // what has a path: a file, or a folder with a slash behind it
}

// newPlaces returns the places of a snapshot that has these files.
func newPlaces(there []string) *places {
	t := &places{there: map[string]bool{}, folded: map[string]string{}}
	for _, file := range slices.Sorted(slices.Values(there)) {
		t.there[file] = true
		t.claim(file)
	}
	return t
}

// claim takes a file's place, and reports whether it was free, or the file's own.
func (t *places) claim(file string) bool {
	claims := map[string]string{source.FoldPath(file): file}
	for dir := path.Dir(file); dir != "."; dir = path.Dir(dir) {
		claims[source.FoldPath(dir)] = dir + "/"
	}
	for key, what := range claims {
		if other := t.folded[key]; other != "" && other != what {
			return false
		}
	}
	for key, what := range claims {
		t.folded[key] = what
	}
	return true
}

// choose returns the place of two: that where the file is already, else the first if it is free.
func (t *places) choose(candidates [2]string) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, file := range candidates {
		if t.there[file] {
			return file
		}
	}
	if t.claim(candidates[0]) {
		return candidates[0]
	}
	t.claim(candidates[1])
	return candidates[1]
}

// pageFiles are the paths of a page's files in the snapshot, with slashes. The versions are a folder.
type pageFiles struct{ html, text, versions string }

// page returns the places of a page's files.
func (t *places) page(name string) pageFiles {
	names := fileNames(name)
	html := t.choose([2]string{pagesFolder + names[0] + ".html", pagesFolder + names[1] + ".html"})
	file := strings.TrimSuffix(html, ".html")
	return pageFiles{
		html: html, text: file + ".txt", versions: historyFolder + strings.TrimPrefix(file, pagesFolder),
	}
}

// file returns the place of a file of the Trac, by its path below the mount point.
func (t *places) file(p string) (string, error) {
	candidates, err := filePaths(p)
	if err != nil {
		return "", err
	}
	return t.choose(candidates), nil
}

// filesIn returns the files that are in a snapshot's folders, by path, with slashes.
func filesIn(dir string) ([]string, error) {
	var files []string
	for _, part := range []string{pagesFolder, historyFolder, plainFiles, escapedFiles} {
		err := filepath.WalkDir(filepath.Join(dir, part), func(file string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || d.IsDir() {
				return err
			}
			below, err := filepath.Rel(dir, file)
			files = append(files, filepath.ToSlash(below))
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// filesNotHeld returns the attachments that the pages of a snapshot list, and that it has not.
func (s *Snapshot) filesNotHeld(pages []string) []string {
	var list []string
	for _, name := range pages {
		html, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(s.places.page(name).html)))
		if err != nil {
			continue
		}
		for _, a := range attachments(parse(html)) {
			p := "raw-attachment/wiki/" + name + "/" + a.Name
			if file, err := s.places.file(p); err == nil && !s.holds(file) {
				list = append(list, p)
			}
		}
	}
	return list
}

// removeTemporary removes what killed fetches left half written in the snapshot in dir.
func removeTemporary(dir string) error {
	files, err := filesIn(dir)
	for _, file := range files {
		if err == nil && isTemporary(path.Base(file)) {
			err = os.Remove(filepath.Join(dir, filepath.FromSlash(file)))
		}
	}
	return err
}

// isTemporary reports whether a file's name is that of one that a killed fetch left half
// written.
func isTemporary(name string) bool {
	rest, ok := strings.CutPrefix(name, source.TempPrefix)
	return ok && strings.Trim(rest, "0123456789") == ""
}
