package converter

import (
	"github.com/twisted/sitegen/converter/links"
	"github.com/twisted/sitegen/converter/trac"
)

// newSite gathers what is known only once all pages are there: which there are, and where each
// lives.
func newSite(in *input, articles []*article, o Options) *links.Site {
	s := &links.Site{
		Resolver: links.Resolver{
			Base: in.base, Hosts: in.hosts, Pages: map[string]bool{}, AbsentPages: map[string]string{},
			InterWiki: in.interWiki,
			Replaced:  map[string]bool{"TitleIndex": true, "RecentChanges": true},
		},
		ContentFiles: map[string]string{}, Fetched: map[string]bool{}, AbsentFiles: map[string]string{},
		Moved: in.moved,
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
	for _, m := range in.missing {
		switch m.Kind {
		case trac.MissingPage:
			s.AbsentPages[m.Name] = m.Reason
		case trac.MissingFile:
			s.AbsentFiles[m.Name] = m.Reason
		}
	}
	for _, name := range in.leftOut {
		s.AbsentPages[name] = "it was left out by --only"
	}
	for name := range s.Pages {
		delete(s.AbsentPages, name) // as an earlier fetch brought it
	}
	for file := range s.Fetched {
		delete(s.AbsentFiles, file)
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
