package links

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/twisted/sitegen/converter/wiki"
	"github.com/twisted/sitegen/internal/wikitest"
)

func resolver() *Resolver {
	pages := map[string]bool{}
	for _, p := range []string{"WikiStart", "A", "A/B", "A/B/D", "A/X", "CodeReview", "Free Link", "Été: x?",
		"Dev/Rules"} {
		pages[p] = true
	}
	return &Resolver{Base: "/trac", Hosts: []string{"old.example.org"}, Pages: pages,
		Replaced: map[string]bool{"TitleIndex": true},
		InterWiki: ParseInterMap("----\nPEP http://www.python.org/peps/pep-$1.html # PEP $1\n" +
			"Meat http://m.org/?\n----\n"),
	}
}

// resolve resolves the first link of a text that stands on a page.
func resolve(t *testing.T, page, text string, shown *Shown) Target {
	t.Helper()
	var found *wiki.Link
	wikitest.Walk(wiki.Parse(text, wiki.Options{}), func(n wiki.Node) {
		if l, ok := n.(*wiki.Link); ok && found == nil {
			found = l
		}
	})
	if found == nil {
		t.Fatalf("no link in %q", text)
	}
	return resolver().Resolve(page, found, shown)
}

func TestPages(t *testing.T) {
	tests := []struct {
		page, text, want, label string // want: "Page#fragment", a URL, or "-" where missing
	}{
		// The reference's eighth snippet: relative and scoped names.
		{"A/B/C", "[wiki:D l]", "A/B/D", "l"},
		{"A/B/C", "[wiki:X x]", "A/X", "x"},
		{"A/B/C", "[.. up]", "A/B", "up"},
		{"A/B/C", "[../ up]", "A/B", "up"},
		{"A/B/C", "[[../|up]]", "A/B", "up"},
		{"A/B/C", "[wiki:TitleIndex all]", "/trac/wiki/TitleIndex", "all"},
		{"A/B/C", "[/wiki/CodeReview#Top abs]", "CodeReview#Top", "abs"},
		{"A/B/C", "[CodeReview@3#x Rev]", "/trac/wiki/CodeReview?version=3#x", "Rev"},
		{"A/B/C", `["Free Link"]`, "Free Link", "Free Link"},
		{"A", "CodeReview", "CodeReview", "CodeReview"},
		{"A", "BuildBot", "-", "BuildBot"},
		{"A", "[BuildBot the bot]", "-", "the bot"},
		{"A", "wiki:Nowhere", "-", "wiki:Nowhere"},
		{"A", "[wiki:Nowhere gone]", "-", "gone"},
		{"A", "[wiki:CodeReview/ x]", "CodeReview", "x"},
		{"A", "[wiki: x]", "WikiStart", "x"},
		{"A", "[#frag here]", "A#frag", "here"},
		{"A", "[wiki:CodeReview]", "CodeReview", "CodeReview"},
		{"A", `[wiki:"Été: x?" y]`, "-", "y"}, // a ? begins a query
		{"A", "[[A/B|sub]]", "A/B", "sub"},
		{"A", "[[A/B]]", "A/B", "A/B"},
		{"A", "http://old.example.org/trac/wiki/A/B#x", "A/B#x", "http://old.example.org/trac/wiki/A/B#x"},
		{"A", "[http://www.old.example.org/trac/ticket/5 t]", "/trac/ticket/5", "t"},
		{"A", "[http://old.example.org/elsewhere t]", "http://old.example.org/elsewhere", "t"},
		{"A", "[http://x.org/trac/wiki/A]", "http://x.org/trac/wiki/A", "http://x.org/trac/wiki/A"},
		{"A", "[//other/path x]", "/other/path", "x"},
		{"A", "[/newticket x]", "/trac/newticket", "x"},
	}
	for _, tt := range tests {
		got := resolve(t, tt.page, tt.text, nil)
		to := got.Page
		if got.Fragment != "" {
			to += "#" + got.Fragment
		}
		if got.Page == "" {
			to = got.URL
		}
		if got.Missing {
			to = "-"
		}
		if to != tt.want || got.Label != tt.label {
			t.Errorf("%s on %s: %q labelled %q, want %q labelled %q", tt.text, tt.page, to, got.Label, tt.want,
				tt.label)
		}
	}
}

