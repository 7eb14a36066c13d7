package redirect

import (
	"strings"
	"testing"

	"github.com/twisted/sitegen/generator/source"
)

// A map that cannot be right is refused, with the place.
func TestBadRules(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, want string }{
		{`from = "/a"`, `2:1: error: the rule has neither to nor gone`},
		{"from = \"/a\"\nto = \"/b/\"\ngone = \"x\"", `4:1: error: the rule has both to and gone`},
		{"from = \"a\"\nto = \"/b/\"", `2:1: error: from "a" is not a path`},
		{"from = \"/a?b\"\nto = \"/b/\"", `2:1: error: from "/a?b" is not a path`},
		{"from = \"/{a\"\nto = \"/b/\"", `2:1: error: from "/{a": "{a" is neither text nor`},
		{"from = \"/{a}-{b}\"\nto = \"/b/\"", `2:1: error: from "/{a}-{b}": "{a}-{b}" is neither text nor`},
		{"from = \"/{a}/{a}\"\nto = \"/b/\"", `2:1: error: from "/{a}/{a}": {a} stands twice`},
		{"from = \"/{a...}/b/{c...}\"\nto = \"/b/\"", `2:1: error: from "/{a...}/b/{c...}": only one capture can take any number`},
		{"from = \"/a\"\nto = \"javascript:alert(1)\"", `3:1: error: to "javascript:alert(1)" is neither`},
		{"from = \"/a\"\nto = \"//evil.example\"", `3:1: error: to "//evil.example" is neither`},
		{"from = \"/a\"\nto = '/\\evil.example'", `3:1: error: to "/\\evil.example" is neither`},
		{"from = \"/a\"\nto = \"https://a@evil.example/\"", `3:1: error: to "https://a@evil.example/" is neither`},
		{"from = \"/a\"\nto = \"https://x/\\\"><script>\"", `3:1: error: to "https://x/\"><script>" is neither`},
		{"from = \"/{a}\"\nto = \"https://{a}/\"", `3:1: error: to "https://{a}/" is neither`},
		{"from = \"/{a}\"\nto = \"https://x.org{a}/\"", `3:1: error: to "https://x.org{a}/" is neither`},
		{"from = \"/{a}\"\nto = \"/{a|md5}/\"", `3:1: error: "/{a|md5}/": there is no function "md5"; there are ext, lower`},
		{"from = \"/{a}\"\nto = \"/{a|first0}/\"", `3:1: error: "/{a|first0}/": there is no function "first0"`},
		{"from = \"/{a}\"\nto = \"/{A}/\"", `3:1: error: "/{A}/": a capture is {name} or {name|function}`},
		{"from = \"/{a}\"\ntable = \"t.csv\"\nto = \"/b/\"\nmissing = \"/{c}/\"", `5:1: error: {c} is no capture`},
		{"from = \"/{a}\"\nto = \"/b/\"\nquery = { q = \"/{r}\" }", `4:1: error: {r} is no capture`},
		{"from = \"/{a}\"\nto = \"/b/\"\nquery = { q = \"javascript:{q}\" }", `4:1: error: to "javascript:{q}" is neither`},
		{"from = \"/{a}\"\nto = \"/b/\"\n[rule.query]\n\"=x\" = \"/\"", `4:1: error: query "=x": a key is name`},
		{"from = \"/{a}\"\nto = \"/b/\"\nfragment = { \"{x\" = \"y\" }", `4:1: error: fragment "{x": a capture is {name}`},
		{"from = \"/{a}\"\nto = \"/b/\"\nfragment = { x = \"<y>\" }", `4:1: error: fragment "<y>" is neither`},
		{"from = \"/{a}\"\nto = \"/b/\"\nquery = { q = \"/x/\" }\nfragment = { x = \"{A}\" }",
			`5:1: error: "#{A}": a capture is {name} or`},
		{"from = \"/{a}\"\nto = \"/b/\"\nfragment = { b = \"<\", a = \"<\", c = \"<\" }", // the first by name
			`4:1: error: fragment "<" is neither a target`},
		{"from = \"/{a}\"\nto = \"/{b}\"", `3:1: error: {b} is no capture`},
		{"from = \"/{a}\"\ntable = \"no.csv\"\nto = \"/b/\"", `3:1: error: no table redirects/no.csv`},
		{"from = \"/{z}\"\ntable = \"t.csv\"\nto = \"/b/\"", `3:1: error: table t.csv has no column "z"`},
		{"from = \"/{a}\"\nmissing = \"/x/\"\nto = \"/b/\"", `3:1: error: missing goes with a table`},
		{"from = \"/{a}\"\nrange = \"1-2\"\nto = \"/b/\"", `3:1: error: a range goes with a from that has one capture`},
		{"from = \"/{a:int}\"\nrange = \"1-2000000\"\nto = \"/b/\"", `3:1: error: range "1-2000000" is not of the form`},
		{"from = \"/{a:int}\"\nrange = \"2-1\"\nto = \"/b/\"", `3:1: error: range "2-1" is not of the form`},
		{"from = \"/{a:int}\"\ntable = \"t.csv\"\nrange = \"1-2\"\nto = \"/b/\"", `4:1: error: a range of a table needs missing`},
		{"from = \"/a\"\nto = \"/b/\"\nsince = \"May\"", `4:1: error: since and see go with gone`},
		{"from = \"/a\"\ngone = \"x\"\nsee = \"ftp://x\"", `4:1: error: to "ftp://x" is neither`},
		{"from = \"/a\"\ngone = \"x\"\nquery = {}", `3:1: error: what is gone leads nowhere`},
		{"from = \"/a\"\nquery = { q = \"/{q}\" }\nhosts = [\"x.org\"]", `2:1: error: a rule without to has no more`},
		{"from = \"/a\"\nto = \"/b/\"\nhosts = [\"http://x.org\"]", `4:1: error: "http://x.org" is not the name of a host`},
		{"from = \"/a\"\nto = \"/b/\"\nhosts = [\"x.org\"]\nfragment = { x = \"y\" }", `4:1: error: no server of another host`},
		{"from = \"/{a}\"\nto = \"/{a|sha1}\"\nhosts = [\"x.org\"]", `4:1: error: no server of another host`},
		{"from = \"/a.png\"\nto = \"/b/\"", `2:1: error: /a.png was a file, and a stub`},
		{"from = \"/raw-attachment/{a}\"\nto = \"/b/\"\ntable = \"t.csv\"", `2:1: error: /raw-attachment/{a} was a file, and a stub`},
		{"from = \"/{a}\"\nto = \"/b/\"\nstub = true", `4:1: error: stub goes with concrete paths`},
		{"from = \"/{a}\"\nto = \"/b/\"\ntable = \"t.csv\"\nstub = false", `5:1: error: 404.html cannot carry a table`},
		{"from = \"/a\"\nto = \"/b/\"\nfragment = \"x\"", `4:13: error: query and fragment are tables`},
		{"from = \"/a/*\"\nto = \"/b/\"", `2:1: error: from "/a/*": "*" is no part of a path`},
		{"from = \"/a/../b\"\nto = \"/b/\"", `2:1: error: from "/a/../b": ".." is no part`},
		{"from = \"/a\"\ngone = \"It was {x}.\"", `3:1: error: {x} is no capture`},
		{"from = \"/a\"\nto = \"/b/\"\nquery = { \"?x\" = \"/\" }", `4:1: error: query "?x": a key is name`},
		{"from = \"/a\"\nto = \"/b/\"\nfrm = 1", `4:1: error: unknown key "rule.frm"`},
		{"from = \"/a\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/a/\"\nto = \"/c/\"", `5:1: error: /a is claimed by r.toml:2:1 as well`},
		{"from = \"/{a}\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/{b}\"\nto = \"/c/\"", `5:1: error: /{b} is claimed by r.toml:2:1 as well`},
		{"from = \"/{x}/a\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/{x}/b\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/{y}/a\"\nto = \"/c/\"", `8:1: error: /{y}/a is claimed by r.toml:2:1 as well`},
		{"from = \"/a\"\nto = \"/b/\"\nstub = false\n[[rule]]\nfrom = \"/a\"\nto = \"/c/\"", `2:1: error: /a is claimed by r.toml:6:1 as well`},
		{"from = \"/a\"\nto = \"/b/\"\n[[rule]]\nfrom = \"/a\"\nto = \"/b/\"\nquery = {}", `5:1: error: /a is claimed by r.toml:2:1 as well`},
		{"from = \"/{a...}\"\nquery = {}\n[[rule]]\nfrom = \"/{b...}\"\nfragment = {}", `5:1: error: /{b...} is claimed by r.toml:2:1 as well`},
		{"from = \"/{a}\"\ntable = \"files.csv\"\nto = \"/b/\"", `2:1: error: /x.png was a file, and a stub`},
		{"from = \"/a%0Ab\"\nto = \"/b/\"", `2:1: error: from "/a%0Ab": "a%0Ab" is no part of a path`},
		{"from = \"/a\"\nto = \"/b\\u0001/\"", `3:1: error: to "/b\x01/" is neither`},
		{"from = \"/a\"\nto = \"/b/\"\nquery = { \"a=1&b=2&c=3&d=4\" = \"/\" }", `4:1: error: query "a=1&b=2&c=3&d=4": a key has 3 parameters at most`},
		{"from = \"/1\"\nto = \"/b/\"\nhosts = [\"x.org\"]\n[[rule]]\nfrom = \"/1\"\nto = \"/c/\"\nhosts = [\"x.org\"]", `6:1: error: /1 is claimed by r.toml:2:1 as well`},
		// Two rules clash on both hosts, of which one has more rules: that is one error.
		{"from = \"/1\"\nto = \"/b/\"\nhosts = [\"x.org\", \"y.org\"]\n[[rule]]\nfrom = \"/1\"\nto = \"/c/\"\n" +
			"hosts = [\"x.org\", \"y.org\"]\n[[rule]]\nfrom = \"/2\"\nto = \"/c/\"\nhosts = [\"y.org\"]",
			`6:1: error: /1 is claimed by r.toml:2:1 as well`},
	}
	for _, tt := range tests {
		rules, list := Parse([]*source.File{{Path: "r.toml", Data: []byte("[[rule]]\n" + tt.rule + "\n")}, {Path: "t.csv", Data: []byte("a,b\n1,2\n")}, {Path: "files.csv", Data: []byte("a\nx.png\ny.png\n")}})
		_, more := Compile(rules, nil)
		list = append(list, more...)
		if len(list) != 1 || !strings.HasPrefix(list[0].Error(), "r.toml:"+tt.want) {
			t.Errorf("%s\ngot %v\nwant %s", tt.rule, list, tt.want)
		}
	}
}

// A row that its rule cannot use is refused, with its line.
func TestBadRows(t *testing.T) {
	t.Parallel()
	for csv, want := range map[string]string{
		"id,issue\n1,\n":               `t.csv:2:1: error: issue is empty, and r.toml:2:1 uses it`,
		"id,issue\n5-9,20-22\n":        `t.csv:2:1: error: issue 20-22 has another length than the row's range of 5`,
		"# x\n\nid,issue\n9-5,20-24\n": `t.csv:4:1: error: id is "9-5", which is no number`,
		"id,issue\nabc,2\n":            `t.csv:2:1: error: id is "abc", which is no number`,
		"id,issue\n01,2\n":             `t.csv:2:1: error: id is "01", which is no number`,
		"id,issue,issue\n1,2,3\n":      `t.csv:1:1: error: "issue" is no name for a column, or stands twice`,
		"id; issue\n1; 2\n":            `t.csv:1:1: error: "id; issue" is no name for a column`,
		"id,issue\n 1,2\n":             `t.csv:2:1: error: id is " 1", which is no number`,
		"id,issue\n01-03,2\n":          `t.csv:2:1: error: id is "01-03", which is no number`,
		"id,issue\n1,2\n1,3\n":         `t.csv:3:1: error: /x/1 is claimed by t.csv:2:1 as well`,
	} {
		rules, list := Parse([]*source.File{
			{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/x/{id:int}\"\ntable = \"t.csv\"\nto = \"https://x.org/{issue}\"\nmissing = \"/\"\nrange = \"1-10\"\n")},
			{Path: "t.csv", Data: []byte(csv)},
		})
		_, more := Compile(rules, nil)
		if list = append(list, more...); len(list) == 0 || !strings.HasPrefix(list[0].Error(), want) {
			t.Errorf("%q: %v, want %s", csv, list, want)
		}
	}
}

