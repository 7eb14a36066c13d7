package git

import (
	"context"
	"path/filepath"
	"strings"
)

// Renamed are the files below the folder dir that have another name than in a commit, whose
// files are those of was: by their old names, the new ones. Of files that Git does not know yet
// only those are told whose bytes are the same.
func Renamed(ctx context.Context, dir, commit string, was *Tree) (map[string]string, error) {
	out, err := output(ctx, dir, "diff-index", "-z", "--name-status", "--find-renames=40%", "--diff-filter=R",
		"--relative", commit)
	if err != nil {
		return nil, err
	}
	renamed := map[string]string{}
	words := strings.Split(out, "\x00") // R100, old, new, and so on
	for i := 0; i+2 < len(words); i += 3 {
		renamed[words[i+1]] = words[i+2]
	}
	return renamed, addUntracked(ctx, dir, was, renamed)
}

// addUntracked adds the files that Git does not know yet.
func addUntracked(ctx context.Context, dir string, was *Tree, renamed map[string]string) error {
	out, err := output(ctx, dir, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	full, err := filepath.Abs(dir) // Git sees the paths from the repository's folder
	if err != nil {
		return err
	}
	var names []string
	paths := ""
	for _, name := range strings.Split(out, "\x00") {
		if name != "" && !strings.Contains(name, "\n") {
			names, paths = append(names, name), paths+filepath.Join(full, filepath.FromSlash(name))+"\n"
		}
	}
	if len(names) == 0 {
		return nil
	}
	out, err = filter(ctx, dir, paths, "hash-object", "--stdin-paths")
	if err != nil {
		return nil // a file went in between, or may not be read: no rename is told
	}
	newNames := map[string]string{} // by id
	for i, id := range strings.Fields(out) {
		newNames[id] = names[i]
	}
	for old, id := range was.IDs {
		if name := newNames[id]; name != "" && renamed[old] == "" {
			renamed[old] = name
		}
	}
	return nil
}