func TestRealms(t *testing.T) {
	for text, want := range map[string]string{
		"#12": "/trac/ticket/12", "#1-3,7": "/trac/query?id=1-3%2C7", "ticket:5": "/trac/ticket/5",
		"[bug:5#comment:2 x]": "/trac/ticket/5#comment:2",
		"comment:3:ticket:4":  "/trac/ticket/4#comment:3", "comment:ticket:4:3": "/trac/ticket/4#comment:3",
		"{4}": "/trac/report/4", "report:4": "/trac/report/4", "r6": "/trac/changeset/6", "[6]": "/trac/changeset/6",
		"[6/a/b]":   "/trac/changeset/6/a/b",
		"[1,5:7/a]": "/trac/log/a?revs=1%2C5-7", "r7:9": "/trac/log?revs=7-9", "[7:9/a]": "/trac/log/a?revs=7-9",
		"changeset:6":   "/trac/changeset/6",
		"milestone:1.0": "/trac/milestone/1.0", `[milestone:"a b" x]`: "/trac/milestone/a%20b",
		"search:x":                  "/trac/search?q=x",
		"[query:?status=new&x=1 q]": "/trac/query?status=new&x=1",
		"[query:status=new|old q]":  "/trac/query?status=new&status=old",
		"[query:keywords~=easy q]":  "/trac/query?keywords=~easy",
		"source:trunk/a.py@3#L5":    "/trac/browser/trunk/a.py?rev=3#L5", "export:3:a.py": "/trac/export/3/a.py",
		"log:trunk@3:5": "/trac/log/trunk?revs=3-5", "log:trunk@3": "/trac/log/trunk?rev=3",
		"diff:trunk@3:5":                "/trac/changeset?new=5&new_path=trunk&old=3&old_path=trunk",
		"attachment:f.png":              "/trac/attachment/wiki/A/f.png",
		"raw-attachment:f.png:ticket:3": "/trac/raw-attachment/ticket/3/f.png",
		"attachment:wiki:B:f.png":       "/trac/attachment/wiki/B/f.png", "htdocs:a.css": "/trac/chrome/site/a.css",
		"PEP:8": "http://www.python.org/peps/pep-8.html", "Meat:x": "http://m.org/?x",
		"trac:ticket:1": "https://trac.edgewall.org/intertrac/ticket:1",
		"#trac12":       "https://trac.edgewall.org/intertrac/ticket:12", "mailto:a@b.org": "mailto:a@b.org",
		"a@b.org":      "mailto:a@b.org",
		"irc:#twisted": "", "lp:x": "", "[foo://bar x]": "", "[ticket:NNN x]": "",
	} {
		got := resolve(t, "A", text, nil)
		if got.URL != want || got.Missing != (want == "") {
			t.Errorf("%s: %q, missing %v; want %q", text, got.URL, got.Missing, want)
		}
	}
}

// What Trac rendered decides what only Trac could know.
func TestShown(t *testing.T) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(`
		<a class="missing report">report:9</a> <a class="new ticket" href="/trac/ticket/1">#1</a>
		<a class="missing ticket">#1</a>
		me@… <a class="query" href="/trac/query?order=id&status=new">q</a>`))
	if err != nil {
		t.Fatal(err)
	}
	shown := ReadShown(doc.Find("body"))
	if got := resolve(t, "A", "report:9", shown); !got.Missing || got.Label != "report:9" {
		t.Errorf("a report that Trac did not have: %+v", got)
	}
	if first, second := resolve(t, "A", "#1", shown), resolve(t, "A", "#1", shown); first.Missing || !second.Missing {
		t.Errorf("links of one label: %+v, %+v", first, second)
	}
	if got := resolve(t, "A", "me@x.org", shown); got.Label != "me@…" || got.URL != "" {
		t.Errorf("an address that Trac hid: %+v", got)
	}
	if got := resolve(t, "A", "[query:status=new q]", shown); got.URL != "/trac/query?order=id&status=new" {
		t.Errorf("a query: %+v", got)
	}
}
