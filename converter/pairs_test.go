package converter

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/report"
)

// macroKind is a way in which a macro shows something.
type macroKind struct {
	call  string // without brackets
	left  string // Trac's HTML of it; § stands for what tells one from another
	shows string // its text, "" where the new site shows none of it
	notes bool   // something is to be said of it
}

// macroKinds are all ways that Trac's macros and plugins have. Some results have the text that stands behind
// macros in the test.
var macroKinds = []macroKind{
	{"Image(htdocs:x§.png)", `<a href="/trac/chrome/site/x§.png"><img src="/trac/chrome/site/x§.png"></a>`, "", true},
	{"PageOutline", `<div class="wiki-toc"><ol><li>Heading§</li></ol></div>`, "", false},
	{"PageOutline(2,x,inline)", `<div class="wiki-toc"><ol><li>Heading§</li></ol></div>`, "", false},
	{"TracNav", `<div class="wiki-toc trac-nav">menu§</div>`, "", false},
	{"TracGuideToc", `<div class="wiki-toc">guide§</div>`, "", false},
	{"TitleIndex", `<div class="titleindex"><ul><li>title§</li></ul></div>`, "", false},
	{"TitleIndex(§,format=group)", `<div class="titleindex"><h3>group§</h3><ul><li>title§</li></ul></div>`, "group§title§", true},
	{"RecentChanges", `<div class="wikipage"><h3>day§</h3><ul><li>change§ two</li></ul></div>`, "", false},
	{"TicketQuery(a=§)", `<div><dl class="wiki compact"><dt>#§</dt><dd>bug§ two</dd></dl></div>`, "#§bug§two", true},
	{"TicketQuery(a=§)", `<dl class="wiki compact"><dt>#§</dt><dd>bug§</dd></dl>`, "#§bug§", true},
	{"TicketQuery(a=§,format=compact)", `<span class="query_results"><a>#1§</a>, <a>#2§</a></span>`, "#1§,#2§", true},
	{"TicketQuery(a=§,format=count)", `<a href="/trac/query?a=§">5§</a>`, "5§", true},
	{"TicketQuery(a=§,order=x)", `<span class="query_no_results">No results §</span>`, "Noresults§", true},
	{"TicketQuery(a=§,format=table)", `<div><table class="listing tickets"><tr><td>cell§ two</td></tr></table></div>`,
		"cell§two", true},
	{"TicketQuery(a=§,format=progress)", `<div class="trac-progress"><p>50§%</p></div>`, "50§%", true},
	{"RepositoryIndex(glob=§)", `<a>repo1§</a>, <a>repo2§</a>`, "repo1§,repo2§", true},
	{"RepositoryIndex(format=list,glob=§)", `<dl><dt><a>repo§</a></dt><dd>two</dd></dl>`, "repo§two", true},
	{"RepositoryIndex(format=table,glob=§)", `<table class="listing dirlist"><tr><td>repo§</td></tr></table>`, "repo§", true},
	{"TracIni(§)", `<div class="tracini"><h3>[section§]</h3><table><tr><td>two</td></tr></table></div>`, "[section§]two", true},
	{"InterWiki(§)", `<table class="wiki interwiki"><tr><th>prefix§</th></tr></table>`, "prefix§", true},
	{"MacroList(§)", `<div class="trac-macrolist"><h3>macro§</h3><p>text two</p></div>`, "macro§texttwo", true},
	{"TracAdminHelp(§)", `<pre class="wiki">help§ two</pre>`, "help§two", true},
	{"My(§)", `text§`, "text§", true},
	{"My(§)", `<i>inline§</i>`, "inline§", true},
	{"My(§)", `<b>one§</b> and <b>two§</b>`, "one§andtwo§", true},
	{"My(§)", `<div class="my">box§ two <p>more</p></div>`, "box§twomore", true},
	{"My(§)", `<table class="my"><tr><td>cell§ two</td></tr></table>`, "cell§two", true},
	{"My(§)", ``, "", true},
	{"My(§)", `<div class="system-message"><strong>Macro My(§) failed</strong><pre>why two</pre></div>`, "", true},
	{"comment(§)", ``, "", false},
	{"html(<b>bold§</b>)", `<b>bold§</b>`, "bold§", false},
	{"span(text§, class=c)", `<span class="c">text§</span>`, "text§", false},
}

// isBlock reports whether Trac ends the paragraph before what a macro left (ensure_inline).
func isBlock(left string) bool {
	return strings.HasPrefix(left, "<div") || strings.HasPrefix(left, "<table")
}

