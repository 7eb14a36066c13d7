package external

import (
	"context"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// host answers as the hosts do that make other checkers cry wolf.
func host(t *testing.T) (*httptest.Server, *sync.Map) {
	asked := &sync.Map{} // "HEAD /path" to a count
	var flaky, busy atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n, _ := asked.LoadOrStore(r.Method+" "+r.URL.Path, new(atomic.Int32))
		n.(*atomic.Int32).Add(1)
		switch r.URL.Path {
		case "/fine":
		case "/nohead":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		case "/liar": // 404 to HEAD only
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusNotFound)
			}
		case "/moved":
			http.Redirect(w, r, "/fine", http.StatusMovedPermanently)
		case "/elsewhere":
			http.Redirect(w, r, "/fine", http.StatusFound)
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/people":
			w.WriteHeader(http.StatusForbidden)
		case "/linkedin":
			w.WriteHeader(999)
		case "/flaky":
			if flaky.Add(1) < 4 { // HEAD and GET, then HEAD again
				w.WriteHeader(http.StatusBadGateway)
			}
		case "/busy":
			if busy.Add(1) == 1 {
				w.Header().Set("Retry-After", "0")
				w.WriteHeader(http.StatusTooManyRequests)
			}
		case "/down":
			w.WriteHeader(http.StatusInternalServerError)
		case "/page":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, `<h1 id="user-content-title">x</h1><a name="old">`)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	t.Cleanup(s.Close)
	return s, asked
}

func TestVerdicts(t *testing.T) {
	s, asked := host(t)
	c := &Checker{Wait: time.Millisecond, Timeout: 5 * time.Second}
	for path, want := range map[string]Verdict{
		"/fine": Fine, "/nohead": Fine, "/liar": Fine, "/moved": Moved, "/elsewhere": Fine, "/people": Blocked, "/linkedin": Blocked, "/flaky": Fine, "/busy": Fine,
		"/down": Unknown, "/loop": Unknown, "/gone": Dead, "/nothing": Dead, "/page#title": Fine, "/page#old": Fine, "/page#no": NoFragment, "/page#:~:text=x": Fine,
	} {
		if r := c.Check(t.Context(), []string{s.URL + path}, nil)[0]; r.Verdict != want {
			t.Errorf("%s: %+v, want %s", path, r, want)
		}
	}
	if n, ok := asked.Load("GET /fine"); ok && n.(*atomic.Int32).Load() > 0 {
		t.Error("GET was asked where HEAD had answered")
	}
	for url, want := range map[string]Verdict{"http://127.0.0.1:1/": Unknown, "http://": Dead} {
		if r := c.Check(t.Context(), []string{url}, nil)[0]; r.Verdict != want {
			t.Errorf("%s: %+v, want %s", url, r, want)
		}
	}
	for err, want := range map[error]Verdict{
		&net.DNSError{IsNotFound: true}: Dead, &net.DNSError{IsTimeout: true}: Unknown, x509.HostnameError{Certificate: &x509.Certificate{}}: Unknown, context.DeadlineExceeded: Unknown,
	} {
		if got, _ := judgeError(err); got != want {
			t.Errorf("%v: %s, want %s", err, got, want)
		}
	}
}

// transport answers as it is told to.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Hosts that cannot be found are dead where another one answers; where none does, the network is
// not there.
func TestWithoutANetworkNothingIsDead(t *testing.T) {
	t.Parallel()
	c := &Checker{Client: &http.Client{Transport: transport(func(r *http.Request) (*http.Response, error) {
		if r.URL.Host == "there.example" {
			return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody, Request: r}, nil
		}
		return nil, &net.DNSError{IsNotFound: true}
	})}}
	for _, tt := range []struct {
		urls []string
		want Verdict
	}{
		{[]string{"http://gone.example/"}, Unknown},
		{[]string{"http://gone.example/", "http://there.example/"}, Dead},
	} {
		if r := c.Check(t.Context(), tt.urls, nil)[0]; r.Verdict != tt.want {
			t.Errorf("%q: %+v, want %s", tt.urls, r, tt.want)
		}
	}
}

// What had its time to answer is not asked again.
func TestASilentHostIsAskedOnce(t *testing.T) {
	t.Parallel()
	asked := 0
	silent := transport(func(*http.Request) (*http.Response, error) {
		asked++
		return nil, context.DeadlineExceeded
	})
	c := &Checker{Wait: time.Millisecond, Client: &http.Client{Transport: silent}}
	if r := c.Check(t.Context(), []string{"http://silent.example/"}, nil)[0]; r.Verdict != Unknown || asked != 1 {
		t.Errorf("%+v after %d questions", r, asked)
	}
}

// One host is one, however links write it.
func TestHostOf(t *testing.T) {
	t.Parallel()
	for _, u := range []string{"http://A.example:80/x", "https://a.example:443/", "https://a.example/y"} {
		if got := hostOf(u); got != "a.example" {
			t.Errorf("the host of %s is %s", u, got)
		}
	}
}

// No host is asked more than a few things at once, whatever their number.
func TestPerHost(t *testing.T) {
	var now, most atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(2 * time.Millisecond)
		now.Add(-1)
	}))
	defer s.Close()
	var urls []string
	for i := range 40 {
		urls = append(urls, fmt.Sprintf("%s/%d", s.URL, i))
	}
	told := 0
	results := (&Checker{PerHost: 3}).Check(t.Context(), urls, func(Result) { told++ })
	if most.Load() > 3 || told != 40 || results[7].URL != urls[7] {
		t.Errorf("%d at once, %d told, the eighth is of %s", most.Load(), told, results[7].URL)
	}
}

// What was fine is not asked again; what was not is.
func TestCache(t *testing.T) {
	s, asked := host(t)
	file := filepath.Join(t.TempDir(), "deep", "links.json")
	urls := []string{s.URL + "/fine", s.URL + "/nothing", s.URL + "/people"}
	check := func() {
		t.Helper()
		cache, err := OpenCache(file)
		if err != nil {
			t.Fatal(err)
		}
		(&Checker{Cache: cache, Wait: time.Millisecond}).Check(t.Context(), urls, nil)
		if err := cache.Save(time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	check()
	check()
	for question, want := range map[string]int32{"HEAD /fine": 1, "HEAD /nothing": 2, "HEAD /people": 1} {
		if n, _ := asked.Load(question); n.(*atomic.Int32).Load() != want {
			t.Errorf("%s was asked %d times, want %d", question, n.(*atomic.Int32).Load(), want)
		}
	}
	cache, _ := OpenCache(file)
	if _, stands := cache.get(urls[0], time.Now().Add(15*24*time.Hour)); stands {
		t.Error("an answer stands for ever")
	}
	if err := os.WriteFile(file, []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if cache, err := OpenCache(file); err != nil || len(cache.all) != 0 {
		t.Error("a broken cache is no empty one", err)
	}
}

// A cache that holds nothing of use is empty, and takes what comes.
func TestACacheOfNothingIsEmpty(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "null", "[]", "{"} {
		file := filepath.Join(t.TempDir(), "cache.json")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := OpenCache(file)
		if err != nil {
			t.Fatal(err)
		}
		c.put(Result{URL: "https://example.org/", Verdict: Fine, Asked: time.Now()})
		if _, known := c.get("https://example.org/", time.Now()); !known {
			t.Errorf("%q: what was asked is forgotten", text)
		}
	}
}
