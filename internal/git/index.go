package git

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
)

// Index is what the next commit would have of the files below a folder.
type Index struct {
	dir     string
	prefix  string            // of the folder in the repository, "site/", or ""
	entries map[string]string // mode and id, by the path seen from the folder
}

// ReadIndex reads the index of the files below dir/below. Files with conflicts are an error.
func ReadIndex(ctx context.Context, dir, below string) (*Index, error) {
	prefix, err := output(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return nil, err
	}
	i := &Index{dir: dir, prefix: strings.TrimSuffix(prefix, "\n"), entries: map[string]string{}}
	out, err := output(ctx, dir, "ls-files", "-z", "--stage", "--", below)
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(out, "\x00") {
		info, name, ok := strings.Cut(line, "\t") // mode, id, stage
		if !ok {
			continue
		}
		entry, isMerged := strings.CutSuffix(info, " 0")
		if !isMerged {
			return nil, errors.New("a merge is not finished: " + name + " has conflicts")
		}
		i.entries[name] = entry
	}
	return i, nil
}

// Rename gives files other names in the index, those of renamed that are there, by the old ones;
// what they hold there stays.
func (i *Index) Rename(ctx context.Context, renamed map[string]string) error {
	var old, new strings.Builder
	for from, to := range renamed {
		entry, ok := i.entries[from]
		if !ok {
			continue
		}
		_, id, _ := strings.Cut(entry, " ")
		fmt.Fprintf(&old, "0 %s 0\t%s\x00", id, path.Join(i.prefix, from))
		fmt.Fprintf(&new, "%s 0\t%s\x00", entry, path.Join(i.prefix, to))
	}
	if old.Len() == 0 {
		return nil
	}
	_, err := filter(ctx, i.dir, old.String()+new.String(), "update-index", "-z", "--index-info")
	return err
}
