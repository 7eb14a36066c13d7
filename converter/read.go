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

// newSite gathers what is known only once all pages are there: which there are, and where each
// lives.
func newSite(in *input, articles []*article, o Options) *links.Site {
	s := &links.Site{
		Resolver: links.Resolver{
			Base: in.base, Hosts: in.hosts, Pages: map[string]bool{}, InterWiki: in.interWiki,
			Replaced: map[string]bool{"TitleIndex": true, "RecentChanges": true},
		},
		ContentFiles: map[string]string{}, Fetched: map[string]bool{},
	}
	byName := map[string]*article{}
	for _, a := range articles {
		byName[a.page.Name] = a
		s.Pages[a.page.Name], s.ContentFiles[a.page.Name] = true, a.file
	}
	for _, name := range in.guide {
		s.Replaced[name] = true
	}
	for _, f := range in.files {
		s.Fetched[f] = true
	}
	s.HasID = func(pageName, id string) bool {
		a := byName[pageName]
		return a == nil || a.shown == nil || a.shown.HasID(id)
	}
	s.Description = func(pageName, file string) string {
		if a := byName[pageName]; a != nil {
			return a.description(file)
		}
		return ""
	}
	return s
}
