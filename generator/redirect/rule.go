package redirect

import (
	"errors"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

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

	lines            map[string]int // of its keys
	file             *source.File
	pattern          *pattern
	table            *table
	to, missing, see *target
	carry            *carry
	first, last      int  // of its range
	slash            bool // a slash at the path's end goes along
	number           int  // among the rules with stubs, the same from, and a carry
}

// texts are keys and what each becomes.
type texts map[string]string

// UnmarshalTOML refuses all but a table of texts, which the decoder would pass over.
func (t *texts) UnmarshalTOML(v any) error {
	table, ok := v.(map[string]any)
	*t = texts{}
	for key, value := range table {
		text, isText := value.(string)
		ok = ok && isText
		(*t)[key] = text
	}
	if !ok {
		return errors.New(`query and fragment are tables: { "comment:{n:int}" = "note_{n}" }`)
	}
	return nil
}

// Alias is a page's claim on an old path, which may be percent-encoded.
type Alias struct {
	From   string
	To     string // the page's permalink
	Source source.Position
}

// Parse reads the rules files and tables. files are those of redirects/.
func Parse(files []*source.File) ([]*Rule, source.List) {
	var rules []*Rule
	var list source.List
	tables := map[string]*table{}
	for _, f := range files {
		if path.Ext(f.Path) == ".csv" {
			t, errs := parseTable(f)
			tables[path.Base(f.Path)] = t
			list = append(list, errs...)
		}
	}
	for _, f := range files {
		if path.Ext(f.Path) != ".toml" {
			continue
		}
		var doc struct {
			Rule []*Rule `toml:"rule"`
		}
		errs := source.DecodeTOML(f, &doc)
		list = append(list, errs...)
		places := ruleLines(f)
		if errs.HasErrors() {
			continue // what a rule lacks may stand under the wrong key
		}
		for i, r := range doc.Rule {
			r.file, r.lines = f, map[string]int{}
			if i < len(places) {
				r.lines = places[i]
			}
			r.Source = source.Position{File: f.Path, Line: r.line("from"), Column: 1}
			errs := source.AsList(r.compile(tables))
			if len(errs) == 0 && r.table != nil {
				errs = r.checkRows()
			}
			if list = append(list, errs...); len(errs) == 0 {
				rules = append(rules, r)
			}
		}
	}
	return rules, list
}

// begin is the line of a [[rule]] itself, among those of its keys.
const begin = "[[rule]]"

// ruleLines finds the lines of each rule's keys.
func ruleLines(f *source.File) []map[string]int {
	var rules []map[string]int
	for n, l := range strings.Split(string(f.Data), "\n") {
		l = strings.TrimSpace(l)
		if m := keyForm.FindStringSubmatch(l); l == begin {
			rules = append(rules, map[string]int{begin: n + 1})
		} else if m != nil && len(rules) > 0 {
			if key := m[1] + m[2]; rules[len(rules)-1][key] == 0 {
				rules[len(rules)-1][key] = n + 1
			}
		}
	}
	return rules
}

var keyForm = regexp.MustCompile(`^(?:\[rule\.(\w+)\]|(\w+)\s*=)`)

// line is that of a key, or of the rule.
func (r *Rule) line(key string) int {
	for _, k := range []string{key, "from", begin} {
		if n := r.lines[k]; n > 0 {
			return n
		}
	}
	return 1
}

// errorf makes an error at one of the rule's keys.
func (r *Rule) errorf(key, format string, args ...any) source.Diagnostic {
	return r.file.LineErrorf(r.line(key), 1, format, args...)
}

