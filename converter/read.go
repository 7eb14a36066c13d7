package converter

import (
	"io"
	"strings"

	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/trac"
)

// input is what a conversion takes from a snapshot.
type input struct {
	base      string       // the path at which the Trac was mounted, "" for the root
	hosts     []string     // that it answered to
	pages     []*trac.Page // to be converted, by name
	guide     []string     // names of the pages that are left out
	interWiki map[string]string
	files     []string // by path below base, sorted
	failures  []trac.Failure

	open func(file string) (io.ReadCloser, error) // opens one of files
}

// read takes the pages, and all but the bytes of the files.
func read(s *trac.Snapshot, o Options) (*input, error) {
	in := &input{base: s.Base(), hosts: append([]string{s.Host()}, o.Hosts...), open: s.OpenFile}
	if o.Base != "" {
		in.base = strings.TrimRight(o.Base, "/")
	}
	var err error
	if in.files, err = s.Files(); err != nil {
		return nil, err
	}
	if in.failures, err = s.Failures(); err != nil {
		return nil, err
	}
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
