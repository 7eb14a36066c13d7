package redirect

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// table is a CSV file with a header.
type table struct {
	file    *source.File
	columns []string
	rows    [][]string
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

// row is one concrete old path of a rule: its captures, and whether the table
// lacks it.
type row struct {
	captures captures
	missing  bool
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
			for _, cells := range r.table.rows {
				for c := range r.expandRow(cells) {
					if number != "" {
						if n, err := strconv.Atoi(c[number]); err != nil || n < r.first || n > r.last {
							continue
						}
						have[c[number]] = true
					}
					if !yield(row{c, false}) {
						return
					}
				}
			}
		}
		for id := r.first; number != "" && id <= r.last; id++ {
			if n := strconv.Itoa(id); !have[n] && !yield(row{captures{number: n}, r.table != nil}) {
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
