package site

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"path"
	"slices"

	"github.com/twisted/sitegen/generator/source"
)

// pageData is what the front matter of a page names as data: TOML as a table, JSON as what it
// is, CSV as a list of rows by the names of the first. What the sections above it have, it has
// as well; their faults are told there.
type pageData struct {
	values map[string]any
	list   source.List
}

// readData reads the data of a page, once, and of the sections above it before.
func readData(a Answers, p *Page, known map[*Page]pageData) map[string]any {
	if d, ok := known[p]; ok {
		return d.values
	}
	var above map[string]any
	if p.Section != nil {
		above = readData(a, p.Section, known)
	}
	if len(p.Data) == 0 {
		if above != nil {
			known[p] = pageData{values: above}
		}
		return above
	}
	d := pageData{values: map[string]any{}}
	maps.Copy(d.values, above)
	for _, key := range slices.Sorted(maps.Keys(p.Data)) {
		value, errs := dataFile(a, p, key, p.Data[key])
		d.values[key] = value
		d.list = append(d.list, errs...)
	}
	known[p] = d
	return d.values
}

func dataFile(a Answers, p *Page, key, name string) (any, source.List) {
	fail := func(err error) source.List {
		d := source.KeyErrorf(p.File, "data."+key, "data %s: %v", key, err)
		if told, ok := errors.AsType[source.Diagnostic](err); ok {
			d.Message, d.Hint = "data "+key+": "+told.Message, told.Hint
		}
		return source.List{d}
	}
	f, err := a.File(p, name)
	if err != nil {
		return nil, fail(err)
	}
	switch path.Ext(name) {
	case ".toml":
		table := map[string]any{}
		return table, source.DecodeTOML(f, &table)
	case ".json":
		return decodeJSON(f)
	case ".csv":
		return decodeCSV(f)
	}
	return nil, fail(source.Errorf("%s is none of TOML, JSON and CSV", name))
}

func decodeJSON(f *source.File) (any, source.List) {
	var value any
	d := json.NewDecoder(bytes.NewReader(f.Data))
	err := d.Decode(&value)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return value, nil
		}
		return nil, source.List{f.Errorf(int(d.InputOffset()), "something follows the value")}
	}
	at := len(f.Data)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok && syntax.Offset > 0 {
		at = int(syntax.Offset) - 1
	}
	return nil, source.List{f.Errorf(at, "%v", err)}
}

func decodeCSV(f *source.File) (any, source.List) {
	r := csv.NewReader(bytes.NewReader(f.Data))
	names, err := r.Read()
	rows := []map[string]string{}
	for err == nil {
		var row []string
		if row, err = r.Read(); err == nil {
			m := map[string]string{}
			for i, name := range names {
				m[name] = row[i]
			}
			rows = append(rows, m)
		}
	}
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		return nil, source.List{f.LineErrorf(wrong.Line, max(1, wrong.Column), "%v", wrong.Err)}
	}
	if !errors.Is(err, io.EOF) {
		return nil, source.List{f.Errorf(0, "%v", err)}
	}
	return rows, nil
}
