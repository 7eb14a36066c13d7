package generator

import (
	"errors"
	"io/fs"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// pageFile is a Markdown file of content/ and what it says of itself. It is the same
// for every site that is made while the file does not change.
type pageFile struct {
	*source.File
	front    page.FrontMatter
	body     int // offset of the Markdown
	problems source.List
}

func readPage(fsys fs.FS, name string) (*pageFile, error) {
	f, err := source.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	p := &pageFile{File: f}
	p.front, p.body, p.problems = page.Parse(f)
	return p, nil
}

// isMissing tells a file that went while the site was read.
func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }
