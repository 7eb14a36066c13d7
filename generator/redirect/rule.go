package redirect

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Rule is one [[rule]] of a rules file; the package's contract says what its keys
// mean.
type Rule struct {
	From     string   `toml:"from"`
	Hosts    []string `toml:"hosts"`
	To       string   `toml:"to"`
	Table    string   `toml:"table"`
	Missing  string   `toml:"missing"`
	Range    string   `toml:"range"`
	Gone     string   `toml:"gone"`
	Since    string   `toml:"since"`
	See      string   `toml:"see"`
	Stub     *bool    `toml:"stub"`
	Query    texts    `toml:"query"`
	Fragment texts    `toml:"fragment"`

	Source source.Position `toml:"-"` // of its from

	file             *source.File
	lines            map[string]int // of its keys
	pattern          *pattern
	table            *table
	to, missing, see *target
	maps             *urlMaps
	first, last      int  // of its range
	slash            bool // a slash at the path's end goes along
	number           int  // among the rules of the same from whose maps stubs have
}

// Alias is a page's claim on an old path, which may be percent-encoded.
type Alias struct {
	From   string
	To     string // the page's permalink
	Source source.Position
}

// errorf makes an error at one of the rule's keys.
func (r *Rule) errorf(key, format string, args ...any) source.Diagnostic {
	return r.file.LineErrorf(r.line(key), 1, format, args...)
}

// prepare checks a rule and makes it ready for lookup.
func (r *Rule) prepare(tables map[string]*table) error {
	if err := r.checkKeys(); err != nil {
		return err
	}
	var err error
	if r.pattern, err = parsePattern(r.From); err != nil {
		return r.errorf("from", "%v", err).WithHint("%s", hintForPattern(r.From))
	}
	for _, h := range r.Hosts {
		if !hostForm.MatchString(h) {
			return r.errorf("hosts", "%q is not the name of a host, in small letters", h).
				WithHint(`such as hosts = ["tm.tl"]`)
		}
	}
	for _, t := range []struct {
		key, text string
		to        **target
	}{{"to", r.To, &r.to}, {"missing", r.Missing, &r.missing}, {"see", r.See, &r.see}} {
		if t.text == "" {
			continue
		}
		if *t.to, err = parseTarget(t.text); err != nil {
			return r.errorf(t.key, "%v", err).WithHint("%s", hintForTarget(t.text))
		}
	}
	r.maps = keepAll
	if r.Query != nil || r.Fragment != nil {
		r.maps = &urlMaps{}
		if r.maps.query, err = newQueryMap(r.Query); err != nil {
			return r.errorf("query", "%v", err)
		}
		if r.maps.fragment, err = newFragmentMap(r.Fragment); err != nil {
			return r.errorf("fragment", "%v", err)
		}
	}
	if err := r.bindTable(tables); err != nil {
		return err
	}
	if err := r.checkCaptures(); err != nil {
		return err
	}
	if len(r.Hosts) > 0 && (len(r.maps.fragment) > 0 || !r.forServers()) {
		return r.errorf("hosts", "no server of another host sees a fragment or knows a function").
			WithHint("lead to a path of the site, whose rule can")
	}
	return r.checkStub()
}

var hostForm = regexp.MustCompile(`^[a-z0-9-]+(?:\.[a-z0-9-]+)+$`)

// checkKeys refuses keys that do not go together.
func (r *Rule) checkKeys() error {
	hasMaps := r.Query != nil || r.Fragment != nil
	forAliases := r.To == "" && r.Gone == "" && hasMaps
	switch {
	case r.To == "" && r.Gone == "" && !hasMaps:
		return r.errorf("from", "the rule has neither to nor gone")
	case r.To != "" && r.Gone != "":
		return r.errorf("gone", "the rule has both to and gone")
	case r.Gone == "" && (r.Since != "" || r.See != ""):
		return r.errorf("since", "since and see go with gone")
	case forAliases && (r.Table != "" || r.Missing != "" || r.Range != "" || r.Stub != nil || len(r.Hosts) > 0):
		return r.errorf("from", "a rule without to has no more than from, query and fragment")
	case r.Gone != "" && hasMaps:
		return r.errorf("gone", "what is gone leads nowhere: query and fragment go with to")
	case r.Missing != "" && r.Table == "":
		return r.errorf("missing", "missing goes with a table")
	}
	return nil
}

