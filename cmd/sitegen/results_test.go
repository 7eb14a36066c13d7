package main

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/publish"
	"github.com/twisted/sitegen/generator/redirect"
	"github.com/twisted/sitegen/generator/source"
)

// results are what commands print with --format json, on standard output; diagnostics are on
// standard error.
var results = map[string]any{
	"build": publish.Summary{}, "check": check.Summary{}, "convert": report.Report{}, "verify": fidelity.Report{},
	"redirects list": redirect.Entry{}, "redirects test": check.Arrival{}, "diagnostics": source.Diagnostic{},
}

var resultKey = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)

// Every key of every result is in one style, and in the README.
func TestKeysOfResultsAreDocumented(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile(own + "/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, found := strings.Cut(string(readme), "### For programs\n")
	section, _, _ = strings.Cut(section, "\n## ")
	if !found {
		t.Fatal("README.md has no section for programs")
	}
	for command, result := range results {
		_, row, found := strings.Cut(section, "\n| `"+command+"` |")
		if row, _, _ = strings.Cut(row, "\n"); !found {
			t.Errorf("%s is not in the README", command)
		}
		for _, key := range keysOf(reflect.TypeOf(result), map[reflect.Type]bool{}) {
			if !resultKey.MatchString(key) {
				t.Errorf("%s: the key %q is not in small letters with underscores", command, key)
			}
			if !strings.Contains(row, "`"+key+"`") {
				t.Errorf("%s: the key %q is not in its row of the README", command, key)
			}
		}
	}
}

// keysOf returns the keys of a type's JSON, and of all that is in it.
func keysOf(of reflect.Type, seen map[reflect.Type]bool) (keys []string) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		return keysOf(of.Elem(), seen)
	case reflect.Struct:
		if seen[of] || of.PkgPath() == "time" {
			return nil
		}
		seen[of] = true
		for i := range of.NumField() {
			field := of.Field(i)
			if !field.IsExported() && !field.Anonymous {
				continue
			}
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			switch {
			case key == "-":
				continue
			case !field.Anonymous:
				keys = append(keys, key)
			}
			keys = append(keys, keysOf(field.Type, seen)...)
		}
	}
	return keys
}
