package wiki_test

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/macro"
	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/benchtest"
	"github.com/twisted/sitegen/internal/goldentest"
	"github.com/twisted/sitegen/internal/wikitest"
)

// FuzzParse holds the parser to its laws: it never fails, its offsets are in
// range, and the words of plain text survive.
func FuzzParse(f *testing.F) {
	for _, page := range goldentest.Pages(f, "testdata/*.txtar") {
		f.Add(page)
	}
	for _, s := range []string{"\x00", "\xff\xfe", "\r\n\r", "||\\", "[[", "{{{\n{{{\n", "''''''''", "\t|-\t|-", " a::", "é•\u2028x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		tree := wiki.Parse(src, macro.Options(nil))
		wikitest.CheckSpans(t, "fuzz", src, tree)
		for _, word := range strings.Fields(src) {
			if strings.Trim(strings.ToLower(word), "abcdefghijklmnopqrstuvwxyz") == "" && src == word && !strings.Contains(wikitest.Dump(tree), word) {
				t.Errorf("%q is lost", word)
			}
		}
	})
}

// What would make a backtracking matcher crawl is read like any other text.
func TestHostileInput(t *testing.T) {
	const n = 50_000
	for name, src := range map[string]string{
		"brackets": strings.Repeat("[", n), "double brackets": strings.Repeat("[[", n), "braces": strings.Repeat("{{{ ", n),
		"openers": strings.Repeat("{{{\n", n), "div openers": strings.Repeat("{{{#!div\n", n), "backticks": strings.Repeat("` ``", n),
		"marks": strings.Repeat("'''''__~~,,^", n), "bars": strings.Repeat("||", n), "cells": strings.Repeat("|| a ", n),
		"spaces": strings.Repeat(" ", n) + "x", "spaces and bars": strings.Repeat(" |", n), "scheme": strings.Repeat("a", n) + ":",
		"mail": strings.Repeat("a.", n) + "@", "links": strings.Repeat("[wiki:", n), "camel": strings.Repeat("Ab", n), "hashes": strings.Repeat("#a", n),
		"quotes": strings.Repeat(">", n), "nested quotes": nested(500), "angles": strings.Repeat("<a:", n), "digits": strings.Repeat("1,", n),
		"definitions": " " + strings.Repeat("`a", n) + "::", "tabs": strings.Repeat("\ta", n), "equals": strings.Repeat("=", n),
		"dots and slashes": strings.Repeat("./", n), "openers and one end": strings.Repeat("[abcdef", n) + "]",
	} {
		t.Run(name, func(t *testing.T) { wikitest.CheckSpans(t, name, src, wiki.Parse(src, macro.Options(nil))) })
	}
}

func nested(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("> ", i) + "a\n")
	}
	return b.String()
}

// BenchmarkParse reads a real wiki's text, where its recording lies beside the
// checkout, else the golden cases. Trac's own formatter does 0.6 MB/s.
func BenchmarkParse(b *testing.B) {
	benchtest.Wiki(b, "testdata", func(page string) { wiki.Parse(page, macro.Options(nil)) })
}
