package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/converter/report"
	"github.com/twisted/sitegen/converter/trac"
	"github.com/twisted/sitegen/internal/tractest"
)

// faultRounds says how often each fault is tried, from another request on each time:
// go test ./cmd/sitegen -run NoFault -fault-rounds 50
var faultRounds = flag.Int("fault-rounds", 2, "how often each fault of a Trac is tried")

// faults are what Tracs do from some request on: each makes an answer in the place of the Trac's,
// or none.
var faults = map[string]func(w http.ResponseWriter, r *http.Request, a tractest.Answer){
	"dies": func(http.ResponseWriter, *http.Request, tractest.Answer) { panic(http.ErrAbortHandler) },
	"forbids": func(w http.ResponseWriter, _ *http.Request, _ tractest.Answer) {
		http.Error(w, "<h1>Forbidden</h1>", http.StatusForbidden)
	},
	"fails": func(w http.ResponseWriter, _ *http.Request, _ tractest.Answer) {
		http.Error(w, "<h1>Oops</h1>", http.StatusInternalServerError)
	},
	"asks for an account": func(w http.ResponseWriter, _ *http.Request, _ tractest.Answer) {
		w.Header().Set("Content-Type", "text/html;charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><html><body><form id=acctmgr_loginform>Log in</form></body></html>")
	},
	"cuts bodies without a length": cutWithoutLength,
}

// cutWithoutLength sends half of an answer and closes the line, as if that was all.
func cutWithoutLength(w http.ResponseWriter, _ *http.Request, a tractest.Answer) {
	line, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	defer line.Close()
	fmt.Fprintf(line, "HTTP/1.0 %d OK\r\nContent-Type: %s\r\n\r\n%s", a.Status, a.Type, a.Body[:len(a.Body)/2])
}

// elsewhere redirects to another host, which answers with a page that looks like one of a wiki.
func elsewhere(t *testing.T) func(w http.ResponseWriter, r *http.Request, a tractest.Answer) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<!DOCTYPE html><html><div id="content" class="wiki"><div id="wikipage">Moved.</div></div></html>`)
	}))
	t.Cleanup(other.Close)
	return func(w http.ResponseWriter, r *http.Request, _ tractest.Answer) {
		http.Redirect(w, r, other.URL+r.URL.Path, http.StatusFound)
	}
}

// Whatever a Trac does in the middle of a fetch, nothing false is said: what it did not give is
// missing in the exit code, the report, the inventory, verify and check, and not broken in Trac; and
// the next fetch makes what an undisturbed one makes.
func TestNoFaultIsTakenForTheTrac(t *testing.T) {
	t.Parallel()
	rounds := *faultRounds
	if testing.Short() {
		rounds = 1
	}
	whole := newWhole(t)
	for name := range withElsewhere(t) {
		for round := range rounds {
			t.Run(fmt.Sprintf("%s/%d", name, round), func(t *testing.T) {
				t.Parallel()
				fault := withElsewhere(t)[name]
				random := rand.New(rand.NewPCG(uint64(round), uint64(len(name))))
				from := 3 + random.IntN(40)
				for _, last := range []int{1 << 30, from + 1 + random.IntN(8)} { // for ever, or for a while
					whole.againstFault(t, from, last, fault)
				}
			})
		}
	}
}

func withElsewhere(t *testing.T) map[string]func(http.ResponseWriter, *http.Request, tractest.Answer) {
	all := map[string]func(http.ResponseWriter, *http.Request, tractest.Answer){"redirects": elsewhere(t)}
	for name, fault := range faults {
		all[name] = fault
	}
	return all
}

// whole is what an undisturbed conversion of the small wiki makes.
type whole struct {
	snapshot, content map[string]string
	notes             []report.Note
	inventory         []string
}

func newWhole(t *testing.T) whole {
	t.Helper()
	dir, code, said := convertSite(t, tractest.Weathercock(t))
	if code != 0 {
		t.Fatal(said)
	}
	return whole{
		snapshot: kept(t, dir), content: readFolder(t, filepath.Join(dir, "content")),
		notes: readReport(t, dir).Notes, inventory: readInventory(t, dir),
	}
}

func readReport(t *testing.T, dir string) (r report.Report) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, ".trac/report.json"))
	if err == nil {
		err = json.Unmarshal(data, &r)
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func readInventory(t *testing.T, dir string) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, ".trac/inventory.txt"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// againstFault fetches from a Trac with a fault in the answers to some requests.
func (whole whole) againstFault(t *testing.T, from, last int,
	fault func(http.ResponseWriter, *http.Request, tractest.Answer)) {
	dir := newSite(t)
	recorded := tractest.Weathercock(t)
	recorded.Instead = func(n int, w http.ResponseWriter, r *http.Request, a tractest.Answer) bool {
		if n < from || n > last || a.Status != http.StatusOK {
			return false
		}
		fault(w, r, a)
		return true
	}
	snapshot := filepath.Join(dir, ".trac")
	options := trac.FetchOptions{Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() }}
	if _, err := trac.Fetch(t.Context(), recorded.Serve(t), snapshot, options); err != nil {
		t.Fatal(err)
	}
	code, out, errs := sitegen(t, dir, "convert", snapshot)
	if isWhole := sameFiles(kept(t, dir), whole.snapshot); isWhole != (code == 0) {
		t.Errorf("from %d to %d: exits %d\n%s%s", from, last, code, out, errs)
	} else if !isWhole {
		whole.holdsWords(t, dir, fmt.Sprintf("from %d to %d: ", from, last))
	}
	for name, data := range kept(t, dir) {
		if data != whole.snapshot[name] {
			t.Errorf("%s is not the Trac's", name)
		}
	}
	must(t, dir, "convert", tractest.Weathercock(t).Serve(t))
	if got := kept(t, dir); !sameFiles(got, whole.snapshot) {
		t.Error(difference(got, whole.snapshot))
	}
	if got := readFolder(t, filepath.Join(dir, "content")); !sameFiles(got, whole.content) {
		t.Error(difference(got, whole.content))
	}
}

// holdsWords holds what was said of a wiki that is not whole.
func (whole whole) holdsWords(t *testing.T, dir, when string) {
	t.Helper()
	said := readReport(t, dir)
	for _, note := range said.Notes {
		if note.Kind == report.Broken && !slices.Contains(whole.notes, note) {
			t.Errorf("%s%s:%d is said to be broken in Trac: %s", when, note.Page, note.Line, note.Message)
		}
	}
	inventory := readInventory(t, dir)
	pages := 0
	for _, m := range said.Missing {
		if old := "/trac" + m.Path; !slices.Contains(inventory, old) || !slices.Contains(whole.inventory, old) {
			t.Errorf("%s%s is missing, and in the inventories: %t, %t", when, m.Path,
				slices.Contains(inventory, old), slices.Contains(whole.inventory, old))
		}
		if m.Kind == trac.MissingPage {
			pages++
		}
	}
	for _, old := range whole.inventory {
		if strings.HasPrefix(old, "/trac/wiki/") && !strings.Contains(old, "?") && !slices.Contains(inventory, old) {
			t.Errorf("%s%s is not in the inventory", when, old)
		}
	}
	code, out, errs := sitegen(t, dir, "check", "--old-urls", filepath.Join(dir, ".trac/inventory.txt"))
	if code != 1 || strings.Contains(out, "100 %") {
		t.Errorf("%scheck exits %d\n%s%s", when, code, out, errs)
	}
	if code, out, errs := sitegen(t, dir, "verify"); pages > 0 && code != 1 {
		t.Errorf("%sverify exits %d\n%s%s", when, code, out, errs)
	}
}
