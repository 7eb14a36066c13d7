package source

import (
	"cmp"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// DecodeTOML decodes f into v, a pointer to a struct. A syntax error, a value of
// the wrong type and a key that v has no field for are errors with their place.
func DecodeTOML(f *File, v any) List {
	return DecodeTOMLPart(f, 0, f.Data, v)
}

// DecodeTOMLPart decodes data, which begins at line first (from 0) of f: the
// front matter of a page. Places are those in f.
func DecodeTOMLPart(f *File, first int, data []byte, v any) List {
	before := reflect.New(reflect.TypeOf(v).Elem()).Elem()
	before.Set(reflect.ValueOf(v).Elem())
	meta, err := toml.Decode(string(data), v)
	if err != nil {
		reflect.ValueOf(v).Elem().Set(before)
		var list List
		for _, err := range decodeEach(data, v, err) {
			list = append(list, decodingError(f, first, data, err))
		}
		list.Sort()
		return list
	}
	if structOf(reflect.TypeOf(v)) == nil {
		return nil // a table may have any keys
	}
	var list List
	for _, key := range meta.Undecoded() {
		line, column := findKey(data, key)
		d := f.LineErrorf(first+max(line, 1), max(column, 1), "unknown key %q", key.String())
		known := keysOf(v, key[:len(key)-1]...)
		if near := Nearest(key[len(key)-1], known); near != "" {
			d.Hint = "did you mean \"" + near + "\"?"
		} else if len(known) > 0 {
			d.Hint = "keys are: " + strings.Join(known, ", ")
		}
		list = append(list, d)
	}
	return list
}

// decodeEach decodes those values of a document that can be, and returns what is wrong with the
// others. The decoder by itself stops at the first wrong one, and what it has decoded by then is
// left to chance: it takes the keys in the order of a Go map. first is its error.
func decodeEach(data []byte, v any, first error) []error {
	var values map[string]toml.Primitive
	meta, err := toml.Decode(string(data), &values)
	if err != nil || reflect.TypeOf(v).Elem().Kind() != reflect.Struct {
		return []error{first} // of the syntax
	}
	return decodeTable(&meta, values, reflect.ValueOf(v).Elem())
}

// decodeTable decodes the values of one table into a struct, each for itself.
func decodeTable(meta *toml.MetaData, values map[string]toml.Primitive, into reflect.Value) (wrong []error) {
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if field, ok := fieldOf(into.Type(), key); ok {
			wrong = append(wrong, decodeValue(meta, values[key], into.FieldByIndex(field.Index))...)
		}
	}
	return wrong
}

// decodeValue decodes one value, and where it is wrong, what can be of the tables in it.
func decodeValue(meta *toml.MetaData, value toml.Primitive, into reflect.Value) []error {
	err := meta.PrimitiveDecode(value, into.Addr().Interface())
	if err == nil {
		return nil
	}
	into.SetZero()
	if wrong := decodeWithin(meta, value, into); len(wrong) > 0 {
		return wrong
	}
	into.SetZero()
	return []error{err} // it is the value as a whole
}

// decodeWithin decodes what can be of the tables in a value, which are those of a struct, of a
// list or a map of structs, or of a pointer to any of them. It returns nothing if there are none.
func decodeWithin(meta *toml.MetaData, value toml.Primitive, into reflect.Value) (wrong []error) {
	var table map[string]toml.Primitive
	var list []toml.Primitive
	holdsStructs := slices.Contains([]reflect.Kind{reflect.Slice, reflect.Map}, into.Kind()) &&
		structOf(into.Type().Elem()) != nil
	switch {
	case into.Kind() == reflect.Pointer:
		into.Set(reflect.New(into.Type().Elem()))
		wrong = decodeWithin(meta, value, into.Elem())
	case into.Kind() == reflect.Struct && meta.PrimitiveDecode(value, &table) == nil:
		wrong = decodeTable(meta, table, into)
	case into.Kind() == reflect.Slice && holdsStructs && meta.PrimitiveDecode(value, &list) == nil:
		into.Set(reflect.MakeSlice(into.Type(), len(list), len(list)))
		for i, item := range list {
			wrong = append(wrong, decodeValue(meta, item, into.Index(i))...)
		}
	case into.Kind() == reflect.Map && holdsStructs && meta.PrimitiveDecode(value, &table) == nil:
		into.Set(reflect.MakeMap(into.Type()))
		for _, key := range slices.Sorted(maps.Keys(table)) {
			item := reflect.New(into.Type().Elem()).Elem()
			wrong = append(wrong, decodeValue(meta, table[key], item)...)
			into.SetMapIndex(reflect.ValueOf(key), item)
		}
	}
	return wrong
}

