package trac

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeTrac answers as a Trac 1.2 does, with faults.
type fakeTrac struct {
	pages  map[string]string // name to source
	files  map[string]string // below the mount point
	secret string            // pages below it are forbidden

	failEvery, dropEvery int

	mu    sync.Mutex
	count int
	asked []string
}

func (f *fakeTrac) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	f.count++
	n := f.count
	f.asked = append(f.asked, r.URL.RequestURI())
	f.mu.Unlock()
	if f.failEvery > 0 && n%f.failEvery == 0 {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "busy", http.StatusServiceUnavailable)
		return
	}
	status, body := f.answer(r)
	if r.URL.Query().Get("format") == "txt" {
		w.Header().Set("Content-Type", "text/plain;charset=utf-8")
	}
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(status)
	if f.dropEvery > 0 && n%f.dropEvery == 0 {
		w.Write([]byte(body[:len(body)/2]))
		panic(http.ErrAbortHandler)
	}
	w.Write([]byte(body))
}

func (f *fakeTrac) answer(r *http.Request) (int, string) {
	p := strings.TrimPrefix(r.URL.Path, "/trac/")
	if data, ok := f.files[p]; ok {
		return 200, data
	}
	name, ok := strings.CutPrefix(p, "wiki/")
	if !ok {
		return 404, "<h1>Not found</h1>"
	}
	if f.secret != "" && strings.HasPrefix(name, f.secret) {
		return 403, "<h1>Error: Forbidden</h1>"
	}
	text, ok := f.pages[name]
	if v := r.URL.Query().Get("version"); v != "" {
		return 200, text + " in version " + v
	}
	if r.URL.Query().Get("format") == "txt" {
		return 200, text // as Trac does for a missing page, too
	}
	if r.URL.Query().Get("action") == "history" {
		return 200, "<html>" + historyHTML + "</html>"
	}
	var body strings.Builder
	switch {
	case name == "TitleIndex":
		for _, n := range slices.Sorted(keys(f.pages)) {
			if !strings.HasPrefix(n, "Hidden") {
				fmt.Fprintf(&body, `<li><a href="/trac/wiki/%s">x</a></li>`, strings.ReplaceAll(n, " ", "%20"))
			}
		}
	case !ok:
		return 404, `<div id="content" class="error"><h1>Trac Error</h1></div>`
	default:
		fmt.Fprintf(&body, "<p>%s</p>", text)
	}
	return 200, `<html><div id="content" class="wiki"><div class="wikipage searchable">` +
		`<div id="wikipage">` + body.String() + `</div>
		<div class="trac-modifiedby"><span>
		<a href="?action=diff&amp;version=3" title="Version 3 by alice: a: comment">Last modified</a>
		<a class="timeline" href="/trac/timeline?from=2010-02-03T04%3A05%3A06Z&amp;precision=second">x</a></span>
		</div></div>
		<div id="attachments"><ul><li><a href="/trac/attachment/wiki/A/f.txt" title="View attachment">f.txt</a>
		(<span title="5 bytes">5 bytes</span>) - added by <span class="trac-author">bob</span>
		<a class="timeline" href="/trac/timeline?from=2009-01-01T00%3A00%3A00Z">x</a>. <q>what it is</q></li></ul>
		</div></div>
		<div id="footer"><strong>Trac 1.2</strong></div></html>`
}

