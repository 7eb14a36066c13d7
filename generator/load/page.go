package load

import (
	"io/fs"

	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/source"
)

// Page is a Markdown file of content/ and what it says of itself. It does not change: as long
// as the file has the same bytes, a Loader returns the same Page.
type Page struct {
	*source.File
	FrontMatter page.FrontMatter
	Body        int         // offset of the Markdown in the file
	Problems    source.List // of the front matter
}

func readPage(dir fs.FS, name string) (*Page, error) {
	f, err := source.ReadFile(dir, name)
	if err != nil {
		return nil, err
	}
	p := &Page{File: f}
	p.FrontMatter, p.Body, p.Problems = page.Parse(f)
	return p, nil
}
