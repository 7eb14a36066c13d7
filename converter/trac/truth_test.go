package trac

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// again fetches once more into the folder of a snapshot, without waiting.
func again(t *testing.T, dir string, h http.HandlerFunc, o FetchOptions) (*Snapshot, error) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	o.Sleep = noWait
	return Fetch(t.Context(), server.URL+"/trac", dir, o)
}

// fetched is a snapshot of the fake Trac that has all.
func fetched(t *testing.T) *Snapshot {
	t.Helper()
	s := fetchFrom(t, newFake().ServeHTTP)
	if len(s.Missing()) > 0 || s.Unfinished() != "" {
		t.Fatalf("missing %v, %s", s.Missing(), s.Unfinished())
	}
	return s
}

// A list that names no page, as when the Trac's database is locked, is no list; nothing is taken for
// deleted.
func TestAListWithoutPagesIsNone(t *testing.T) {
	t.Parallel()
	s, fake := fetched(t), newFake()
	_, err := again(t, s.dir, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/TitleIndex") {
			w.Write([]byte(`<html><div id="content"><div id="wikipage"><div class="system-message">locked</div></div></div></html>`))
			return
		}
		fake.ServeHTTP(w, r)
	}, FetchOptions{})
	if err == nil || !strings.Contains(err.Error(), "lists no page") {
		t.Errorf("no refusal: %v", err)
	}
	if s, err := Open(s.dir); err != nil || len(s.Names()) != 6 {
		t.Errorf("%q, %v", s.Names(), err)
	}
}

// A page that is forbidden now, and so in no list, is missing and not deleted: what is had of it
// stays.
func TestAPageThatIsForbiddenNowIsNotDeleted(t *testing.T) {
	t.Parallel()
	s, fake := fetched(t), newFake()
	delete(fake.pages, "TSF/Secret")
	forbids := func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/TSF/Secret") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fake.ServeHTTP(w, r)
	}
	s, err := again(t, s.dir, forbids, FetchOptions{Refresh: true})
	if err != nil || len(s.Deleted()) > 0 || len(s.Names()) != 6 || len(s.Missing()) == 0 {
		t.Errorf("names %q, deleted %q, missing %v, %v", s.Names(), s.Deleted(), s.Missing(), err)
	}
}

// newer is the fake Trac with other texts, some of which it does not give.
func newer(refuses func(uri string) bool) http.HandlerFunc {
	fake := newFake()
	for name := range fake.pages {
		fake.pages[name] += " newer"
	}
	return func(w http.ResponseWriter, r *http.Request) {
		if refuses(r.URL.RequestURI()) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		fake.ServeHTTP(w, r)
	}
}

// What could not be asked for again is asked for by the next fetch, which need not be told to
// refresh.
func TestARefreshGoesOn(t *testing.T) {
	t.Parallel()
	s := fetched(t)
	s, err := again(t, s.dir, newer(func(uri string) bool { return strings.HasSuffix(uri, "/WikiStart") }), FetchOptions{Refresh: true})
	if err != nil || len(s.Missing()) != 1 || len(s.Names()) != 6 {
		t.Fatalf("names %q, missing %v, %v", s.Names(), s.Missing(), err)
	}
	s, err = again(t, s.dir, newer(func(string) bool { return false }), FetchOptions{})
	if err != nil || len(s.Missing()) > 0 {
		t.Fatalf("missing %v, %v", s.Missing(), err)
	}
	if p, err := s.Page("WikiStart"); err != nil || !strings.HasSuffix(p.Source, "newer") {
		t.Errorf("%q, %v", p.Source, err)
	}
}

// A refresh that ends early, or is killed, has not all; the next fetch asks for all again.
func TestARefreshThatEndsEarlyHasNotAll(t *testing.T) {
	t.Parallel()
	s := fetched(t)
	var count atomic.Int32
	end := make(chan struct{})
	inner := newer(func(string) bool { return false })
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if count.Add(1) > 4 {
			<-end
			return
		}
		inner(w, r)
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(end) })
	s, err := Fetch(t.Context(), server.URL+"/trac", s.dir, FetchOptions{Refresh: true, Patience: 100 * time.Millisecond})
	if err != nil || len(s.Missing()) == 0 || s.Unfinished() == "" {
		t.Fatalf("missing %v, unfinished %q, %v", s.Missing(), s.Unfinished(), err)
	}
	if s, err = again(t, s.dir, inner, FetchOptions{}); err != nil || len(s.Missing()) > 0 || s.Unfinished() != "" {
		t.Fatalf("missing %v, %q, %v", s.Missing(), s.Unfinished(), err)
	}
	for _, name := range s.Names() {
		if p, err := s.Page(name); err != nil || !strings.HasSuffix(p.Source, "newer") {
			t.Errorf("%s: %q, %v", name, p.Source, err)
		}
	}
}

