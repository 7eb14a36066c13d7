package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/internal/browsertest"
)

// shared is a recording of a real Trac, which lies beside the checkout where
// there is one.
const shared = "../../../shared"

// recording serves the recording as the real Trac answered, with faults.
type recording struct {
	answers map[string]answer
	fail    int64 // every so many requests get a 503
	drop    int64 // … break off
	login   bool  // pages of TSF/ are forbidden
	count   atomic.Int64
}

type answer struct {
	file, kind string
	status     int
}

func openRecording(t *testing.T) *recording {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(shared, "trac-site/manifest.tsv"))
	if err != nil {
		t.Skip("no recording of a Trac beside this checkout")
	}
	r := &recording{answers: map[string]answer{}}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		f := strings.Split(line, "\t")
		status, _ := strconv.Atoi(f[2])
		r.answers[f[0]] = answer{file: f[1], kind: f[3], status: status}
	}
	return r
}

func (r *recording) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	n := r.count.Add(1)
	if r.fail > 0 && n%r.fail == 0 {
		http.Error(w, "busy", http.StatusServiceUnavailable)
		return
	}
	if r.login && strings.Contains(req.URL.Path, "/TSF") {
		http.Error(w, "forbidden", http.StatusForbidden)
		return
	}
	a, ok := r.answers[req.URL.RequestURI()]
	if !ok {
		http.NotFound(w, req)
		return
	}
	body, err := os.ReadFile(filepath.Join(shared, "trac-site/responses", a.file))
	if err != nil {
		panic(err)
	}
	if strings.HasPrefix(a.kind, "text") {
		body = bytes.ReplaceAll(body, []byte("http://trac.invalid"), []byte("http://"+req.Host))
	}
	w.Header().Set("Content-Type", a.kind)
	w.Header().Set("Content-Length", fmt.Sprint(len(body)))
	w.WriteHeader(a.status)
	if r.drop > 0 && n%r.drop == 0 {
		w.Write(body[:len(body)/2])
		panic(http.ErrAbortHandler)
	}
	w.Write(body)
}

// sitegen runs the program within a site.
func sitegen(t *testing.T, dir string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(context.Background(), append([]string{"-C", dir, "--format", "text"}, args...), &out, &errs)
	return code, out.String(), errs.String()
}

func must(t *testing.T, dir string, args ...string) string {
	t.Helper()
	code, out, errs := sitegen(t, dir, args...)
	if code != 0 {
		t.Fatalf("sitegen %q exits %d\n%s%s", args, code, out, errs)
	}
	return out
}

func newSite(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	if code := run(context.Background(), []string{"init", dir}, new(strings.Builder), new(strings.Builder)); code != 0 {
		t.Fatal("init failed")
	}
	file := filepath.Join(dir, "site.toml")
	data, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, bytes.Replace(data, []byte("hosts = []"), []byte(`hosts = ["twistedmatrix.com"]`), 1), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// The whole way on a real wiki: every page arrives, says what Trac said, and
// every link arrives but those that Trac could not follow either.
func TestRealWiki(t *testing.T) {
	r := openRecording(t)
	server := httptest.NewServer(r)
	defer server.Close()
	dir := newSite(t)
	out := must(t, dir, "convert", server.URL+"/trac")
	if !strings.HasPrefix(out, "179 pages and 58 attachments") {
		t.Errorf("convert: %s", out)
	}
	must(t, dir, "build")
	must(t, dir, "check", "--old-urls", filepath.Join(dir, ".trac/inventory.txt"))
	for old, to := range map[string]string{"TwistedWeb": "/wiki/TwistedWeb/", "Plan/Python3": "/wiki/Plan/Python3/"} {
		stub, err := os.ReadFile(filepath.Join(dir, "public/trac/wiki", old, "index.html"))
		if err != nil || !strings.Contains(string(stub), `content="0; url=`+to+`"`) {
			t.Errorf("the stub of %s: %s %v", old, stub, err)
		}
	}
	if again := must(t, dir, "convert", filepath.Join(dir, ".trac")); !strings.Contains(again, " 0 files written") {
		t.Errorf("a second conversion: %s", again)
	}
	if n := onlyMarkdown(t, dir); n < 150 {
		t.Errorf("%d pages need no raw HTML", n)
	}
	t.Run("fidelity", func(t *testing.T) { agrees(t, dir) })
	t.Run("browser", func(t *testing.T) {
		server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "public"))))
		defer server.Close()
		if dom := browsertest.DOM(t, server.URL+"/trac/wiki/TwistedWeb?version=3#Support"); !strings.Contains(dom, "<article>") || !strings.Contains(dom, "Twisted Web") {
			t.Errorf("the stub did not arrive:\n%s", dom)
		}
	})
}

