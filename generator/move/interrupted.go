package move

import (
	"io/fs"

	"github.com/twisted/sitegen/generator/source"
)

// stagingName is the pattern of the folder in which a move keeps what it replaces.
const stagingName = source.TempPrefix + "mv-*"

// listName is the file in that folder that lists what the move does.
const listName = "moves.txt"

// Interrupted complains of each move that was begun in a site's folder and is not done: one that
// was killed, or that another process makes just now.
func Interrupted(site fs.FS) source.List {
	var list source.List
	left, _ := fs.Glob(site, stagingName) // whose pattern is right
	for _, folder := range left {
		d := source.FileErrorf(folder, "a move was interrupted, or goes on: the site may be between two states")
		list = append(list, d.WithHint("%s/%s lists what it renames, and the copies of what it changes: put both "+
			"back, with Git or by hand, then remove the folder", folder, listName))
	}
	return list
}
