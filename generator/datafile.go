package generator

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/twisted/sitegen/generator/source"
)

// pageData reads what the front matter of a page, and of the sections above it, names as
// data: TOML as a table, JSON as what it is, CSV as a list of rows by the names of the first.
func (s *Site) pageData(p *Page) (map[string]any, source.List) {
	p.data.once.Do(func() {
		p.data.all = map[string]any{}
		if p.parent != nil {
			above, _ := s.pageData(p.parent) // its faults are told there
			maps.Copy(p.data.all, above)
		}
		for _, name := range slices.Sorted(maps.Keys(p.Data)) {
			value, errs := s.dataFile(p, name, p.Data[name])
			p.data.all[name] = value
			p.data.list = append(p.data.list, errs...)
		}
	})
	return p.data.all, p.data.list
}

func (s *Site) dataFile(p *Page, key, name string) (any, source.List) {
	full, err := s.besidePage(p, name)
	if err != nil {
		return nil, source.List{source.KeyErrorf(p.File, "data."+key, "data %s: %v", key, err)}
	}
	f, err := source.ReadFile(s.Dir, full)
	if err != nil {
		d := source.KeyErrorf(p.File, "data."+key, "data %s: there is no %s", key, full)
		if near := source.Nearest(full, s.files); near != "" {
			d.Hint = "did you mean " + near + "?"
		}
		return nil, source.List{d}
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
	return nil, source.List{source.KeyErrorf(p.File, "data."+key, "data %s: %s is none of TOML, JSON and CSV", key, name)}
}

// besidePage is the name, from the site's folder, of a file that a page names: beside the
// page, or with a slash before it, below content/.
func (s *Site) besidePage(p *Page, name string) (string, error) {
	full := path.Join("content", path.Dir(p.name), name)
	if strings.HasPrefix(name, "/") {
		full = path.Join("content", name)
	}
	if !strings.HasPrefix(full, "content/") {
		return "", source.Errorf("%s is not below content/", name)
	}
	return full, nil
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
