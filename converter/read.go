package converter

import (
	"io"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/trac"
)

// input is what a conversion takes from a snapshot.
type input struct {
	url       string       // of the Trac
	base      string       // the path at which the Trac was mounted, "" for the root
	hosts     []string     // that it answered to
	pages     []*trac.Page // to be converted, by name
	guide     []string     // names of the pages that are left out
	interWiki map[string]string
	files     []string          // by path below base, sorted
	moved     map[string]string // those of files that are published elsewhere below base
	missing   []trac.Missing
	leftOut   []string // names of pages that nobody asked the Trac for
	deleted   []string // names of pages that the Trac had when it was asked before
	renamed   []trac.Renamed

	unfinished string // why the fetch did not come to its end, "" if it did

	open func(file string) (io.ReadCloser, error) // opens one of files
}

// missingPages returns the names of the pages that the Trac has and that the snapshot lacks, or
// has as they were.
func (in *input) missingPages() []string {
	var names []string
	for _, m := range in.missing {
		if m.Kind == trac.MissingPage {
			names = append(names, m.Name)
		}
	}
	return names
}

// read takes the pages, and all but the bytes of the files.
func read(s *trac.Snapshot, o Options) (*input, error) {
	in := &input{url: s.URL(), base: s.Base(), hosts: append([]string{s.Host()}, o.Hosts...), open: s.OpenFile}
	if o.Base != "" {
		in.base = strings.TrimRight(o.Base, "/")
	}
	var err error
	if in.files, err = s.Files(); err != nil {
		return nil, err
	}
	in.missing, in.leftOut, in.deleted, in.renamed = s.Missing(), s.LeftOut(), s.Deleted(), s.Renamed()
	in.unfinished = s.Unfinished()
	in.moved = links.MovedFiles(in.files)
	for _, name := range s.Names() {
		p, err := s.Page(name)
		if err != nil {
			return nil, err
		}
		if name == links.InterMap {
			in.interWiki = links.ParseInterMap(p.Source)
		}
		if isGuide(p) && !o.TracPages {
			in.guide = append(in.guide, name)
		} else {
			in.pages = append(in.pages, p)
		}
	}
	return in, nil
}