// A fetch that is killed while files come knows which its pages list.
func TestAKilledFetchKnowsItsFiles(t *testing.T) {
	t.Parallel()
	fake := newFake()
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/raw-attachment/") {
			cancel()
			return
		}
		fake.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	dir := t.TempDir()
	Fetch(ctx, server.URL+"/trac", dir, FetchOptions{Sleep: noWait})
	s, err := Open(dir)
	if err != nil || s.Unfinished() == "" {
		t.Fatalf("%q, %v", s.Unfinished(), err)
	}
	for _, name := range s.Names() {
		if !slices.ContainsFunc(s.Missing(), func(m Missing) bool { return m.Name == "raw-attachment/wiki/"+name+"/f.txt" }) {
			t.Errorf("the file of %s is not among %v", name, s.Missing())
		}
	}
}

// What was asked for in vain is missing, whatever --only is for afterwards.
func TestOnlyForgetsNothingThatIsMissing(t *testing.T) {
	t.Parallel()
	fake := newFake()
	fake.secret = "TSF/"
	s := fetchFrom(t, fake.ServeHTTP)
	s, err := again(t, s.dir, fake.ServeHTTP, FetchOptions{Only: "W*"})
	if err != nil || len(s.Missing()) != 1 || len(s.LeftOut()) > 0 {
		t.Errorf("missing %v, left out %q, %v", s.Missing(), s.LeftOut(), err)
	}
}

// A text of another type, and an empty one of a page with words, are not the page's source.
func TestTextsThatAreNotTheSource(t *testing.T) {
	t.Parallel()
	for kind, body := range map[string]string{"application/json": `{"error":"maintenance"}`, "text/plain": ""} {
		fake := newFake()
		s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RequestURI() == "/trac/wiki/WikiStart?format=txt" {
				w.Header().Set("Content-Type", kind)
				w.Write([]byte(body))
				return
			}
			fake.ServeHTTP(w, r)
		})
		if m := s.Missing(); len(m) != 1 || m[0].Name != "WikiStart" {
			t.Errorf("%s: missing %v", kind, m)
		}
		s, err := again(t, s.dir, fake.ServeHTTP, FetchOptions{})
		if err != nil || len(s.Missing()) > 0 {
			t.Errorf("%s: then missing %v, %v", kind, s.Missing(), err)
		}
	}
}

// Whatever bytes a Trac sends where its words become a reason or a version, the snapshot can be read
// again.
func TestAnyBytesSurvive(t *testing.T) {
	t.Parallel()
	fake := newFake()
	s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/WikiStart"):
			w.Header()["Location"] = []string{"/login?x=\xe9"}
			w.WriteHeader(http.StatusFound)
		case strings.HasSuffix(r.URL.Path, "/login"):
			w.Write([]byte(loginPage))
		case strings.HasSuffix(r.URL.Path, "/TitleIndex"):
			recorder := httptest.NewRecorder()
			fake.ServeHTTP(recorder, r)
			w.Write([]byte(strings.ReplaceAll(recorder.Body.String(), "Trac 1.2", "Trac \xe9")))
		default:
			fake.ServeHTTP(w, r)
		}
	})
	if len(s.Missing()) != 1 {
		t.Errorf("missing %v", s.Missing())
	}
}

// A list of pages without an end, of a Trac whose pages have one, is cut off, however often it comes so.
func TestAListThatIsCutOffIsNotWhole(t *testing.T) {
	t.Parallel()
	fake := newFake()
	s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		fake.ServeHTTP(recorder, r)
		body := recorder.Body.String()
		if strings.HasSuffix(r.URL.Path, "/TitleIndex") {
			body = body[:len(body)/3]
		}
		w.Header().Set("Content-Type", recorder.Result().Header.Get("Content-Type"))
		w.WriteHeader(recorder.Code)
		w.Write([]byte(body))
	})
	if !strings.Contains(s.Unfinished(), "cut off") {
		t.Errorf("%q, unfinished: %q", s.Names(), s.Unfinished())
	}
}
