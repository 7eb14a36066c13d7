package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/internal/goldentest"
	"github.com/twisted/sitegen/internal/tractest"
)

// The whole way of a small wiki, from a Trac to a site that is proven: what tractest.Weathercock
// serves is converted and built once, and each test below holds one law of it.
func TestWeathercock(t *testing.T) {
	t.Parallel()
	recorded := tractest.Weathercock(t)
	dir := newSite(t)
	said := must(t, dir, "convert", recorded.Serve(t))
	if !strings.HasPrefix(said, "19 pages and 6 attachments, ") {
		t.Fatal(said)
	}
	must(t, dir, "build")
	for name, law := range map[string]func(t *testing.T, dir string, recorded *tractest.Trac){
		"asks only what was recorded":    asksOnlyWhatWasRecorded,
		"becomes these files":            becomesTheseFiles,
		"says what Trac said":            saysWhatTracSaid,
		"freezes what only Trac can do":  freezesWhatOnlyTracCanDo,
		"attachments keep their bytes":   attachmentsKeepTheirBytes,
		"every old URL arrives":          everyOldURLArrives,
		"needs no raw HTML":              needsNoRawHTML,
		"leaves what did not change":     leavesWhatDidNotChange,
		"deleted pages are not brought":  deletedPagesAreNotBrought,
		"pages that differ in case live": pagesThatDifferInCaseLive,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			law(t, dir, recorded)
		})
	}
}

// The recording is whole: of what a conversion asks for, nothing is missing in it.
func asksOnlyWhatWasRecorded(t *testing.T, _ string, recorded *tractest.Trac) {
	for _, uri := range recorded.Asked() {
		if _, ok := recorded.Answer(uri); !ok {
			t.Errorf("%s was not recorded", uri)
		}
	}
}

