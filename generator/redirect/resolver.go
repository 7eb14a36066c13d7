package redirect

import (
	_ "embed"
	"html"
	"strings"

	"github.com/twisted/sitegen/generator/page"
)

// resolver is the script, shared by all stubs and 404.html.
//
//go:embed resolver.js
var resolver string

// Script returns the resolver with the maps of query and fragment that stubs refer
// to, as a file of JavaScript.
func (m *Map) Script() []byte {
	stubMaps := map[string][]resolverMaps{} // by from
	for _, r := range m.withStubMaps {
		stubMaps[r.pattern.text] = append(stubMaps[r.pattern.text], r.maps.forResolver())
	}
	const none = "var stubMaps = {};"
	return []byte(strings.Replace(shortResolver, none, "var stubMaps = "+mustJSON(stubMaps)+";", 1))
}

// shortResolver is the resolver without its comments and indents: every stub loads it.
var shortResolver = func() string {
	var b strings.Builder
	for line := range strings.Lines(resolver) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}()

// Patterns returns the rules without stubs as JSON, the most particular first, for
// 404.html. They are many and alike, so each is a list [from, to, gone, since, see,
// query, fragment], cut after the last that it has, and each of its five texts is
// shortened: its first letter is a digit of [lengths], which says how many letters it
// shares with the text in the same place of the last rule that had one there.
func (m *Map) Patterns() string {
	rules := [][]any{}
	var before [5]string
	for _, r := range m.patterns {
		t, maps := r.patternTarget()
		texts := [5]string{r.pattern.text, t.String()}
		if r.isGone() {
			texts = [5]string{r.pattern.text, "", r.Gone, r.Since, r.see.String()}
		}
		var rule []any
		for i, text := range texts {
			rule = append(rule, shorten(before[i], text))
			if text != "" {
				before[i] = text
			}
		}
		c := maps.forResolver()
		rule = append(rule, pairs(c.Query), pairs(c.Fragment))
		for len(rule) > 0 && (rule[len(rule)-1] == "" || rule[len(rule)-1] == nil) {
			rule = rule[:len(rule)-1]
		}
		rules = append(rules, rule)
	}
	return mustJSON(rules)
}

// lengths are the digits of a shortened text, from 0 on; resolver.js has the same.
const lengths = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// shorten returns text as what it adds to the text before; "" stays.
func shorten(before, text string) string {
	if text == "" {
		return ""
	}
	n := 0
	for n < min(len(before), len(text), len(lengths)-1) && before[n] == text[n] && text[n] < 0x80 {
		n++
	}
	return lengths[n:n+1] + text[n:]
}

// pairs is nil for none, as JSON's null.
func pairs(list [][2]string) any {
	if list == nil {
		return nil
	}
	return list
}

// Resolver returns the script element for 404.html, and before it the patterns and the
// stubs without a file. The site has the script ([Map.Script]) at scriptURL.
func (m *Map) Resolver(mount page.Mount, scriptURL string) string {
	const data = `<script type="application/json" id="`
	paths, naming := "", ""
	if unfiled := m.Unfiled(); unfiled != "" {
		paths, naming = data+`old-paths">`+unfiled+`</script>`, ` data-paths="old-paths"`
	}
	return data + `old-urls">` + m.Patterns() + `</script>` + paths + `<script src="` + html.EscapeString(scriptURL) +
		`" data-base="` + html.EscapeString(mount.Path) + `" data-rules="old-urls"` + naming + `></script>`
}
