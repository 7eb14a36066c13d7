package main

import (
	"encoding/json"
	"math"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/fidelity"
	"github.com/twisted/sitegen/internal/browsertest"
	"github.com/twisted/sitegen/internal/sharedtest"
	"github.com/twisted/sitegen/internal/tractest"
)

// The whole way of a real wiki, Twisted's own: it is converted and built once, and each test below
// holds one law of it.
func TestTwisted(t *testing.T) {
	if testing.Short() {
		t.Skip("TestWeathercock holds the same laws, in small")
	}
	t.Parallel()
	address := tractest.Twisted(t).Serve(t)
	dir := newSite(t)
	if said := must(t, dir, "convert", address); !strings.HasPrefix(said, "179 pages and 58 attachments") {
		t.Errorf("convert: %s", said)
	}
	must(t, dir, "build")
	for name, law := range map[string]func(t *testing.T, dir string){
		"every old URL arrives":      everyTwistedURLArrives,
		"pages have stubs":           twistedPagesHaveStubs,
		"a browser follows a stub":   aBrowserFollowsAStub,
		"leaves what did not change": func(t *testing.T, dir string) { leavesWhatDidNotChange(t, dir, nil) },
		"needs no raw HTML":          twistedNeedsNoRawHTML,
		"says what Trac said":        twistedSaysWhatTracSaid,
		"what is damaged is found":   whatIsDamagedIsFound,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			law(t, dir)
		})
	}
}

// Every link arrives but those that Trac could not follow either.
func everyTwistedURLArrives(t *testing.T, dir string) {
	must(t, dir, "check", "--old-urls", filepath.Join(dir, ".trac/inventory.txt"))
}

func twistedPagesHaveStubs(t *testing.T, dir string) {
	for old, to := range map[string]string{"TwistedWeb": "/wiki/TwistedWeb/", "Plan/Python3": "/wiki/Plan/Python3/"} {
		stub, err := os.ReadFile(filepath.Join(dir, "public/trac/wiki", old, "index.html"))
		if err != nil || !strings.Contains(string(stub), `content="0; url=`+to+`"`) {
			t.Errorf("the stub of %s: %s %v", old, stub, err)
		}
	}
}

func aBrowserFollowsAStub(t *testing.T, dir string) {
	needsBrowser(t)
	server := httptest.NewServer(http.FileServer(http.Dir(filepath.Join(dir, "public"))))
	t.Cleanup(server.Close)
	if dom := browsertest.DOM(t, server.URL+"/trac/wiki/TwistedWeb?version=3#Support"); !strings.Contains(dom, "<article>") || !strings.Contains(dom, "Twisted Web") {
		t.Errorf("the stub did not arrive:\n%s", dom)
	}
}

func twistedNeedsNoRawHTML(t *testing.T, dir string) {
	if n := onlyMarkdown(t, dir); n < 150 {
		t.Errorf("%d pages need no raw HTML", n)
	}
}

// The built pages say what Trac's own rendering said.
func twistedSaysWhatTracSaid(t *testing.T, dir string) {
	if reference, out := verdicts(t, "trac-site", dir); reference.Fidelity < 0.999 || reference.Perfect < 174 {
		t.Errorf("fidelity.py says\n%s", out)
	}
}

// Where pages do differ, verify finds what the tool beside the recording finds.
func whatIsDamagedIsFound(t *testing.T, dir string) {
	damaged := t.TempDir()
	for _, part := range []string{"site.toml", "content", "redirects", ".trac"} {
		from := filepath.Join(dir, part)
		if data, err := os.ReadFile(from); err == nil {
			writeFiles(t, damaged, map[string]string{part: string(data)})
		} else if err := os.CopyFS(filepath.Join(damaged, part), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	damage := strings.NewReplacer("\n## ", "\n### ", "**", "", "\n- ", "\n1. ", "](http", "](https://x.invalid/http", "| ", "| x ", "the ", "the the ")
	for _, page := range []string{"WikiStart", "ReviewProcess", "Plan/Python3", "XMPPGlossary", "TwistedDevelopment", "FrequentlyAskedQuestions"} {
		file := filepath.Join(damaged, "content/wiki", page+".md")
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, body, _ := strings.Cut(string(data), "+++\n\n")
		if err := os.WriteFile(file, []byte(head+"+++\n\n"+damage.Replace(body)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	must(t, damaged, "build")
	if reference, out := verdicts(t, "trac-site", damaged); reference.Perfect > 174 {
		t.Errorf("nothing is damaged:\n%s", out)
	}
}

// verdicts holds verify's verdicts on the built pages against those of the tool beside the
// recording, which it returns.
func verdicts(t *testing.T, recording, dir string) (reference verdict, said []byte) {
	t.Helper()
	const python = "/usr/bin/python3"
	if err := exec.Command(python, "-c", "import html5lib").Run(); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("python3-html5lib is not here, and CI must have it")
		}
		t.Skip("python3-html5lib is not here")
	}
	theirs := filepath.Join(t.TempDir(), "fidelity.json")
	said, err := exec.Command(python, sharedtest.Path(t, "tools/fidelity.py"), sharedtest.Path(t, recording), filepath.Join(dir, "public"), "--json", theirs).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
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
		theirs := reference.Pages[p.Name]
		for f, score := range theirs {
			got := p.Scores[fidelity.Feature(f)]
			if f == "score" {
				got = p.Score
			}
			if math.Abs(got-score) > 1e-6 {
				t.Errorf("%s, %s: %v, fidelity.py says %v", p.Name, f, got, score)
			}
		}
		if len(theirs) != len(p.Scores)+1 {
			t.Errorf("%s: verify scores %v, fidelity.py %v", p.Name, p.Scores, theirs)
		}
	}
	return reference, said
}

// Of Tracs of all times verify says what the tool beside the recordings says.
func TestVerifyAgreesOnEveryRecording(t *testing.T) {
	if testing.Short() {
		t.Skip("TestTwisted holds the same, of Trac 1.6")
	}
	for _, recording := range []string{"trac-old/aquarius-0.11", "trac-old/ckan-0.12", "trac-cython"} {
		t.Run(recording, func(t *testing.T) {
			t.Parallel()
			dir := newSite(t)
			must(t, dir, "convert", "--trac-pages", tractest.Recorded(t, recording).Serve(t))
			must(t, dir, "build")
			if reference, out := verdicts(t, recording, dir); reference.Fidelity < 0.97 {
				t.Errorf("fidelity.py says\n%s", out)
			}
		})
	}
}

// verdict is what fidelity.py writes.
type verdict struct {
	Fidelity float64
	Perfect  int
	Pages    map[string]map[string]float64
}
