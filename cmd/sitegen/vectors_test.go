package main

import (
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/internal/browsertest"
)

// The redirect map's vectors are asked of everything that answers old URLs: Go (in
// package redirect), a browser on the built site, web servers with an export.

const vectorRules = own + "/generator/redirect/testdata/"

// vector is one old URL and what answers it; //host/path is of another host.
type vector struct {
	Old, To, Gone, Since, See string
	None, Stub                bool
}

// host is the old URL's own host, "" for the site.
func (v vector) host() (host, path string) {
	if rest, ok := strings.CutPrefix(v.Old, "//"); ok {
		host, path, _ = strings.Cut(rest, "/")
		return host, "/" + path
	}
	return "", v.Old
}

// vectorSite makes the site that the vectors are about.
func vectorSite(t *testing.T, base string) (site *output.Files, dir string, list []vector) {
	t.Helper()
	read := func(name string) string {
		data, err := os.ReadFile(vectorRules + name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	if err := json.Unmarshal([]byte(read("vectors.json")), &list); err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	writeFiles(t, dir, map[string]string{
		"site.toml":          "title = \"T\"\nbase_url = \"https://site.example.org" + base + "\"\n",
		"content/_index.md":  "+++\ntitle = \"Home\"\n+++\nHello.\n",
		"content/tickets.md": "+++\ntitle = \"Lost tickets\"\n+++\nLost.\n",
		"content/special.md": "+++\ntitle = \"Special\"\naliases = [\"/t/wiki/Dir/index.html\"]\n+++\n## There\n",
		"content/wiki/Page.md": "+++\ntitle = \"Page\"\naliases = [\"/t/wiki/Page\", \"/t/wiki/Dir\", \"/t/wiki/Li%0Ane\", \"/t/wiki/{x}%5Cy\",\n" +
			"\"/t/wiki/" + strings.Repeat("%E6%97%A5", 86) + "\"]\n+++\n## Part\n",
		"redirects/rules.toml":  read("rules.toml"),
		"redirects/tickets.csv": read("tickets.csv"),
	})
	return loadSite(t, dir), dir, list
}

// final follows a vector's answer through the site's own redirects.
func final(site *output.Files, to string) string {
	u, ok := oldurls.Parse(to)
	if !ok || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
		return to
	}
	if a := check.Follow(site, u); a.At != "" && a.Outcome != check.Gone {
		return a.At
	}
	return to
}

// said is a script that tells what a page's text says and where its links lead.
const said = `<script>function said() {
		var a = document.querySelector("article");
		return a ? a.innerText + Array.from(a.querySelectorAll("a"), function (a) { return " " + a.href; }).join("") : "";
	}</script>`

// arrivalScript is a script that tells the page around that this one has arrived.
const arrivalScript = said + `<script>if (parent !== window) parent.postMessage({href: location.href, text: said()}, "*")</script>`

// A browser arrives where Lookup says, from every stub and by way of 404.html.
func TestVectorsInABrowser(t *testing.T) {
	needsBrowser(t)
	t.Parallel()
	others := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<!doctype html>" + arrivalScript)) }))
	t.Cleanup(others.Close)
	for _, base := range []string{"", "/project"} {
		t.Run(base, func(t *testing.T) {
			t.Parallel()
			vectorsInABrowser(t, base, strings.TrimPrefix(others.URL, "https://"))
		})
	}
}

// vectorsInABrowser asks a browser of the site below a path; others answers for other hosts.
func vectorsInABrowser(t *testing.T, base, others string) {
	site, _, list := vectorSite(t, base)
	var own []vector
	var olds []string
	for _, v := range list {
		if host, path := v.host(); host == "" {
			own, olds = append(own, v), append(olds, base+path)
		}
	}
	asked, _ := json.Marshal(olds)
	// A page that is gone, or found nothing, tells again when the resolver is done.
	onSite := pages(site, arrivalScript+`<script>new MutationObserver(function () { parent.postMessage({href: location.href, text: said()}, "*") }).observe(document.body, {childList: true, subtree: true})</script>`)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/harness" {
			http.StripPrefix(base, onSite).ServeHTTP(w, r)
			return
		}
		w.Write([]byte(`<!doctype html><meta charset="utf-8"><pre></pre><script>
			var answers = [], frames = [];
			addEventListener("message", function (e) {
				answers[frames.findIndex(function (f) { return f.contentWindow === e.source; })] = e.data;
				document.querySelector("pre").textContent = JSON.stringify(answers);
			});
			` + string(asked) + `.forEach(function (old) {
				var f = document.createElement("iframe");
				f.src = old;
				frames.push(f);
				document.body.append(f);
			});</script>`))
	}))
	defer server.Close()
	dom := browsertest.DOMAfter(t, server.URL+"/harness", 3*time.Second, "--ignore-certificate-errors",
		"--host-resolver-rules=MAP example.org "+others+", MAP *.example.org "+others)
	_, out, _ := strings.Cut(dom, "<pre>")
	out, _, _ = strings.Cut(out, "</pre>")
	var answers []struct{ Href, Text string }
	if err := json.Unmarshal([]byte(html.UnescapeString(out)), &answers); err != nil || len(answers) != len(own) {
		t.Fatalf("%d answers to %d questions: %v\n%s", len(answers), len(own), err, dom)
	}
	for i, v := range own {
		got := answers[i]
		to := strings.TrimPrefix(got.Href, server.URL+base)
		switch {
		case v.Gone != "":
			for _, want := range []string{v.Gone, v.Since, v.See} {
				if !strings.Contains(got.Text, want) {
					t.Errorf("%s: %q does not say %q", v.Old, got.Text, want)
				}
			}
		case v.None:
			if v.Old != "/" && !strings.Contains(got.Text, "Page not found") {
				t.Errorf("%s: %+v, want nothing", v.Old, got)
			}
		case !sameURL(to, final(site, v.To)):
			t.Errorf("%s: %s, want %s", v.Old, to, final(site, v.To))
		}
	}
}

// sameURL tells whether two URLs are one, however they are encoded.
func sameURL(a, b string) bool {
	plain := func(s string) string {
		if d, err := url.QueryUnescape(s); err == nil {
			s = d
		}
		return strings.TrimSuffix(s, "/")
	}
	return plain(a) == plain(b)
}
