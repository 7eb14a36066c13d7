package move

import (
	"bytes"
	"encoding/csv"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// targetKeys are the keys of a rule that say where it leads.
var targetKeys = []string{"to", "missing", "see", "query", "fragment"}

// capture is a capture in a target.
var capture = regexp.MustCompile(`\{([a-z][a-z0-9_]*)[^}]*\}`)

// ruleStrings are the texts of the rules of a file, by key. Those of a map have its name and theirs:
// "query format=txt".
func ruleStrings(f *fileEdits) []map[string]source.TOMLString {
	var rules []map[string]source.TOMLString
	for _, s := range source.TOMLStrings(f.file.Data, 0) {
		if len(s.Key) < 2 || s.Key[0] != "rule" {
			continue
		}
		for len(rules) <= s.Item {
			rules = append(rules, map[string]source.TOMLString{})
		}
		rules[s.Item][strings.Join(s.Key[1:], " ")] = s
	}
	return rules
}

// columns are the texts of rules that use a column of a table, by "table column": a cell can follow
// a move for one target only where no other text, nor the path that is asked for, is made of it.
type columns map[string]map[string]bool

// add notes the columns that the rules of a file use.
func (c columns) add(f *fileEdits) {
	for _, rule := range ruleStrings(f) {
		for key, s := range rule {
			text := s.Value
			if !slices.Contains(targetKeys, s.Key[1]) {
				text = key + " " + text // the same text means something else there
			}
			for _, m := range capture.FindAllStringSubmatch(s.Value, -1) {
				name := rule["table"].Value + " " + m[1]
				if c[name] == nil {
					c[name] = map[string]bool{}
				}
				c[name][text] = true
			}
		}
	}
}

// isFor reports whether only one text uses a column.
func (c columns) isFor(table, column, text string) bool {
	uses := c[table+" "+column]
	return len(uses) == 1 && uses[text] && strings.Count(text, "{"+column) == 1
}

// mendRules mends where the rules of a file lead, in their targets or in the tables, by name, that
// fill these in. A rule that would lead to where it leads from is dropped: what it answered for
// is there again.
func mendRules(at *places, f *fileEdits, tables map[string]*fileEdits, used columns) {
	for _, rule := range ruleStrings(f) {
		for _, key := range slices.Sorted(maps.Keys(rule)) {
			s := rule[key]
			if !slices.Contains(targetKeys, s.Key[1]) || !strings.HasPrefix(s.Value, "/") {
				continue
			}
			if table := tables[rule["table"].Value]; table != nil {
				mendTable(at, s.Value, table, func(column string) bool {
					return used.isFor(rule["table"].Value, column, s.Value)
				})
			}
			if to, ok := mendTarget(at, s.Value); ok {
				f.replace(s.Start, s.End, source.QuoteTOML(to, string(f.file.Data[s.Start:s.End])))
			}
		}
		s := rule["to"]
		if to, ok := mendTarget(at, s.Value); ok && isSamePath(rule["from"].Value, to) {
			dropRule(f, s.Start)
		}
	}
}

// mendTarget mends a target. One with captures in its path may lead to all of a folder.
func mendTarget(at *places, target string) (string, bool) {
	path := pathOf(target)
	if !strings.Contains(path, "{") {
		return mendAddress(at, "", target)
	}
	literal, _, _ := strings.Cut(path, "{")
	decoded, err := url.PathUnescape(literal)
	if to := at.prefix(decoded); err == nil && to != decoded {
		return escapePath(to, literal) + target[len(literal):], true
	}
	return "", false
}

// ruleHeader is the line that a rule begins with.
var ruleHeader = regexp.MustCompile(`(?m)^[ \t]*\[\[[ \t]*rule[ \t]*\]\]`)

// dropRule removes the rule that has a key at an offset, up to its last line.
func dropRule(f *fileEdits, at int) {
	data := f.file.Data
	start, end := 0, len(data)
	for _, header := range ruleHeader.FindAllIndex(data, -1) {
		if header[0] <= at {
			start = header[0]
		} else {
			end = min(end, header[0])
		}
	}
	for end > at { // comments and blanks before the next rule are that one's
		line := bytes.LastIndexByte(data[:end-1], '\n') + 1
		if text := bytes.TrimSpace(data[line:end]); len(text) > 0 && text[0] != '#' || line <= at {
			break
		}
		end = line
	}
	for start > 1 && data[start-1] == '\n' && (data[start-2] == '\n' || data[start-2] == '\r') {
		start-- // the blank line that was between
	}
	f.edits = slices.DeleteFunc(f.edits, func(e Edit) bool { return e.place.Start >= start && e.place.End <= end })
	f.replace(start, end, "")
}

// mendTable mends those cells of a table that make a target lead to what moves, where the target's
// path has one capture, whose column may change. What a function makes of a cell is no path to mend.
func mendTable(at *places, target string, f *fileEdits, mayChange func(column string) bool) {
	path := pathOf(target)
	captures := capture.FindAllStringSubmatchIndex(path, -1)
	if len(captures) != 1 {
		return
	}
	c := captures[0]
	if column := path[c[2]:c[3]]; path[c[0]:c[1]] != "{"+column+"}" || !mayChange(column) {
		return // exact rules follow the move instead
	}
	before, err1 := url.PathUnescape(path[:c[0]])
	after, err2 := url.PathUnescape(path[c[1]:])
	if err1 != nil || err2 != nil || at.prefix(before) != before {
		return // the target itself is mended
	}
	r := csv.NewReader(bytes.NewReader(f.file.Data))
	r.Comment = '#'
	names, err := r.Read()
	column := slices.Index(names, path[c[2]:c[3]])
	if err != nil || column < 0 {
		return
	}
	lines := lineStarts(f.file.Data)
	for {
		row, err := r.Read()
		if err != nil {
			return
		}
		to := at.at(before + row[column] + after)
		cell, isPrefixed := strings.CutPrefix(to, before)
		cell, isSuffixed := strings.CutSuffix(cell, after)
		if !isPrefixed || !isSuffixed || cell == row[column] {
			continue
		}
		line, col := r.FieldPos(column)
		start := lines[line-1] + col - 1
		f.replaceOnce(start, start+cellLength(f.file.Data[start:]), quoteCell(cell))
	}
}

// lineStarts are the offsets of the lines of a file.
func lineStarts(data []byte) []int {
	starts := []int{0}
	for i, c := range data {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// cellLength is the length of the cell of a table that a text begins with, with its quotes.
func cellLength(text []byte) int {
	if len(text) > 0 && text[0] == '"' {
		for i := 1; i < len(text); i++ {
			if text[i] == '"' {
				if i+1 == len(text) || text[i+1] != '"' {
					return i + 1
				}
				i++
			}
		}
	}
	if end := bytes.IndexAny(text, ",\r\n"); end >= 0 {
		return end
	}
	return len(text)
}

// quoteCell writes a cell of a table.
func quoteCell(cell string) string {
	if strings.ContainsAny(cell, ",\"\r\n") || strings.HasPrefix(cell, " ") || strings.HasPrefix(cell, "#") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}
