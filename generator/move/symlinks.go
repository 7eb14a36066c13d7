package move

import (
	"io/fs"
	"os"
	"path"

	"github.com/twisted/sitegen/generator/source"
)

// linksInto complains of symbolic links of the site that lead to a file that moves, or to a folder of
// such files: they would lead nowhere, and what they publish would be gone.
func (d disk) linksInto(renames []Rename, folder *Rename) source.List {
	moving := map[string]fs.FileInfo{}
	note := func(name string) {
		if info, err := fs.Stat(d.files, name); err == nil && moving[name] == nil {
			moving[name] = info
		}
	}
	for _, r := range renames {
		note(r.From)
		for dir := path.Dir(r.From); folder != nil && len(dir) >= len(folder.From); dir = path.Dir(dir) {
			note(dir)
		}
	}
	var list source.List
	for _, top := range []string{"content", "redirects", "theme"} {
		fs.WalkDir(d.files, top, func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.Type()&fs.ModeSymlink == 0 {
				return nil // what cannot be read is told where the site is loaded
			}
			target, err := fs.Stat(d.files, name)
			if err != nil || moving[name] != nil {
				return nil // it leads nowhere already, or is refused itself
			}
			for from, info := range moving {
				if os.SameFile(info, target) {
					list = append(list, source.FileErrorf(name, "this symbolic link leads to %s, which moves", from).
						WithHint("remove it, then move, and make a new one"))
					break
				}
			}
			return nil
		})
	}
	return list
}
