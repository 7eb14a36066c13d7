package redirect

import (
	"errors"
	"path"
	"regexp"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Parse reads the rules (.toml) and tables (.csv) of redirects/. It returns the rules that
// are right, in the order of the files, and an error for each that is not.
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
			errs := source.AsList(r.prepare(tables))
			if len(errs) == 0 && r.table != nil {
				errs = r.checkRows()
			}
			if list = append(list, errs...); len(errs) == 0 {
				rules = append(rules, r)
			}
		}
	}
	numberRules(rules)
	return rules, list
}

// numberRules numbers, from 0, the rules of one from whose maps the script has for stubs. Rules
// do not change after that: a preview compiles the same ones again while an older map is in use.
func numberRules(rules []*Rule) {
	numbers := map[string]int{} // by from
	for _, r := range rules {
		if len(r.Hosts) == 0 && r.hasStubMaps() {
			r.number = numbers[r.pattern.text]
			numbers[r.pattern.text]++
		}
	}
}

// hasStubMaps reports whether stubs have the rule's maps of query and fragment.
func (r *Rule) hasStubMaps() bool { return r.maps != keepAll && (r.isForAliases() || r.isConcrete()) }

// ruleHeader is the line with which a rule begins, among those of its keys.
const ruleHeader = "[[rule]]"

// ruleLines returns the lines of each rule's keys, from 1; the decoder does not tell them.
func ruleLines(f *source.File) []map[string]int {
	var rules []map[string]int
	for n, l := range strings.Split(string(f.Data), "\n") {
		l = strings.TrimSpace(l)
		if m := keyForm.FindStringSubmatch(l); l == ruleHeader {
			rules = append(rules, map[string]int{ruleHeader: n + 1})
		} else if m != nil && len(rules) > 0 {
			if key := m[1] + m[2]; rules[len(rules)-1][key] == 0 {
				rules[len(rules)-1][key] = n + 1
			}
		}
	}
	return rules
}

var keyForm = regexp.MustCompile(`^(?:\[rule\.(\w+)\]|(\w+)\s*=)`)

// line returns the line of a key, or else the rule's; from 1.
func (r *Rule) line(key string) int {
	for _, k := range []string{key, "from", ruleHeader} {
		if n := r.lines[k]; n > 0 {
			return n
		}
	}
	return 1
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