// historyHTML is a page's history as Trac 1.2 shows it.
const historyHTML = `<div id="content" class="wiki"><form id="history"><table id="fieldhist" class="listing"><tbody>
	<tr class="odd"><td class="diff"><input type="radio" name="old_version" value="3"></td>
	<td class="version"><a href="/trac/wiki/A?version=3">3</a></td>
	<td class="date"><a class="timeline" href="/trac/timeline?from=2010-02-03T04%3A05%3A06Z&amp;precision=second">x</a>
	</td>
	<td class="author"><span class="trac-author">alice</span></td>
	<td class="comment">a: <strong>comment</strong></td></tr>
	<tr class="even"><td class="version"><a href="/trac/wiki/A?version=1">1</a></td>
	<td class="date"><a class="timeline" href="/trac/timeline?from=2009-01-01T00%3A00%3A00%2B01%3A00">x</a></td>
	<td class="author">Bob &lt;bob@example.org&gt;</td></tr>
	</tbody></table></form></div>`

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func newFake() *fakeTrac {
	f := &fakeTrac{
		pages: map[string]string{"WikiStart": "start\r\n",
			"A": `see <a class="wiki" href="/trac/wiki/HiddenPage">h</a> ` +
				`<a class="missing wiki" href="/trac/wiki/No">n</a>`,
			"A/B c": "sub", "Empty": "", "HiddenPage": "found by a link", "TSF/Secret": "s"},
		files: map[string]string{},
	}
	for name := range f.pages {
		f.files["raw-attachment/wiki/"+name+"/f.txt"] = "12345"
	}
	return f
}

// fetch fetches without waiting for real.
func fetch(t *testing.T, h http.Handler, dir string) (*Snapshot, error) {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return Fetch(t.Context(), server.URL+"/trac/", dir, FetchOptions{Sleep: noWait})
}

func TestFetch(t *testing.T) {
	fake := newFake()
	server := httptest.NewServer(fake)
	t.Cleanup(server.Close)
	var mu sync.Mutex
	var last string
	progress := func(done, known int) {
		mu.Lock()
		defer mu.Unlock()
		last = max(last, fmt.Sprintf("%d of %d", done, known))
	}
	s, err := Fetch(t.Context(), server.URL+"/trac/", t.TempDir(), FetchOptions{Progress: progress})
	if err != nil {
		t.Fatal(err)
	}
	if last != "6 of 6" {
		t.Errorf("it says in the end: %s", last)
	}
	want := []string{"A", "A/B c", "Empty", "HiddenPage", "TSF/Secret", "WikiStart"}
	if got := s.Names(); !slices.Equal(got, want) {
		t.Errorf("names = %q, want %q", got, want)
	}
	p, err := s.Page("WikiStart")
	if err != nil {
		t.Fatal(err)
	}
	if p.Source != "start\r\n" || p.Version != 3 || p.Author != "alice" || p.Comment != "a: comment" ||
		!p.Date.Equal(time.Date(2010, 2, 3, 4, 5, 6, 0, time.UTC)) || strings.TrimSpace(p.HTML) != "<p>start\n</p>" {
		t.Errorf("page = %+v", p)
	}
	if a := p.Attachments; len(a) != 1 || a[0].Name != "f.txt" || a[0].Size != 5 || a[0].Author != "bob" ||
		a[0].Description != "what it is" {
		t.Errorf("attachments = %+v", a)
	}
	file, err := s.OpenFile("raw-attachment/wiki/A/B c/f.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if data, err := io.ReadAll(file); string(data) != "12345" {
		t.Errorf("attachment = %q, %v", data, err)
	}
	if m := s.Missing(); len(m) > 0 {
		t.Errorf("missing = %v", m)
	}
	if s.Base() != "/trac" {
		t.Errorf("base = %q", s.Base())
	}
}

