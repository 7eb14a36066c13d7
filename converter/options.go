package converter

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