func TestHostileRows(t *testing.T) {
	t.Parallel()
	for csv, want := range map[string]string{
		"x,n\n\"a\n/b\",1-2\n": `t.csv:2:1: error: "/o/a\n/b/1" is no path that /o/{x}/{n:int} matches`,
		"x,n\na/b,1-3\n":       `t.csv:2:1: error: "/o/a/b/1" is no path that`,
	} {
		_, list := Parse([]*source.File{
			{Path: "r.toml", Data: []byte("[[rule]]\nhosts = [\"x.org\"]\nfrom = \"/o/{x}/{n:int}\"\ntable = \"t.csv\"\nto = \"https://x.org/{n}\"\n")},
			{Path: "t.csv", Data: []byte(csv)},
		})
		if len(list) != 1 || !strings.HasPrefix(list[0].Error(), want) {
			t.Errorf("%q: %v, want %s", csv, list, want)
		}
	}
}

func TestBadAliases(t *testing.T) {
	t.Parallel()
	for alias, want := range map[string]string{
		"a":                  `alias "a" is not a path from the root`,
		"/a?version=3":       `alias "/a?version=3" is not a path from the root`,
		"/a#b":               `alias "/a#b" is not a path from the root`,
		"/a%0A../b":          "",
		"/trac/wiki/Node.js": "",
		"/a%3Fb":             "",
	} {
		_, list := Compile(nil, []Alias{{From: alias, To: "/x/"}})
		if want == "" && len(list) > 0 || want != "" && (len(list) != 1 || !strings.HasPrefix(list[0].Message, want)) {
			t.Errorf("%s: %v, want %s", alias, list, want)
		}
	}
}

func TestTwoTablesClash(t *testing.T) {
	t.Parallel()
	rules, list := Parse([]*source.File{
		{Path: "r.toml", Data: []byte("[[rule]]\nfrom = \"/{a}\"\ntable = \"t.csv\"\nto = \"/x/\"\n[[rule]]\nfrom = \"/{b}\"\ntable = \"t.csv\"\nto = \"/y/\"\n")},
		{Path: "t.csv", Data: []byte("a,b\n1,1\n")},
	})
	_, more := Compile(rules, nil)
	if list = append(list, more...); len(list) != 1 || list[0].Error() != "t.csv:2:1: error: /1 is claimed by r.toml:2:1 as well" {
		t.Error(list)
	}
}
