package source

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

const tomlWithStrings = "# \"no\"\na = \"one\" # 'no'\nb.'c d'.\"e\" = 'two'\n" +
	"list = [ \"x\", # \"no\"\n  'y',\n]\nempty = [ ]\nn = 1\nd = 2020-01-02\n" +
	"long = \"\"\"\nthree \\\" \"\" \"\"\"\"\"\nraw = '''\nfo'ur'''\n" +
	"in = { u = \"v\", w = [{ z = \"q\" }] }\n" +
	"[t.'u']\nk = \"\\u00fc\\\\\"\n[[rule]]\nto = \"r1\"\n[rule.query]\n\"a=b\" = \"m\"\n[[rule]]\nto = \"r2\"\n"

// Every text is found with its key and its value; what only looks like one is none.
func TestTOMLStrings(t *testing.T) {
	t.Parallel()
	text := "+++\n" + tomlWithStrings
	var got []string
	for _, s := range TOMLStrings([]byte(tomlWithStrings), 4) {
		got = append(got, fmt.Sprintf("%s %q %t %d", strings.Join(s.Key, "|"), s.Value, s.List >= 0, s.Item))
		if raw := text[s.Start:s.End]; raw[0] != '[' && unquoteTOML([]byte(raw)) != s.Value {
			t.Errorf("at the place of %q stands %s", s.Value, raw)
		}
		if s.List >= 0 && text[s.List] != '[' {
			t.Errorf("the list of %q begins with %q", s.Value, text[s.List:s.List+1])
		}
	}
	want := []string{`a "one" false 0`, `b|c d|e "two" false 0`, `list "x" true 0`, `list "y" true 0`, `empty "" true 0`,
		`long "three \" \"\" \"\"" false 0`, `raw "fo'ur" false 0`, `in|u "v" false 0`, `in|w|z "q" false 0`,
		`t|u|k "ü\\" false 0`, `rule|to "r1" false 0`, `rule|query|a=b "m" false 0`, `rule|to "r2" false 1`}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTOMLRootEnd(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{tomlWithStrings: "[t.'u']", "a = [\n[1]]\n  [[x]]": "[[x]]", "a = 1\n": ""} {
		if end := TOMLRootEnd([]byte(text)); !strings.HasPrefix(text[end:], want) || want == "" && end < len(text) {
			t.Errorf("%q: at %d", text, end)
		}
	}
}

func TestQuoteTOML(t *testing.T) {
	t.Parallel()
	for _, like := range []string{`"x"`, `'x'`} {
		for _, text := range []string{"", "plain", `it's "\`, "tab\tü\x01\x7f"} {
			quoted := QuoteTOML(text, like)
			if unquoteTOML([]byte(quoted)) != text {
				t.Errorf("%q as %s is %s", text, like, quoted)
			}
		}
	}
	if got := QuoteTOML("a", "'x'"); got != "'a'" {
		t.Errorf("got %s", got)
	}
}

// The texts that the decoder finds in any document are found.
func FuzzTOMLStrings(f *testing.F) {
	f.Add(tomlWithStrings)
	f.Add("a=[[\"x\"],['y']]\n[a.b]\n")
	f.Fuzz(func(t *testing.T, text string) {
		found := TOMLStrings([]byte(text), 0) // it ends with any text
		var values map[string]any
		if _, err := toml.Decode(text, &values); err != nil {
			return
		}
		var got, want []string
		for _, s := range found {
			if text[s.Start] != '[' {
				got = append(got, s.Value)
			}
		}
		eachText(values, func(s string) { want = append(want, s) })
		for _, s := range want { // the decoder loses keys that are set twice: found may be more
			i := slices.Index(got, s)
			if i < 0 {
				t.Fatalf("%q has %q, found %q", text, want, got)
			}
			got = slices.Delete(got, i, i+1)
		}
	})
}

func eachText(value any, visit func(string)) {
	switch v := value.(type) {
	case string:
		visit(v)
	case map[string]any:
		for _, x := range v {
			eachText(x, visit)
		}
	case []map[string]any:
		for _, x := range v {
			eachText(x, visit)
		}
	case []any:
		for _, x := range v {
			eachText(x, visit)
		}
	}
}