// agrees holds the built pages against Trac's own rendering, and verify's verdicts
// against those of the tool beside the recording.
func agrees(t *testing.T, dir string) {
	script := filepath.Join(shared, "tools/fidelity.py")
	python := "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import html5lib").Run(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3-html5lib is not here, and CI must have it")
		}
		t.Skip("python3-html5lib is not here")
	}
	verdicts := func() (reference verdict, out []byte) {
		theirs := filepath.Join(t.TempDir(), "fidelity.json")
		out, err := exec.Command(python, script, filepath.Join(shared, "trac-site"), filepath.Join(dir, "public"), "--json", theirs).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		data, err := os.ReadFile(theirs)
		if err == nil {
			err = json.Unmarshal(data, &reference)
		}
		if err != nil {
			t.Fatal(err)
		}
		var ours fidelity.Report
		_, text, errs := sitegen(t, dir, "--format", "json", "verify")
		if err := json.Unmarshal([]byte(text), &ours); err != nil {
			t.Fatalf("%v: %s", err, errs)
		}
		if math.Abs(ours.Fidelity-reference.Fidelity) > 1e-6 || ours.Perfect != reference.Perfect || len(ours.Pages) != len(reference.Pages) {
			t.Errorf("verify finds %v, %d perfect of %d; fidelity.py %v, %d of %d", ours.Fidelity, ours.Perfect, len(ours.Pages), reference.Fidelity, reference.Perfect, len(reference.Pages))
		}
		for _, p := range ours.Pages {
			for f, score := range reference.Pages[p.Name] {
				if got := p.Scores[fidelity.Feature(f)]; f != "score" && math.Abs(got-score) > 1e-6 {
					t.Errorf("%s, %s: %v, fidelity.py says %v", p.Name, f, got, score)
				}
			}
		}
		return reference, out
	}
	if reference, out := verdicts(); reference.Fidelity < 0.999 || reference.Perfect < 174 {
		t.Errorf("fidelity.py says\n%s", out)
	}
	// And where pages do differ.
	damage := strings.NewReplacer("\n## ", "\n### ", "**", "", "\n- ", "\n1. ", "](http", "](https://x.invalid/http", "| ", "| x ", "the ", "the the ")
	for _, page := range []string{"WikiStart", "ReviewProcess", "Plan/Python3", "XMPPGlossary", "TwistedDevelopment", "FrequentlyAskedQuestions"} {
		file := filepath.Join(dir, "content/wiki", page+".md")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(data), "+++\n\n")
		if err := os.WriteFile(file, []byte(head+"+++\n\n"+damage.Replace(body)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	must(t, dir, "build")
	if reference, out := verdicts(); reference.Perfect > 174 {
		t.Errorf("nothing is damaged:\n%s", out)
	}
}

// verdict is what fidelity.py writes.
type verdict struct {
	Fidelity float64
	Perfect  int
	Pages    map[string]map[string]float64
}

// A Trac that is busy, breaks off or forbids pages gives the others all the same.
func TestRealWikiWithFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	for name, fault := range map[string]func(*recording){
		"busy":      func(r *recording) { r.fail = 3 },
		"drops":     func(r *recording) { r.drop = 5 },
		"forbidden": func(r *recording) { r.login = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openRecording(t)
			fault(r)
			server := httptest.NewServer(r)
			defer server.Close()
			dir := newSite(t)
			code, out, errs := sitegen(t, dir, "convert", server.URL+"/trac")
			want := "179 pages and 58 attachments"
			if r.login {
				want = "177 pages and 6 attachments"
				if !strings.Contains(errs, "not fetched: /wiki/TSF/SponsorLogos: the server answers 403 Forbidden") {
					t.Errorf("forbidden pages are not told: %s", errs)
				}
			}
			if code != 0 || !strings.HasPrefix(out, want) {
				t.Errorf("exits %d\n%s%s", code, out, errs)
			}
		})
	}
}
