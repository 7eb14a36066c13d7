package trac

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// noWait lets a test wait for nothing.
func noWait(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// fetchFrom fetches from a handler into a new folder, without waiting.
func fetchFrom(t *testing.T, h http.HandlerFunc) *Snapshot {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	s, err := Fetch(t.Context(), server.URL+"/trac", t.TempDir(), FetchOptions{Sleep: noWait})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// withoutEnd sends a body and closes the line: nothing tells whether that was all.
func withoutEnd(w http.ResponseWriter, kind, body string) {
	line, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	defer line.Close()
	fmt.Fprintf(line, "HTTP/1.0 200 OK\r\nContent-Type: %s\r\n\r\n%s", kind, body)
}

const loginPage = "<!DOCTYPE html><html><body><form>Log in</form></body></html>"

// Of one path each, an answer that is not what was asked for is not kept, and told with its
// reason.
func TestWhatIsNoAnswerIsMissing(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><div id="wikipage">Of another host.</div></html>`)
	}))
	t.Cleanup(other.Close)
	for name, tt := range map[string]struct {
		uri, want string
		fault     http.HandlerFunc
	}{
		"a page in the place of the text": {"/trac/wiki/A?format=txt", "a page and no text", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, loginPage)
		}},
		"a page in the place of a file": {"/trac/raw-attachment/wiki/A/f.txt", "a page and not the file", func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, loginPage)
		}},
		"a text in the place of a page": {"/trac/wiki/A", "text/plain and no page", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain")
			fmt.Fprint(w, "see A</html>")
		}},
		"another host": {"/trac/wiki/A", "redirected to " + other.URL, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, other.URL+"/trac/wiki/A", http.StatusFound)
		}},
		"another page": {"/trac/wiki/A", "redirected to", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/trac/wiki/WikiStart", http.StatusFound)
		}},
		"a page without its end": {"/trac/wiki/A", "cut off", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, `<html><div id="wikipage">Half of`) // of the length that is told
		}},
		"a text that is cut off": {"/trac/wiki/A?format=txt", "where the answer ends", func(w http.ResponseWriter, _ *http.Request) {
			withoutEnd(w, "text/plain", "see")
		}},
		"a file that is cut off": {"/trac/raw-attachment/wiki/A/f.txt", "where the answer ends", func(w http.ResponseWriter, _ *http.Request) {
			withoutEnd(w, "text/plain", "123")
		}},
		"a listed file that is not there": {"/trac/raw-attachment/wiki/A/f.txt", "lists it and answers 404", http.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := newFake()
			s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.RequestURI() == tt.uri {
					tt.fault(w, r)
					return
				}
				fake.ServeHTTP(w, r)
			})
			missing := s.Missing()
			if len(missing) != 1 || !strings.Contains(missing[0].Reason, tt.want) {
				t.Errorf("missing: %v, want %q", missing, tt.want)
			}
		})
	}
}

// A server that never tells where its answers end is believed if it says the same twice.
func TestAServerThatTellsNoEnds(t *testing.T) {
	t.Parallel()
	fake := newFake()
	var seen sync.Map
	s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
		recorder := httptest.NewRecorder()
		fake.ServeHTTP(recorder, r)
		if recorder.Code != http.StatusOK {
			w.WriteHeader(recorder.Code)
			return
		}
		body := recorder.Body.String()
		if _, again := seen.LoadOrStore(r.URL.RequestURI(), true); r.URL.RawQuery == "format=txt" && len(body) > 3 && !again {
			body = body[:2]
		}
		withoutEnd(w, recorder.Result().Header.Get("Content-Type"), body)
	})
	if missing := s.Missing(); len(missing) > 0 || len(s.Names()) != 6 {
		t.Errorf("%q, missing %v", s.Names(), missing)
	}
	if p, err := s.Page("A"); err != nil || p.Source != fake.pages["A"] {
		t.Errorf("%q, %v", p.Source, err)
	}
}

// A file on the Trac's disk that was replaced by hand has another size than Trac says.
func TestAFileOfAnotherSizeIsAskedForTwice(t *testing.T) {
	t.Parallel()
	fake := newFake()
	fake.files["raw-attachment/wiki/A/f.txt"] = "more than five"
	s := fetchFrom(t, fake.ServeHTTP)
	n := strings.Count(strings.Join(fake.asked, "\n"), "/trac/raw-attachment/wiki/A/f.txt")
	if missing := s.Missing(); len(missing) > 0 || n != 2 {
		t.Errorf("asked %d times, missing %v", n, missing)
	}
}

// An image that a text shows and Trac does not have is as broken there; what cannot be had for
// another reason is missing.
func TestAnImageThatIsNotThere(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]int{http.StatusNotFound: 0, http.StatusForbidden: 1} {
		fake := newFake()
		fake.pages["A"] = `<img src="/trac/chrome/site/x.png">`
		s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "x.png") {
				w.WriteHeader(status)
				return
			}
			fake.ServeHTTP(w, r)
		})
		if missing := s.Missing(); len(missing) != want {
			t.Errorf("%d: missing %v", status, missing)
		}
	}
}

// A link whose bytes are no UTF-8 leads nowhere in a Trac, and harms nothing.
func TestALinkThatIsNoUTF8(t *testing.T) {
	t.Parallel()
	fake := newFake()
	fake.pages["A"] = `<a href="/trac/wiki/L%e9tin">x</a> <img src="/trac/raw-attachment/wiki/A/l%e9.png">`
	s := fetchFrom(t, fake.ServeHTTP)
	if len(s.Names()) != 5 { // nothing links to HiddenPage now
		t.Errorf("%q, missing %v", s.Names(), s.Missing())
	}
	if _, err := Open(s.dir); err != nil {
		t.Error(err)
	}
	fake.pages["L\xe9tin"] = "is there"
	delete(fake.pages, "A/B c")
	if s = fetchFrom(t, fake.ServeHTTP); len(s.Missing()) != 1 || s.Missing()[0].Name != "L%E9tin" {
		t.Errorf("missing: %v", s.Missing())
	}
}

// A list of pages that is cut off is asked for again; where a Trac writes no end tags it is taken when it
// comes twice the same.
func TestACutListOfPagesIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for _, hasEnds := range []bool{true, false} {
		fake := newFake()
		var count atomic.Int32
		s := fetchFrom(t, func(w http.ResponseWriter, r *http.Request) {
			recorder := httptest.NewRecorder()
			fake.ServeHTTP(recorder, r)
			body := recorder.Body.String()
			if isList := strings.HasSuffix(r.URL.Path, "/TitleIndex"); hasEnds && isList && count.Add(1) == 1 {
				body = body[:len(body)/4]
			} else if !hasEnds {
				body = strings.ReplaceAll(body, "</html>", "")
			}
			w.Header().Set("Content-Type", recorder.Result().Header.Get("Content-Type"))
			w.WriteHeader(recorder.Code)
			w.Write([]byte(body))
		})
		if len(s.Names()) != 6 || len(s.Missing()) > 0 || s.Unfinished() != "" {
			t.Errorf("ends: %t: %q, missing %v, %s", hasEnds, s.Names(), s.Missing(), s.Unfinished())
		}
	}
}