// inParagraph is what Trac makes of a macro within running text.
func inParagraph(left string) string {
	if isBlock(left) {
		return "</p>" + left + "<p>"
	}
	return left
}

// Two macros of any kinds, however they stand beside each other: each is shown as Trac showed it, once, and
// what else there is to know of it is in the report.
func TestPairsOfMacros(t *testing.T) {
	t.Parallel()
	arrangements := []struct {
		name, text, html string
		inParagraph      bool
	}{
		{"touching", "one [[A]][[B]] two", "<p>\none AB two\n</p>", true},
		{"in a line", "one [[A]] [[B]] two", "<p>\none A B two\n</p>", true},
		{"in lines", "[[A]]\n[[B]]\n\ntwo", "<p>\nA\nB\n</p>\n<p>\ntwo\n</p>", true},
		{"at the end", "one\n\n[[A]][[B]]", "<p>\none\n</p>\n<p>\nAB\n</p>", true},
		{"in paragraphs", "[[A]]\n\n[[B]]\n\ntwo", "<p>\nA\n</p>\n<p>\nB\n</p>\n<p>\ntwo\n</p>", true},
		{"around a text", "[[A]] two [[B]] two", "<p>\nA two B two\n</p>", true},
		{"in a list", " * [[A]]\n * [[B]]\n\ntwo", "<ul><li>A\n</li><li>B\n</li></ul><p>\ntwo\n</p>", false},
		{"in a table", "||[[A]]||[[B]]||\n\ntwo", "<table class=\"wiki\"><tr><td>A</td><td>B</td></tr></table><p>\ntwo\n</p>", false},
		{"beside an empty cell", "||[[Empty]]||[[A]]||[[B]]||\n\ntwo",
			"<table class=\"wiki\"><tr><td></td><td>A</td><td>B</td></tr></table><p>\ntwo\n</p>", false},
		{"behind an empty item", " * [[Empty]]\n * [[A]]\n   * [[B]]\n\ntwo",
			"<ul><li>\n</li><li>A\n<ul><li>B\n</li></ul></li></ul><p>\ntwo\n</p>", false},
		{"in a box", "one\n{{{#!div\n[[A]]\n[[B]]\n}}}\ntwo",
			"<p>\none\n</p>\n<div class=\"wikipage\"><p>\nA\nB\n</p>\n</div><p>\ntwo\n</p>", true},
	}
	pages, want := map[string]wikiPage{"A": {}}, map[string]string{}
	notes := map[string]int{}
	for i, a := range macroKinds {
		for j, b := range macroKinds {
			for _, r := range arrangements {
				if testing.Short() && (i+j)%5 > 0 {
					continue
				}
				name := fmt.Sprintf("%s: %d and %d", r.name, i, j)
				fill := func(text string, first, second string) string {
					return strings.NewReplacer("A", strings.ReplaceAll(first, "§", "7"), "B",
						strings.ReplaceAll(second, "§", "8")).Replace(text)
				}
				page := wikiPage{text: fill(r.text, a.call, b.call), html: fill(r.html, a.left, b.left)}
				if r.inParagraph {
					page.html = fill(r.html, inParagraph(a.left), inParagraph(b.left))
				}
				pages[name] = page
				plain := strings.NewReplacer("[[A]]", "A", "[[B]]", "B", "[[Empty]]", "", "{{{#!div", "", "}}}", "", "|", "", " * ", "").Replace(r.text)
				want[name] = squeezed(fill(plain, a.shows, b.shows))
				for _, k := range []macroKind{a, b} {
					if k.notes {
						notes[name]++
					}
				}
			}
		}
	}
	c, err := Convert(wikiWith(t, pages), Options{})
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for _, n := range c.Report.Notes {
		if n.Kind != report.Sanitised {
			said[n.Page]++
		}
	}
	files := contents(t, c)
	faults := 0
	for name := range want {
		md := bodyIn(files, name)
		shown := unconvertedSpan.ReplaceAllString(htmlOf(t, md), "")
		if got := squeezed(textOfHTML(t, shown)); got != want[name] || said[name] < notes[name] {
			if faults++; faults < 10 {
				t.Errorf("%s: %d notes of %d, shows %q, not %q:\n%s\n---\n%s\n---\n%s", name, said[name], notes[name], got,
					want[name], pages[name].text, pages[name].html, md.Data)
			}
		}
	}
	if faults > 0 {
		t.Errorf("%d of %d pairs are wrong", faults, len(want))
	}
}

var unconvertedSpan = regexp.MustCompile(`<span class="unconverted">.*?</span>`)
