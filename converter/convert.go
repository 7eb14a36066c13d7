package converter

import (
	"io/fs"
	"path"
	"strings"

	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/generator/source"
)

// Options say how to convert.
type Options struct {
	Into  string   // folder below content/ that takes the pages; "wiki" if empty
	Hosts []string // hosts that the old Trac answered to, besides the snapshot's
	Base  string   // where it was mounted, "/" for the root, if the source cannot tell
	Only  string   // a glob; pages that do not match are left out
	// Macros says what becomes of macros, by name; package macro knows the words.
	Macros    map[string]string
	TracPages bool // convert Trac's own guide as well
}

func (o Options) into() string {
	if o.Into == "" {
		return "wiki"
	}
	return o.Into
}

// Check complains of an option that makes no sense; the error is a source.UsageError.
func (o Options) Check() error {
	if _, err := path.Match(o.Only, ""); err != nil {
		return source.Usagef("--only %q is no pattern", o.Only)
	}
	if !fs.ValidPath(o.into()) || o.into() == "." {
		return source.Usagef("--into %q is no folder below content/", o.Into)
	}
	if o.Base != "" && !strings.HasPrefix(o.Base, "/") {
		return source.Usagef("--base %q is not a path such as /trac", o.Base)
	}
	return nil
}

// Convert turns a snapshot into the files of a site.
func Convert(s *trac.Snapshot, o Options) (Conversion, error) {
	in, err := read(s, o)
	if err != nil {
		return Conversion{}, err
	}
	articles := parse(in, o)
	site := newSite(in, articles, o)
	for _, a := range articles {
		a.blocks, a.toc = lower(a, site, o)
	}
	for _, a := range articles {
		a.blocks = resolve(a, site)
	}
	return write(in, articles, site.Base, o)
}