// bindTable joins the rule to its table and range.
func (r *Rule) bindTable(tables map[string]*table) error {
	captures := r.pattern.names()
	if r.Table != "" {
		if r.table = tables[r.Table]; r.table == nil {
			return r.errorf("table", "no table redirects/%s", r.Table)
		}
		for _, n := range captures {
			if !slices.Contains(r.table.columns, n) {
				return r.errorf("table", "table %s has no column %q", r.Table, n).
					WithHint("its columns are: %s", strings.Join(r.table.columns, ", "))
			}
		}
	}
	t, _ := r.patternTarget()
	if end := r.pattern.segments[len(r.pattern.segments)-1]; end.kind == rest && end.suffix == "" && t != nil {
		last := t.parts[len(t.parts)-1]
		r.slash = last.name == end.name && len(last.functions) == 0 && !last.component
	}
	if r.Range == "" {
		return nil
	}
	if len(captures) != 1 || !r.pattern.isNumber(captures[0]) {
		return r.errorf("range", "a range goes with a from that has one capture, {name:int}")
	}
	var err error
	if r.first, r.last, err = parseRange(r.Range); err != nil {
		return r.errorf("range", "%v", err)
	}
	if r.Table != "" && r.Missing == "" && r.Gone == "" {
		return r.errorf("range", "a range of a table needs missing: where the numbers go that it lacks")
	}
	return nil
}

// checkCaptures proves that something fills in every capture of the rule's targets.
func (r *Rule) checkCaptures() error {
	ofPath := r.pattern.names()
	names := ofPath
	if r.table != nil {
		names = slices.Concat(ofPath, r.table.columns)
	}
	for _, t := range []struct {
		key   string
		used  []string
		names []string
	}{{"to", r.to.names(), names}, {"missing", r.missing.names(), ofPath}, {"see", r.see.names(), names}} {
		if err := r.unknownCapture(t.key, t.used, t.names); err != nil {
			return err
		}
	}
	for _, m := range placeholder.FindAllStringSubmatch(r.Gone, -1) {
		if err := r.unknownCapture("gone", m[1:2], names); err != nil {
			return err
		}
	}
	for _, q := range r.maps.query {
		if err := r.unknownCapture("query", q.to.names(), slices.Concat(q.names(), names)); err != nil {
			return err
		}
	}
	for _, f := range r.maps.fragment {
		if err := r.unknownCapture("fragment", f.to.names(), slices.Concat(f.from.names, names)); err != nil {
			return err
		}
	}
	return nil
}

// unknownCapture complains of a placeholder that nothing fills in.
func (r *Rule) unknownCapture(key string, used, names []string) error {
	for _, u := range used {
		if !slices.Contains(names, u) {
			return r.errorf(key, "{%s} is no capture of %q", u, r.From).
				WithHint("captures are: %s", strings.Join(names, ", "))
		}
	}
	return nil
}

// patternTarget returns where the rule leads as a pattern, and its maps there: of a table,
// where the rows go that it lacks.
func (r *Rule) patternTarget() (*target, *urlMaps) {
	if r.table != nil {
		return r.missing, dropAll
	}
	return r.to, r.maps
}

// isGone reports whether the rule's whole pattern is gone; of a table, only the rows are.
func (r *Rule) isGone() bool { return r.Gone != "" && r.table == nil }

// isForAliases reports whether the rule only adds its maps to aliases.
func (r *Rule) isForAliases() bool { return r.to == nil && r.Gone == "" }

// isConcrete reports whether the rule is for paths that can be listed.
func (r *Rule) isConcrete() bool { return r.pattern.isExact() || r.table != nil || r.Range != "" }

// downloads are extensions that promise something else than a page.
var downloads = strings.Fields(`.png .jpg .jpeg .gif .svg .ico .bmp .webp .pdf .ps
	.zip .gz .tgz .bz2 .xz .tar .exe .msi .dmg .deb .rpm .whl .egg .js .css`)

// checkStub refuses a stub where an image or download was: whoever asks for that
// must not get a page, with status 200.
func (r *Rule) checkStub() error {
	switch {
	case r.Stub != nil && !r.isConcrete():
		return r.errorf("stub", "stub goes with concrete paths; %s is a pattern, which 404.html answers", r.From)
	case r.Stub != nil && !*r.Stub && !r.pattern.isExact():
		return r.errorf("stub", "404.html cannot carry a table: it needs its stubs")
	case r.Stub != nil || len(r.Hosts) > 0 || !r.isConcrete():
		return nil
	}
	if isDownload(r.From) {
		return r.downloadError(r.From)
	}
	return nil
}

// isDownload reports whether a path promises an image or download.
func isDownload(p string) bool {
	p = strings.ToLower(p)
	return strings.Contains(p, "/raw-attachment/") || slices.Contains(downloads, path.Ext(p))
}

// downloadError refuses the stub of an image or download.
func (r *Rule) downloadError(p string) source.Diagnostic {
	return r.errorf("from", "%s was a file, and a stub would answer for it with a page", p).
		WithHint("put the file itself at content%s; "+
			"or stub = false leaves it to 404.html, and stub = true says that it was a page", p)
}
