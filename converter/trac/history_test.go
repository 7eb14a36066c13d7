package trac

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestFetchHistory(t *testing.T) {
	fake := newFake()
	server := httptest.NewServer(fake)
	defer server.Close()
	dir := t.TempDir()
	s, err := Fetch(t.Context(), server.URL+"/trac", dir, FetchOptions{History: true})
	if err != nil {
		t.Fatal(err)
	}
	versions, err := s.Versions("A/B c")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range versions {
		got = append(got, fmt.Sprint(v.Number, "|", v.Author, "|", v.Date.Format(time.RFC3339), "|", v.Comment, "|",
			v.Source))
	}
	want := []string{"1|Bob <bob@example.org>|2008-12-31T23:00:00Z||sub in version 1",
		"3|alice|2010-02-03T04:05:06Z|a: comment|sub in version 3"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}

	// A second fetch asks for nothing that it has.
	asked := len(fake.asked)
	if _, err := Fetch(t.Context(), server.URL+"/trac", dir, FetchOptions{History: true}); err != nil {
		t.Fatal(err)
	}
	for _, uri := range fake.asked[asked:] {
		if strings.Contains(uri, "version=") || strings.Contains(uri, "history") {
			t.Errorf("asked again: %s", uri)
		}
	}

	// A list without the page's newest version is asked for again.
	list := filepath.Join(dir, "history/A", "history.html")
	if err := os.WriteFile(list, []byte(strings.ReplaceAll(historyHTML, ">3</a>", ">2</a>")), 0o644); err != nil {
		t.Fatal(err)
	}
	if s, err = Fetch(t.Context(), server.URL+"/trac", dir, FetchOptions{History: true}); err != nil {
		t.Fatal(err)
	}
	if versions, err := s.Versions("A"); err != nil || len(versions) != 2 || versions[1].Number != 3 {
		t.Errorf("%v %v", versions, err)
	}

	// Without the wish there is no history.
	s, err = fetch(t, newFake(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if versions, err := s.Versions("A"); err != nil || versions != nil {
		t.Errorf("%v %v", versions, err)
	}
}

// A list of versions makes a bounded number of requests.
func TestVersionsAreBounded(t *testing.T) {
	t.Parallel()
	var rows strings.Builder
	for n := range mostVersions + 10 {
		fmt.Fprintf(&rows, `<tr><td class="version">%d</td></tr>`, n+1)
	}
	html := `<table id="fieldhist"><tbody>` + rows.String() + `</tbody></table>`
	if got := len(versions(parse([]byte(html)))); got != mostVersions {
		t.Errorf("%d versions", got)
	}
}

// A version that was not had stays missing until it is asked for again.
func TestMissingVersionsAreNotForgotten(t *testing.T) {
	t.Parallel()
	fake, dir := newFake(), t.TempDir()
	refuses := true
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if refuses && r.URL.Query().Get("version") == "1" {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fake.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	for _, withHistory := range []bool{true, false} {
		s, err := Fetch(t.Context(), server.URL+"/trac", dir, FetchOptions{History: withHistory, Sleep: noWait})
		if err != nil || len(s.Missing()) != 6 || s.Missing()[0].Kind != MissingVersion {
			t.Fatalf("history %t: missing %v, %v", withHistory, s.Missing(), err)
		}
	}
	refuses = false
	if s, err := Fetch(t.Context(), server.URL+"/trac", dir, FetchOptions{History: true, Sleep: noWait}); err != nil || len(s.Missing()) > 0 {
		t.Errorf("missing %v, %v", s.Missing(), err)
	}
}