// A Trac that is busy or breaks off gives all its pages nevertheless.
func TestFetchBearsFaults(t *testing.T) {
	fake := newFake()
	fake.failEvery, fake.dropEvery = 7, 5
	s, err := fetch(t, fake, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	failures := s.Missing()
	if len(s.Names()) != 6 || len(failures) > 0 {
		t.Errorf("names = %q, failures = %v", s.Names(), failures)
	}
}

func TestForbiddenPagesAreToldAndTheRestCame(t *testing.T) {
	fake := newFake()
	fake.secret = "TSF/"
	s, err := fetch(t, fake, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	failures := s.Missing()
	if len(s.Names()) != 5 || len(failures) != 1 || failures[0].Path != "/wiki/TSF/Secret" ||
		!strings.Contains(failures[0].Reason, "403") {
		t.Errorf("names = %q, failures = %v", s.Names(), failures)
	}
}

// What the snapshot has is not asked for again.
func TestFetchGoesOn(t *testing.T) {
	dir := t.TempDir()
	fake := newFake()
	if _, err := fetch(t, fake, dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "pages", "A%2FB c.txt")); err != nil {
		t.Fatal(err)
	}
	fake.asked = nil
	if _, err := fetch(t, fake, dir); err != nil {
		t.Fatal(err)
	}
	want := []string{"/trac/wiki/TitleIndex", "/trac/wiki/InterMapTxt", "/trac/wiki/A/B%20c?format=txt"}
	slices.Sort(want)
	slices.Sort(fake.asked)
	if !slices.Equal(fake.asked, want) {
		t.Errorf("asked again for %q", fake.asked)
	}
}

func TestNoTrac(t *testing.T) {
	notFound := http.NotFoundHandler()
	blog := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>a blog</html>")) })
	locked := http.HandlerFunc(func(w http.ResponseWriter,
		_ *http.Request) {
		http.Error(w, "no", http.StatusForbidden)
	})
	for want, h := range map[string]http.Handler{"is no Trac: the server answers 404": notFound,
		"is no Trac: /wiki/TitleIndex is no wiki page": blog, "without an account": locked} {
		dir := filepath.Join(t.TempDir(), "snapshot")
		_, err := fetch(t, h, dir)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %q", err, want)
		}
		if _, err := os.Stat(dir); !errors.Is(err, os.ErrNotExist) {
			t.Error("something was written")
		}
	}
	if _, err := Fetch(t.Context(), "not a url", t.TempDir(), FetchOptions{}); err == nil {
		t.Error("no error for what is no URL")
	}
}

func TestFetchStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	server := httptest.NewServer(newFake())
	defer server.Close()
	if _, err := Fetch(ctx, server.URL+"/trac", t.TempDir(), FetchOptions{}); err == nil {
		t.Error("a stopped fetch tells nothing")
	}
}

// A fetch that was stopped, or asked for some pages only, loses none of those that
// the snapshot has.
func TestFetchForgetsNothing(t *testing.T) {
	dir := t.TempDir()
	fake := newFake()
	if _, err := fetch(t, fake, dir); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(fake)
	defer server.Close()
	if _, err := Fetch(t.Context(), server.URL+"/trac", dir, FetchOptions{Only: "A"}); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(dir); err != nil || len(s.Names()) != 6 || !s.Complete() {
		t.Errorf("after --only: %q, %v", s.Names(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	Fetch(ctx, server.URL+"/trac", dir, FetchOptions{Refresh: true})
	if s, err := Open(dir); err != nil || len(s.Names()) != 6 {
		t.Errorf("after a stop: %q, %v", s.Names(), err)
	}
}

// A fetch that is stopped among the pages is not complete, and counts no page as one that the Trac
// would not give.
// A snapshot is complete when all of it is on the disk. Not parallel: it looks on while files are
// written.
func TestASnapshotIsFlushedBeforeItIsComplete(t *testing.T) {
	dir := t.TempDir()
	var saw []string
	before := flush
	defer func() { flush = before }()
	flush = func(string) error {
		s, err := Open(dir)
		pages, _ := os.ReadDir(filepath.Join(dir, "pages"))
		saw = append(saw, fmt.Sprintf("%v, complete %v, pages %v", err, err == nil && s.Complete(), len(pages) > 0))
		return before(dir)
	}
	if _, err := fetch(t, newFake(), dir); err != nil {
		t.Fatal(err)
	}
	if want := []string{"<nil>, complete false, pages true"}; !slices.Equal(saw, want) {
		t.Errorf("flushed: %q, want %q", saw, want)
	}
	flush = func(string) error { return os.ErrInvalid }
	dir = t.TempDir()
	if _, err := fetch(t, newFake(), dir); !errors.Is(err, os.ErrInvalid) {
		t.Errorf("a disk that takes nothing: %v", err)
	}
	if s, err := Open(dir); err != nil || s.Complete() {
		t.Errorf("the snapshot is complete, or none: %v", err)
	}
}

func TestAStoppedFetchIsNotComplete(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	fake, dir := newFake(), t.TempDir()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/WikiStart") {
			cancel()
		}
		fake.ServeHTTP(w, r)
	}))
	defer server.Close()
	if _, err := Fetch(ctx, server.URL+"/trac", dir, FetchOptions{}); err == nil {
		t.Error("a stopped fetch tells nothing")
	}
	if s, err := Open(dir); err != nil || s.Complete() {
		t.Errorf("the snapshot is complete: %v", err)
	}
}

