// Package tractest serves a recorded Trac to tests, as the real one answered, with the faults
// that Tracs have.
//
// [Weathercock] is a wiki written for these tests, in the repository; [Twisted] and what else is
// [Recorded] are real ones, which need ../shared.
package tractest

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/twisted/sitegen/internal/sharedtest"
)

// Answer is what the Trac answered to one request.
type Answer struct {
	Status int
	Type   string // of the content
	Body   []byte
}

// Trac is a recording of what a Trac at /trac answered. Faults are set before it is served.
type Trac struct {
	FailEvery int           // so many requests, one is answered with 503
	DropEvery int           // so many requests, one answer breaks off half-way
	DieAt     int           // from this request on, none is answered
	Forbid    string        // a URI that contains it is answered with 403
	Delay     time.Duration // before each answer
	Before    func(n int)   // called before the nth request, from 1, is answered
	// Instead answers the nth request in its own way, and reports whether it did.
	Instead func(n int, w http.ResponseWriter, r *http.Request, a Answer) bool

	mu      sync.Mutex
	answers map[string]Answer // by the decoded path and the query
	asked   []string
}

//go:embed testdata/recording.txtar
var weathercock []byte

// Weathercock returns the wiki of testdata/source.txtar.
func Weathercock(tb testing.TB) *Trac {
	tb.Helper()
	trac := &Trac{answers: map[string]Answer{}}
	for _, file := range txtar.Parse(weathercock).Files {
		var uri string
		var a Answer
		if _, err := fmt.Sscanf(file.Name, "%d %s %s", &a.Status, &a.Type, &uri); err != nil {
			tb.Fatalf("%q: %v", file.Name, err)
		}
		a.Body = bytes.TrimSuffix(file.Data, []byte("\n"))
		if !strings.HasPrefix(a.Type, "text/") {
			var err error
			if a.Body, err = base64.StdEncoding.DecodeString(string(a.Body)); err != nil {
				tb.Fatalf("%q: %v", file.Name, err)
			}
		}
		trac.answers[decoded(uri)] = a
	}
	return trac
}

// Twisted returns the wiki of the Twisted project. The test is skipped where ../shared is not
// there.
func Twisted(tb testing.TB) *Trac {
	tb.Helper()
	return Recorded(tb, "trac-site")
}

// Recorded returns a real Trac, by its folder in ../shared. The test is skipped where that is not
// there.
func Recorded(tb testing.TB, name string) *Trac {
	tb.Helper()
	dir := sharedtest.Path(tb, name)
	data, err := os.ReadFile(filepath.Join(dir, "manifest.tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	trac := &Trac{answers: map[string]Answer{}}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		a := Answer{Type: fields[3]}
		if a.Status, err = strconv.Atoi(fields[2]); err != nil {
			tb.Fatal(err)
		}
		if a.Body, err = os.ReadFile(filepath.Join(dir, "responses", fields[1])); err != nil {
			tb.Fatal(err)
		}
		trac.answers[decoded(fields[0])] = a
	}
	return trac
}

// Serve serves the Trac until the test ends and returns its address.
func (t *Trac) Serve(tb testing.TB) string {
	tb.Helper()
	server := httptest.NewServer(t)
	tb.Cleanup(server.Close)
	return server.URL + "/trac"
}

// Answer returns what the Trac answers to a request URI, such as /trac/wiki/WikiStart.
func (t *Trac) Answer(uri string) (a Answer, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	a, ok = t.answers[decoded(uri)]
	return a, ok
}

// Set changes what the Trac answers to a request URI.
func (t *Trac) Set(uri string, a Answer) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.answers[decoded(uri)] = a
}

// decoded is a request URI with its path as Trac reads it: a name may be encoded in more than one
// way.
func decoded(uri string) string {
	path, query, _ := strings.Cut(uri, "?")
	if plain, err := url.PathUnescape(path); err == nil {
		path = plain
	}
	if query == "" {
		return path
	}
	return path + "?" + query
}

// Asked returns the URIs that were asked for so far, in order.
func (t *Trac) Asked() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.asked)
}

// ServeHTTP answers as the Trac did, but for the faults.
func (t *Trac) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	uri := r.URL.RequestURI()
	a, ok := t.Answer(uri)
	t.mu.Lock()
	t.asked = append(t.asked, uri)
	n := len(t.asked)
	t.mu.Unlock()
	if t.Before != nil {
		t.Before(n)
	}
	time.Sleep(t.Delay)
	if t.Instead != nil && t.Instead(n, w, r, a) {
		return
	}
	switch {
	case t.DieAt > 0 && n >= t.DieAt:
		panic(http.ErrAbortHandler)
	case t.FailEvery > 0 && n%t.FailEvery == 0:
		http.Error(w, "busy", http.StatusServiceUnavailable)
		return
	case t.Forbid != "" && strings.Contains(uri, t.Forbid):
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	case !ok:
		http.NotFound(w, r)
		return
	}
	body := a.Body
	if strings.HasPrefix(a.Type, "text/html") {
		body = bytes.ReplaceAll(body, []byte("http://trac.invalid"), []byte("http://"+r.Host))
	}
	w.Header().Set("Content-Type", a.Type)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.Status)
	if t.DropEvery > 0 && n%t.DropEvery == 0 {
		w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}
	w.Write(body)
}
