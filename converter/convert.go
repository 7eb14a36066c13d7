package converter

import "github.com/twisted/sitegen/converter/trac"

// Convert turns a snapshot into the files of a site.
func Convert(s *trac.Snapshot, o Options) (Conversion, error) {
	in, err := read(s, o)
	if err != nil {
		return Conversion{}, err
	}
	articles := parse(in.pages, o)
	site := newSite(in, articles, o)
	for _, a := range articles {
		a.blocks, a.toc = lower(a, site, o)
	}
	for _, a := range articles {
		a.blocks = resolve(a, site)
	}
	return write(in, articles, site.Base, o)
}