// Every page, the redirects, the report and the inventory are those of testdata/weathercock.txtar.
func becomesTheseFiles(t *testing.T, dir string, _ *tractest.Trac) {
	got := map[string]string{}
	for _, part := range []string{"content/wiki", "redirects", ".trac/report.txt", ".trac/inventory.txt"} {
		err := filepath.WalkDir(filepath.Join(dir, part), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(p)
			name, _ := filepath.Rel(dir, p)
			got[filepath.ToSlash(name)] = string(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	goldentest.Files(t, "testdata/weathercock.txtar", got)
}

// odd are the features in which the page Oddities differs, and why.
var odd = map[fidelity.Feature]string{
	"words":    "Trac shows the file names of a diff, and no signs; dates in Trac's format",
	"headings": "Trac shows a diff's files, and RecentChanges its dates, as headings",
	"links":    "Trac's numbered lines are links; a folder can be had as an archive",
	"code":     "the site shows a diff, and numbered lines, as code, not as a table",
	"cells":    "Trac shows a diff, and numbered lines, as a table",
	"items":    "Trac shows a diff in a list",
}

// Verify finds that every page says what Trac showed; but one that has all that cannot.
func saysWhatTracSaid(t *testing.T, dir string, _ *tractest.Trac) {
	var report fidelity.Report
	if err := json.Unmarshal([]byte(must(t, dir, "--format", "json", "verify")), &report); err != nil {
		t.Fatal(err)
	}
	if len(report.Pages) != 19 {
		t.Errorf("%d pages were compared", len(report.Pages))
	}
	for _, page := range report.Pages {
		for feature, score := range page.Scores {
			if why, differs := odd[feature]; score != 1 && !(page.Name == "Oddities" && differs) {
				t.Errorf("%s, %s: %v", page.Name, feature, score)
			} else if page.Name == "Oddities" && differs && score == 1 {
				t.Errorf("%s, %s: no difference, although: %s", page.Name, feature, why)
			}
		}
	}
}

// What only Trac can compute, a plugin's macro or a query, is taken from what Trac showed.
func freezesWhatOnlyTracCanDo(t *testing.T, dir string, _ *tractest.Trac) {
	for page, frozen := range map[string][]string{
		"Plugins": {"7 °C *and rising* in Oslo", "| 3 | **rain** at noon |", "[Almanac](https://almanac.example.org/wiki/RecentChanges)",
			"Tells how the weather is.", "How many hours lie between two measurements."},
		"Tickets": {"The rain gauge leaks", "| [#2](/trac/ticket/2) | [Write the house rules](/trac/ticket/2) | hanna |", "There are [2](/trac/query?status=!closed&max=0&order=id) open ones, and [0]("},
		"Formats": {"It is noted."},
	} {
		data, err := os.ReadFile(filepath.Join(dir, "content/wiki", page+".md"))
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range frozen {
			if !strings.Contains(string(data), text) {
				t.Errorf("%s lacks %q:\n%s", page, text, data)
			}
		}
	}
}

// An attachment is published at its old URL, whatever its name is, with the bytes that Trac had.
func attachmentsKeepTheirBytes(t *testing.T, dir string, recorded *tractest.Trac) {
	for file, uri := range map[string]string{
		"WikiStart/weathercock.png":           "WikiStart/weathercock.png",
		"Station/Roof/view.png":               "Station/Roof/view.png",
		"Station/Cellar/how damp? (100%).txt": "Station/Cellar/how%20damp%3F%20%28100%25%29.txt",
		"Station/Cellar/plan.csv":             "Station/Cellar/plan.csv",
		"Log Book/notes.txt":                  "Log%20Book/notes.txt",
		"Links/data.csv":                      "Links/data.csv",
	} {
		want, ok := recorded.Answer("/trac/raw-attachment/wiki/" + uri)
		got, err := os.ReadFile(filepath.Join(dir, "public/trac/raw-attachment/wiki", file))
		if !ok || err != nil || string(got) != string(want.Body) {
			t.Errorf("%s: %q, want %q (%v)", file, got, want.Body, err)
		}
	}
}

// Every URL of the inventory arrives, and so does all else that the Trac answered.
func everyOldURLArrives(t *testing.T, dir string, recorded *tractest.Trac) {
	inventory := filepath.Join(dir, ".trac/inventory.txt")
	if said := must(t, dir, "check", "--old-urls", inventory); !strings.Contains(said, "120 of 120 old URLs arrive, 100 %") {
		t.Error(said)
	}
	listed, err := os.ReadFile(inventory)
	if err != nil {
		t.Fatal(err)
	}
	for _, uri := range []string{"/trac/wiki/WikiStart?version=3", "/trac/wiki/%C3%9Cbersicht/Gr%C3%B6%C3%9Fe", "/trac/wiki/TracGuide",
		"/trac/attachment/wiki/Log%20Book/notes.txt", "/trac/zip-attachment/wiki/Links/"} {
		if !slices.Contains(strings.Fields(string(listed)), uri) {
			t.Errorf("the inventory lacks %s", uri)
		}
	}
}

// Pages of which GFM can say everything have no raw HTML.
func needsNoRawHTML(t *testing.T, dir string, _ *tractest.Trac) {
	if n := onlyMarkdown(t, dir); n != 17 {
		t.Errorf("%d pages need no raw HTML", n)
	}
}

// Converted again, from the snapshot, nothing is written.
func leavesWhatDidNotChange(t *testing.T, dir string, _ *tractest.Trac) {
	if said := must(t, dir, "convert", filepath.Join(dir, ".trac")); !strings.Contains(said, ", 0 files written") {
		t.Error(said)
	}
}

// A page that was deleted in Trac is no page; a link to it is a broken one, as it was there.
func deletedPagesAreNotBrought(t *testing.T, dir string, _ *tractest.Trac) {
	s, err := trac.Open(filepath.Join(dir, ".trac"))
	if err != nil {
		t.Fatal(err)
	}
	report, err := os.ReadFile(filepath.Join(dir, ".trac/report.txt"))
	if slices.Contains(s.Names(), "GoneFishing") || err != nil || !strings.Contains(string(report), "GoneFishing once there] leads nowhere in Trac") {
		t.Errorf("%q\n%s", s.Names(), report)
	}
}

// Two pages whose names differ only in case are two files on any disk, and two pages.
func pagesThatDifferInCaseLive(t *testing.T, dir string, _ *tractest.Trac) {
	for old, text := range map[string]string{"RainGauge": "Holds two litres.", "Raingauge": "The one that leaks."} {
		said := must(t, dir, "redirects", "test", "/trac/wiki/"+old)
		page, err := os.ReadFile(filepath.Join(dir, "public", strings.Fields(said)[1], "index.html"))
		if err != nil || !strings.Contains(string(page), text) {
			t.Errorf("%s: %s: %v\n%s", old, said, err, page)
		}
	}
}
