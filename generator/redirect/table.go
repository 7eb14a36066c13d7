package redirect

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// table is a CSV file with a header.
type table struct {
	file    *source.File
	columns []string
	rows    [][]string
	lines   []int // of the rows
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
		line, _ := r.FieldPos(0)
		if t.columns == nil {
			t.columns = row
			for i, c := range row {
				if !columnForm.MatchString(c) || slices.Contains(row[:i], c) {
					return t, source.List{f.LineErrorf(line, 1, "%q is no name for a column, or stands twice", c).
						WithHint("the first line names the columns, in small letters, with a comma between: id,issue")}
				}
			}
		} else {
			t.rows, t.lines = append(t.rows, row), append(t.lines, line)
		}
	}
}

var columnForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// checkRows refuses rows that a rule cannot use: where a number is due there must be
// one, or a range, and nothing that a target takes may be empty.
func (r *Rule) checkRows() source.List {
	var list source.List
	used := append(r.to.names(), r.pattern.names()...)
	for _, q := range r.maps.query {
		used = append(used, q.to.names()...)
	}
	for k, cells := range r.table.rows {
		n := 1
		fail := func(format string, args ...any) {
			list = append(list, r.table.file.LineErrorf(r.table.lines[k], 1, format, args...))
		}
		for i, column := range r.table.columns {
			cell := cells[i]
			if !r.pattern.isNumber(column) {
				if cell == "" && slices.Contains(used, column) {
					fail("%s is empty, and %s uses it", column, r.Source)
				}
				continue
			}
			from, to, err := parseRange(cell)
			switch {
			case err == nil && cell == fmt.Sprintf("%d-%d", from, to):
				n = to - from + 1
			case !isDigits(cell) || cell != "0" && cell[0] == '0':
				fail("%s is %q, which is no number, and no range such as 40-45", column, cell)
			}
		}
		for c := range r.expandRow(cells) { // all of a row are alike but for numbers
			full := r.pattern.fill(c)
			got, ok := r.pattern.match(full)
			for name, value := range got {
				ok = ok && value == c[name]
			}
			if !ok {
				fail("%q is no path that %s matches", full, r.From)
			}
			break
		}
		for i, column := range r.table.columns {
			from, to, err := parseRange(cells[i])
			if n > 1 && slices.Contains(used, column) && err == nil && to-from+1 != n {
				fail("%s %s has another length than the row's range of %d", column, cells[i], n)
			}
		}
	}
	return list
}

// row is one concrete old path of a rule.
type row struct {
	captures captures
	missing  bool // the rule's table lacks it
	line     int  // of the table's file, or 0
}

// rows yields the captures of each row, and of each number of the range that has
// none.
func (r *Rule) rows() iter.Seq[row] {
	return func(yield func(row) bool) {
		number := ""
		if r.Range != "" {
			number = r.pattern.names()[0]
		}
		have := map[string]bool{}
		if r.table != nil {
			for k, cells := range r.table.rows {
				for c := range r.expandRow(cells) {
					if number != "" { // rows beyond the range are other rules'
						if n, err := strconv.Atoi(c[number]); err != nil || n < r.first || n > r.last {
							continue
						}
						have[c[number]] = true
					}
					if !yield(row{captures: c, line: r.table.lines[k]}) {
						return
					}
				}
			}
		}
		for id := r.first; number != "" && id <= r.last; id++ {
			if n := strconv.Itoa(id); !have[n] && !yield(row{captures: captures{number: n}, missing: r.table != nil}) {
				return
			}
		}
	}
}

// expandRow yields a row's captures: one, or, where a number's cell is a range
// such as 40-45, one for each number; other ranges of the row count along.
func (r *Rule) expandRow(cells []string) iter.Seq[captures] {
	return func(yield func(captures) bool) {
		n := 1
		for i, column := range r.table.columns {
			if r.pattern.isNumber(column) {
				if from, to, err := parseRange(cells[i]); err == nil {
					n = to - from + 1
				}
			}
		}
		for k := range n {
			c := make(captures, len(cells))
			for i, column := range r.table.columns {
				c[column] = cells[i]
				if from, to, err := parseRange(cells[i]); n > 1 && err == nil && to-from == n-1 {
					c[column] = strconv.Itoa(from + k)
				}
			}
			if !yield(c) {
				return
			}
		}
	}
}

// parseRange reads "1-10353", whose ends are both within it.
func parseRange(s string) (from, to int, err error) {
	a, b, ok := strings.Cut(s, "-")
	from, err1 := strconv.Atoi(strings.TrimSpace(a))
	to, err2 := strconv.Atoi(strings.TrimSpace(b))
	if !ok || err1 != nil || err2 != nil || from > to || to-from > 1_000_000 {
		return 0, 0, errors.New("range " + strconv.Quote(s) + " is not of the form \"1-9999\"")
	}
	return from, to, nil
}