// fieldOf returns the field of a struct that a key is decoded into.
func fieldOf(t reflect.Type, key string) (reflect.StructField, bool) {
	fields := reflect.VisibleFields(t)
	i := slices.IndexFunc(fields, func(f reflect.StructField) bool { return keyOf(f) == key })
	if i < 0 {
		i = slices.IndexFunc(fields, func(f reflect.StructField) bool {
			return f.IsExported() && strings.EqualFold(cmp.Or(keyOf(f), f.Name), key)
		})
	}
	if i < 0 {
		return reflect.StructField{}, false
	}
	return fields[i], true
}

// decodingError gives an error of the decoder its place.
func decodingError(f *File, first int, data []byte, err error) Diagnostic {
	if p, ok := errors.AsType[toml.ParseError](err); ok {
		message, hint, _ := strings.Cut(strings.TrimSpace(p.Message), "\n")
		if message == "" {
			message = withoutPlace(p.Error())
		}
		d := f.LineErrorf(first+p.Position.Line, max(1, p.Position.Col), "%s", message)
		d.Hint = strings.TrimSpace(hint)
		return d
	}
	line, column := 0, 0
	message := withoutPlace(err.Error())
	if key, ok := quoted(err.Error()); ok {
		line, column = findKey(data, strings.Split(key, "."))
	}
	d := f.LineErrorf(first+max(line, 1), max(column, 1), "%s", message)
	d.Hint = hintFor(message)
	return d
}

// KeyErrorf makes an error at the place where f, TOML or a page with front matter, sets a
// key, such as "convert.history".
func KeyErrorf(f *File, key, format string, args ...any) Diagnostic {
	line, column := findKey(f.Data, strings.Split(key, "."))
	return f.LineErrorf(max(line, 1), max(column, 1), format, args...)
}

// withoutPlace drops the decoder's own "line 3 (last key "x"): ".
func withoutPlace(message string) string {
	message = strings.TrimPrefix(message, "toml: ")
	if strings.HasPrefix(message, "line ") {
		if _, rest, ok := strings.Cut(message, "): "); ok {
			return rest
		}
	}
	return message
}

// hintFor says what to write instead, for the mistakes that people make.
func hintFor(message string) string {
	switch {
	case strings.HasPrefix(message, "parsing time"):
		return "a date has no quotes: date = 2024-03-01"
	case strings.Contains(message, "map[string]any; destination has type slice"):
		return "each of several has brackets of its own, two on each side: [[name]]"
	case strings.Contains(message, "destination has type slice"):
		return `this is a list: ["one", "two"]`
	case strings.Contains(message, "destination has type integer"):
		return "this is a number, without quotes"
	case strings.Contains(message, "destination has type boolean"):
		return "this is true or false, without quotes"
	case strings.Contains(message, "destination has type string"):
		return `this is text, in quotes: "text"`
	}
	return ""
}

func quoted(s string) (string, bool) {
	_, rest, ok := strings.Cut(s, `"`)
	if !ok {
		return "", false
	}
	key, _, ok := strings.Cut(rest, `"`)
	return key, ok
}

// keysOf lists the names that a struct's fields go by; of the struct within it that
// a path of keys leads to, if one is given.
func keysOf(v any, within ...string) []string {
	t := structOf(reflect.TypeOf(v))
	for _, key := range within {
		if t == nil {
			return nil
		}
		field, ok := t.FieldByNameFunc(func(name string) bool {
			f, _ := t.FieldByName(name)
			return keyOf(f) == key
		})
		if !ok {
			return nil
		}
		t = structOf(field.Type)
	}
	var keys []string
	if t != nil {
		for _, field := range reflect.VisibleFields(t) {
			if name := keyOf(field); name != "" && name != "-" && !slices.Contains(keys, name) {
				keys = append(keys, name)
			}
		}
	}
	return keys
}

func keyOf(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("toml"), ",")
	return name
}

// structOf is the struct behind pointers and lists, or nil.
func structOf(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	return t
}

// findKey finds the line and column (from 1) at which a key is set, 0 where it is not.
// The decoder lists the keys that it did not know, and not where they are.
func findKey(data []byte, key []string) (line, column int) {
	var table []string
	for n, text := range strings.Split(string(data), "\n") {
		trimmed := strings.TrimSpace(text)
		indent := len(text) - len(strings.TrimLeft(text, " \t"))
		if strings.HasPrefix(trimmed, "[") {
			header, _, _ := strings.Cut(strings.Trim(trimmed, "["), "]")
			table = splitKey(header)
			if strings.Join(table, ".") == strings.Join(key, ".") {
				return n + 1, indent + 1
			}
			continue
		}
		name, _, ok := strings.Cut(trimmed, "=")
		if !ok || strings.HasPrefix(trimmed, "#") {
			continue
		}
		full := append(append([]string{}, table...), splitKey(name)...)
		if strings.Join(full, ".") == strings.Join(key[:min(len(full), len(key))], ".") && len(full) > 0 {
			return n + 1, indent + 1
		}
	}
	return 0, 0
}

func splitKey(s string) []string {
	parts := strings.Split(s, ".")
	for i, p := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(p), `"'`)
	}
	return parts
}
