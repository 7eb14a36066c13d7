package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/source"
)

// manifestName is the file in which a build notes what it wrote, a path a line, sorted.
const manifestName = output.ReservedPrefix + "manifest"

// readManifest returns what an earlier build wrote into dir.
func readManifest(dir string) ([]string, error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err == nil {
		owned := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		for _, p := range owned {
			if !filepath.IsLocal(filepath.FromSlash(p)) {
				return nil, source.FileErrorf(filepath.Join(dir, manifestName), "%q is no path within the folder", p).
					WithHint("no build wrote this: clear the folder yourself")
			}
		}
		slices.Sort(owned)
		return owned, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { // what a build leaves that is cut off
		return e.Name() == stagingName || e.Name() == source.LockName || strings.HasPrefix(e.Name(), source.TempPrefix)
	})
	if err == nil && len(entries) > 0 {
		return nil, source.FileErrorf(dir, "this folder holds files that no build wrote").
			WithHint("give an empty folder with -o, or clear this one yourself")
	}
	return nil, err
}

// writeManifest notes what a build is about to write, or wrote.
func writeManifest(dir string, paths []string) error {
	paths = slices.Clone(paths)
	slices.Sort(paths)
	return source.WriteDurably(filepath.Join(dir, manifestName), []byte(strings.Join(paths, "\n")+"\n"))
}

// owns reports whether a manifest names a path.
func owns(owned []string, p string) bool {
	_, ok := slices.BinarySearch(owned, filepath.ToSlash(p))
	return ok
}

// ownsBelow reports whether a build wrote anything below a folder.
func ownsBelow(owned []string, p string) bool {
	below := filepath.ToSlash(p) + "/"
	i, _ := slices.BinarySearch(owned, below)
	return i < len(owned) && strings.HasPrefix(owned[i], below)
}