// compile checks a rule and prepares it for lookup.
func (r *Rule) compile(tables map[string]*table) error {
	isCarry := r.To == "" && r.Gone == "" && (r.Query != nil || r.Fragment != nil)
	switch {
	case r.To == "" && r.Gone == "" && !isCarry:
		return r.errorf("from", "the rule has neither to nor gone")
	case r.To != "" && r.Gone != "":
		return r.errorf("gone", "the rule has both to and gone")
	case r.Gone == "" && (r.Since != "" || r.See != ""):
		return r.errorf("since", "since and see go with gone")
	case isCarry && (r.Table != "" || r.Missing != "" || r.Range != "" || r.Stub != nil || len(r.Hosts) > 0):
		return r.errorf("from", "a rule without to has no more than from, query and fragment")
	case r.Gone != "" && (r.Query != nil || r.Fragment != nil):
		return r.errorf("gone", "what is gone leads nowhere: query and fragment go with to")
	case r.Missing != "" && r.Table == "":
		return r.errorf("missing", "missing goes with a table")
	}
	var err error
	if r.pattern, err = parsePattern(r.From); err != nil {
		return r.errorf("from", "%v", err).WithHint("%s", hintForPattern(r.From))
	}
	for _, h := range r.Hosts {
		if !hostForm.MatchString(h) {
			return r.errorf("hosts", "%q is not the name of a host, in small letters", h).WithHint(`such as hosts = ["tm.tl"]`)
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
	if r.carry, err = newCarry(r.Query, r.Fragment); err != nil {
		key := "query"
		if r.Query == nil || strings.HasPrefix(err.Error(), "fragment") {
			key = "fragment"
		}
		return r.errorf(key, "%v", err)
	}
	if err := r.bind(tables); err != nil {
		return err
	}
	if len(r.Hosts) > 0 && (len(r.carry.fragments) > 0 || !r.forServers()) {
		return r.errorf("hosts", "no server of another host sees a fragment or knows a function").
			WithHint("lead to a path of the site, whose rule can")
	}
	return r.checkStub()
}

var hostForm = regexp.MustCompile(`^[a-z0-9-]+(?:\.[a-z0-9-]+)+$`)

// bind joins the rule to its table and range, and proves that something fills in
// every capture of its targets.
func (r *Rule) bind(tables map[string]*table) error {
	own := r.pattern.names()
	names := own
	if r.Table != "" {
		if r.table = tables[r.Table]; r.table == nil {
			return r.errorf("table", "no table redirects/%s", r.Table)
		}
		for _, n := range own {
			if !slices.Contains(r.table.columns, n) {
				return r.errorf("table", "table %s has no column %q", r.Table, n).WithHint("its columns are: %s", strings.Join(r.table.columns, ", "))
			}
		}
		names = append(slices.Clone(own), r.table.columns...)
	}
	t, _ := r.leads()
	if end := r.pattern.segments[len(r.pattern.segments)-1]; end.kind == rest && end.suffix == "" && t != nil {
		last := t.parts[len(t.parts)-1]
		r.slash = last.name == end.name && len(last.functions) == 0 && !last.component
	}
	if r.Range != "" {
		if len(own) != 1 || !r.pattern.isNumber(own[0]) {
			return r.errorf("range", "a range goes with a from that has one capture, {name:int}")
		}
		var err error
		if r.first, r.last, err = parseRange(r.Range); err != nil {
			return r.errorf("range", "%v", err)
		}
		if r.Table != "" && r.Missing == "" && r.Gone == "" {
			return r.errorf("range", "a range of a table needs missing: where the numbers go that it lacks")
		}
	}
	for _, t := range []struct {
		key   string
		used  []string
		names []string
	}{{"to", r.to.names(), names}, {"missing", r.missing.names(), own}, {"see", r.see.names(), names}} {
		if err := r.unknownCapture(t.key, t.used, t.names); err != nil {
			return err
		}
	}
	for _, m := range placeholder.FindAllStringSubmatch(r.Gone, -1) {
		if err := r.unknownCapture("gone", m[1:2], names); err != nil {
			return err
		}
	}
	for _, q := range r.carry.queries {
		if err := r.unknownCapture("query", q.to.names(), append(q.names(), names...)); err != nil {
			return err
		}
	}
	for _, f := range r.carry.fragments {
		if err := r.unknownCapture("fragment", f.to.names(), append(slices.Clone(f.from.names), names...)); err != nil {
			return err
		}
	}
	return nil
}

// leads is where the rule leads as a pattern, and what it carries there: of a table,
// where the rows go that it lacks.
func (r *Rule) leads() (*target, *carry) {
	if r.table != nil {
		return r.missing, drop
	}
	return r.to, r.carry
}

// isGone tells a rule whose whole pattern is gone; of a table, only the rows are.
func (r *Rule) isGone() bool { return r.Gone != "" && r.table == nil }

// unknownCapture complains of a placeholder that nothing fills in.
func (r *Rule) unknownCapture(key string, used, names []string) error {
	for _, u := range used {
		if !slices.Contains(names, u) {
			return r.errorf(key, "{%s} is no capture of %q", u, r.From).WithHint("captures are: %s", strings.Join(names, ", "))
		}
	}
	return nil
}

// downloads are extensions that promise something else than a page.
var downloads = strings.Fields(`.png .jpg .jpeg .gif .svg .ico .bmp .webp .pdf .ps .zip .gz .tgz .bz2 .xz .tar .exe .msi .dmg .deb
	.rpm .whl .egg .js .css`)

// checkStub refuses a stub where an image or download was: whoever asks for that
// must not get a page, with status 200.
func (r *Rule) checkStub() error {
	concrete := r.pattern.isExact() || r.table != nil || r.Range != ""
	switch {
	case r.Stub != nil && !concrete:
		return r.errorf("stub", "stub goes with concrete paths; %s is a pattern, which 404.html answers", r.From)
	case r.Stub != nil && !*r.Stub && !r.pattern.isExact():
		return r.errorf("stub", "404.html cannot carry a table: it needs its stubs")
	case r.Stub != nil || len(r.Hosts) > 0 || !concrete:
		return nil
	}
	if isDownload(r.From) {
		return r.downloadError(r.From)
	}
	return nil
}

// isDownload tells whether a path promises an image or download.
func isDownload(p string) bool {
	p = strings.ToLower(p)
	return strings.Contains(p, "/raw-attachment/") || slices.Contains(downloads, path.Ext(p))
}

func (r *Rule) downloadError(p string) source.Diagnostic {
	return r.errorf("from", "%s was a file, and a stub would answer for it with a page", p).
		WithHint("put the file itself at content%s; or stub = false leaves it to 404.html, and stub = true says that it was a page", p)
}

// hasControl tells text that cannot stand in a URL or a file's name.
func hasControl(s string) bool { return strings.ContainsFunc(s, unicode.IsControl) }
