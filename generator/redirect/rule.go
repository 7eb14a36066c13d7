package redirect

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// Rule is one [[rule]] of a rules file.
type Rule struct {
	From     string            `toml:"from"`
	To       string            `toml:"to"`
	Table    string            `toml:"table"`
	Missing  string            `toml:"missing"`
	Range    string            `toml:"range"`
	Gone     string            `toml:"gone"`
	Query    map[string]string `toml:"query"`
	Fragment map[string]string `toml:"fragment"`

	Source source.Position `toml:"-"`

	pattern *pattern
	table   *table
	file    *source.File
}

// Alias is a page's claim on an old path, which may be percent-encoded.
type Alias struct {
	From   string
	To     string // the page's permalink
	Source source.Position
}

// table is a CSV file with a header.
type table struct {
	file    *source.File
	columns []string
	rows    [][]string
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
		list = append(list, source.DecodeTOML(f, &doc)...)
		lines := ruleLines(f)
		for i, r := range doc.Rule {
			r.file = f
			r.Source = source.Position{File: f.Path, Line: 1, Column: 1}
			if i < len(lines) {
				r.Source.Line = lines[i]
			}
			if d := r.compile(tables); d != nil {
				list = append(list, *d)
				continue
			}
			rules = append(rules, r)
		}
	}
	return rules, list
}

// ruleLines finds where each [[rule]] has its from, or begins.
func ruleLines(f *source.File) []int {
	var lines []int
	for n, l := range strings.Split(string(f.Data), "\n") {
		l = strings.TrimSpace(l)
		if l == "[[rule]]" {
			lines = append(lines, n+1)
		} else if key, _, ok := strings.Cut(l, "="); ok && strings.TrimSpace(key) == "from" && len(lines) > 0 {
			lines[len(lines)-1] = n + 1
		}
	}
	return lines
}

func (r *Rule) errorf(format string, args ...any) *source.Diagnostic {
	d := r.file.LineErrorf(r.Source.Line, 1, format, args...)
	return &d
}

// compile checks a rule and prepares it for lookup.
func (r *Rule) compile(tables map[string]*table) *source.Diagnostic {
	if r.To == "" && r.Gone == "" {
		return r.errorf("the rule has neither to nor gone")
	}
	if r.To != "" && r.Gone != "" {
		return r.errorf("the rule has both to and gone")
	}
	var err error
	if r.pattern, err = parsePattern(r.From); err != nil {
		return r.errorf("%v", err)
	}
	for _, target := range append([]string{r.To, r.Missing}, values(r.Query)...) {
		if err := checkTarget(target); err != nil {
			return r.errorf("%v", err)
		}
	}
	names := r.pattern.names()
	if r.Table != "" {
		r.table = tables[r.Table]
		if r.table == nil {
			return r.errorf("no table redirects/%s", r.Table)
		}
		for _, n := range names {
			if !slices.Contains(r.table.columns, n) {
				return r.errorf("table %s has no column %q", r.Table, n)
			}
		}
		names = append(names, r.table.columns...)
	} else if r.Missing != "" || r.Range != "" {
		return r.errorf("missing and range go with a table")
	}
	if r.Range != "" && (r.Missing == "" || len(r.pattern.names()) != 1) {
		return r.errorf("a range needs missing, and a from with one capture")
	}
	if d := r.unknownCapture(r.To, names); d != nil {
		return d
	}
	if d := r.unknownCapture(r.Missing, r.pattern.names()); d != nil {
		return d
	}
	for key, target := range r.Query {
		if d := r.unknownCapture(target, append([]string{key}, names...)); d != nil {
			return d
		}
	}
	if r.Range != "" {
		if _, _, err := parseRange(r.Range); err != nil {
			return r.errorf("%v", err)
		}
	}
	for from := range r.Fragment {
		if _, err := fragmentPattern(from); err != nil {
			return r.errorf("%v", err)
		}
	}
	return nil
}

// unknownCapture complains of a placeholder that nothing fills in.
func (r *Rule) unknownCapture(target string, names []string) *source.Diagnostic {
	for _, used := range placeholders(target) {
		if !slices.Contains(names, used) {
			d := r.errorf("{%s} is no capture of %q", used, r.From).WithHint("captures are: %s", strings.Join(names, ", "))
			return &d
		}
	}
	return nil
}

func values(m map[string]string) []string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, m[k])
	}
	return out
}

// parseRange reads "1-10353".
func parseRange(s string) (from, to int, err error) {
	a, b, ok := strings.Cut(s, "-")
	from, err1 := strconv.Atoi(strings.TrimSpace(a))
	to, err2 := strconv.Atoi(strings.TrimSpace(b))
	if !ok || err1 != nil || err2 != nil || from > to || to-from > 1_000_000 {
		return 0, 0, errors.New("range " + strconv.Quote(s) + " is not of the form \"1-9999\"")
	}
	return from, to, nil
}

func parseTable(f *source.File) (*table, source.List) {
	t := &table{file: f}
	r := csv.NewReader(bytes.NewReader(f.Data))
	r.Comment = '#'
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			if p, ok := errors.AsType[*csv.ParseError](err); ok {
				return t, source.List{f.LineErrorf(p.Line, p.Column, "%v", p.Err)}
			}
			return t, source.List{f.LineErrorf(1, 1, "%v", err)}
		}
		if t.columns == nil {
			t.columns = row
		} else {
			t.rows = append(t.rows, row)
		}
	}
}
