package converter

import (
	"encoding/csv"
	"reflect"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/internal/nametest"
)

// A table is read as it was written, whatever is in it: as package redirect reads it.
func TestTablesHoldAnyName(t *testing.T) {
	t.Parallel()
	rows := [][]string{{"path", "file"}, {"#1", "a,b"}, {"\r\n", "x\r\ny\rz\n"}, {" a ", `"`}, {"\\.", ""}, {"#", "#"}}
	for _, name := range nametest.Pages(1, 500) {
		rows = append(rows, []string{name, name})
	}
	r := csv.NewReader(strings.NewReader(string(csvTable(rows))))
	r.Comment = '#'
	got, err := r.ReadAll()
	if err != nil || len(got) != len(rows) {
		t.Fatalf("%d rows of %d, %v", len(got), len(rows), err)
	}
	for i := range rows {
		if !reflect.DeepEqual(got[i], rows[i]) {
			t.Fatalf("%q is read as %q", rows[i], got[i])
		}
	}
}

// The search of a Trac at the root of its host is where the site's is, which needs no rule.
func TestRulesOfATracAtTheRoot(t *testing.T) {
	t.Parallel()
	const rule = "from = \"/search\"\n"
	if strings.Contains(string(tracRules("")), rule) || !strings.Contains(string(tracRules("/trac")), "from = \"/trac/search\"\n") {
		t.Error("the rule of the search")
	}
}

// The old URL of a page that a file of the new site answers is told, and is no alias.
func TestOldURLsThatAreFilesOfTheSite(t *testing.T) {
	t.Parallel()
	permalinks := map[string]bool{"/": true, "/wiki/": true, "/wiki/A/": true}
	for name, other := range map[string]string{
		"A/index.html": "/wiki/A/", "A/index": "/wiki/A/", "A/index.html/x": "/wiki/A/", "index.html": "/wiki/",
		"A/index.htm": "", "A/index/x": "", "B/index": "", "A": "",
	} {
		a := &article{page: &trac.Page{Name: name}, notes: report.On(name, "")}
		noteLostURL(a, "", permalinks)
		text, err := pageFile(a, "", permalinks, nil)
		if err != nil {
			t.Fatal(err)
		}
		said, isAlias := len(a.notes.Notes()) == 1, strings.Contains(string(text), `"/wiki/`+name+`"`)
		if said != (other != "") || isAlias != (other == "" && name != "A") {
			t.Errorf("%s: told %t, an alias %t", name, said, isAlias)
		}
		if said && !strings.Contains(a.notes.Notes()[0].Message, other) {
			t.Errorf("%s: %s", name, a.notes.Notes()[0].Message)
		}
	}
}

// A page says where an attachment is that could not stay where it was.
func TestMovedAttachmentsAreTold(t *testing.T) {
	t.Parallel()
	a := &article{
		page:  &trac.Page{Name: "A", Attachments: []trac.Attachment{{Name: `x\y`, Size: 3}, {Name: "z"}}},
		notes: report.On("A", ""),
	}
	moved := map[string]string{`raw-attachment/wiki/A/x\y`: "raw-attachment/wiki/A/x-y"}
	text, err := pageFile(a, "/trac", nil, moved)
	if err != nil || strings.Count(string(text), "path = ") != 1 ||
		!strings.Contains(string(text), "path = \"/trac/raw-attachment/wiki/A/x-y\"\nsize = 3\n") {
		t.Errorf("%s %v", text, err)
	}
	table := "path,file\n" + `raw-attachment/wiki/A/x\y,raw-attachment/wiki/A/x-y` + "\n" +
		`attachment/wiki/A/x\y,raw-attachment/wiki/A/x-y` + "\n"
	if got := string(movedTable(moved)); got != table {
		t.Errorf("%s", got)
	}
	if got := string(attachmentTable([]string{`wiki/A/x\y`, "wiki/A/z"}, moved)); got != "path\nA/z\n" {
		t.Errorf("%s", got)
	}
}
