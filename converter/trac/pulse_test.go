package trac

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A Trac that takes requests and answers nothing any more ends the fetch; what was not had is
// missing.
func TestASilentTracEndsTheFetch(t *testing.T) {
	t.Parallel()
	fake := newFake()
	var count atomic.Int32
	end := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if count.Add(1) > 9 {
			<-end
			return
		}
		fake.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(end) })
	began := time.Now()
	s, err := Fetch(t.Context(), server.URL+"/trac", t.TempDir(), FetchOptions{Patience: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if waited := time.Since(began); waited > 10*time.Second {
		t.Errorf("it took %s", waited)
	}
	pages := len(s.Names())
	for _, m := range s.Missing() {
		if m.Kind == MissingPage {
			pages++
		}
		if !strings.Contains(m.Reason, "answers nothing any more") {
			t.Errorf("%+v", m)
		}
	}
	if pages < 5 { // HiddenPage may not be known
		t.Errorf("has %q, missing %v", s.Names(), s.Missing())
	}
}

// One page that takes long to make is waited for while the server answers others.
func TestASlowPageIsWaitedFor(t *testing.T) {
	t.Parallel()
	fake := newFake()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.RequestURI(), "/wiki/A") {
			time.Sleep(600 * time.Millisecond)
		}
		fake.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	s, err := Fetch(t.Context(), server.URL+"/trac", t.TempDir(), FetchOptions{Patience: 200 * time.Millisecond})
	if err != nil || len(s.Missing()) > 0 {
		t.Errorf("missing %v, %v", s.Missing(), err)
	}
}

// While it waits as the Trac told it to, nobody is silent.
func TestNobodyIsSilentWhileNobodyAsks(t *testing.T) {
	t.Parallel()
	var p pulse
	p.ask()
	time.Sleep(5 * time.Millisecond)
	if p.silence() < 5*time.Millisecond {
		t.Error("a request without an answer is no silence")
	}
	p.done(true)
	time.Sleep(5 * time.Millisecond)
	if p.silence() != 0 {
		t.Error("it is silent after an answer, though nobody asks")
	}
	p.ask()
	p.done(false) // refused
	time.Sleep(5 * time.Millisecond)
	if p.silence() < 5*time.Millisecond {
		t.Error("a line that is refused is no silence")
	}
}

// After some requests that were given up, each has one attempt, until one is answered.
func TestATracThatOnlyFailsIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	fake := newFake()
	const pages = 60
	for n := range pages {
		fake.pages[fmt.Sprint("Page", n)] = ""
	}
	var asked atomic.Int32
	s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/TitleIndex") {
			fake.ServeHTTP(w, r)
			return
		}
		asked.Add(1)
		w.WriteHeader(http.StatusInternalServerError)
	})
	if n := asked.Load(); n > pages+2*workers*attempts || len(s.Missing()) < pages {
		t.Errorf("asked %d times, missing %v", n, s.Missing())
	}
}
