package source

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"path"
)

// DecodeData reads a file of data by the ending of its name: TOML as a table, JSON as what it
// is, CSV as a list of rows by the names of the first. isData is false for any other file.
func DecodeData(f *File) (value any, list List, isData bool) {
	switch path.Ext(f.Path) {
	case ".toml":
		table := map[string]any{}
		return table, DecodeTOML(f, &table), true
	case ".json":
		value, list = decodeJSON(f)
		return value, list, true
	case ".csv":
		value, list = decodeCSV(f)
		return value, list, true
	}
	return nil, nil, false
}

func decodeJSON(f *File) (any, List) {
	var value any
	d := json.NewDecoder(bytes.NewReader(f.Data))
	err := d.Decode(&value)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return value, nil
		}
		return nil, List{f.Errorf(int(d.InputOffset()), "something follows the value")}
	}
	at := len(f.Data)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok && syntax.Offset > 0 {
		at = int(syntax.Offset) - 1
	}
	return nil, List{f.Errorf(at, "%v", err)}
}

func decodeCSV(f *File) (any, List) {
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
		return nil, List{f.LineErrorf(wrong.Line, max(1, wrong.Column), "%v", wrong.Err)}
	}
	if !errors.Is(err, io.EOF) {
		return nil, List{f.Errorf(0, "%v", err)}
	}
	return rows, nil
}