// A snapshot of another Trac is left as it is.
func TestASnapshotOfAnotherTracIsRefused(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	other := "url = \"https://other.example.org/trac\"\nbase = \"/trac\"\n"
	if err := os.WriteFile(filepath.Join(dir, "snapshot.toml"), []byte(other), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := fetch(t, newFake(), dir); err == nil || !strings.Contains(err.Error(), "this snapshot is of") {
		t.Errorf("no refusal: %v", err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "snapshot.toml")); string(data) != other {
		t.Errorf("the snapshot is now %s", data)
	}
}

// A page that Trac offers to create is not there, whatever the status of the offer.
func TestAnOfferToCreateAPageIsNone(t *testing.T) {
	t.Parallel()
	fake := newFake()
	s, err := fetch(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/HiddenPage") {
			fmt.Fprint(w, `<div id="content" class="create"><div id="wikipage">Describe HiddenPage here.</div></div>`)
			return
		}
		fake.ServeHTTP(w, r)
	}), t.TempDir())
	if err != nil || slices.Contains(s.Names(), "HiddenPage") {
		t.Errorf("pages %q, %v", s.Names(), err)
	}
}

// A server that wishes to be left alone for a year is asked again sooner.
func TestTheLongestWait(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "31536000")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	defer server.Close()
	var longest time.Duration
	c := &client{http: server.Client(), sleep: func(_ context.Context, d time.Duration) error {
		longest = max(longest, d)
		return nil
	}}
	if _, err := c.get(t.Context(), server.URL, wantText); err == nil || longest != maxWait {
		t.Errorf("waited %s, %v", longest, err)
	}
}

// The delay is between any two requests, whichever worker makes them.
func TestDelay(t *testing.T) {
	var waits []time.Duration
	c := &client{delay: time.Hour, sleep: func(_ context.Context, d time.Duration) error {
		waits = append(waits, d.Round(time.Hour))
		return nil
	}}
	for range 3 {
		if err := c.turn(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if want := []time.Duration{0, time.Hour, 2 * time.Hour}; !slices.Equal(waits, want) {
		t.Errorf("waits = %v, want %v", waits, want)
	}
}

// An account in the address is for the Trac alone.
func TestAccountIsNotKept(t *testing.T) {
	fake := newFake()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user != "me" || password != "hunter2" {
			http.Error(w, "no", http.StatusForbidden)
			return
		}
		fake.ServeHTTP(w, r)
	}))
	defer server.Close()
	dir := t.TempDir()
	if _, err := Fetch(t.Context(), strings.Replace(server.URL, "http://", "http://me:hunter2@", 1)+"/trac", dir,
		FetchOptions{}); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "snapshot.toml")); err != nil || strings.Contains(string(data),
		"hunter2") {
		t.Errorf("the snapshot holds the password: %s %v", data, err)
	}
}

// A page that answers with a form to log in is told, not taken for missing; an
// attachment that cannot be kept does not end the fetch.
func TestOddPagesAreTold(t *testing.T) {
	fake := newFake()
	fake.pages["A/B c/sub"] = "x" // its attachment lies below another page's attachment
	fake.files["raw-attachment/wiki/A/B c/f.txt/f.txt"] = "clash"
	fake.pages["A/B c/f.txt"] = "x"
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/trac/wiki/TSF/") {
			w.Write([]byte("<html><form>Log in</form></html>"))
			return
		}
		fake.ServeHTTP(w, r)
	})
	s, err := fetch(t, handler, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	failures := s.Missing()
	told := fmt.Sprint(failures)
	if !strings.Contains(told, "/wiki/TSF/Secret") || !strings.Contains(told,
		"does it ask for an account") || !strings.Contains(told, "/raw-attachment/wiki/A/B%20c/") {
		t.Errorf("failures = %v", failures)
	}
	if len(s.Names()) != 7 {
		t.Errorf("names = %q", s.Names())
	}
}
