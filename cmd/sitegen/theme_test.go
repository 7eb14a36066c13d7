package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/browsertest"
)

// driven is a site whose pages press keys and tell, in the title, where they led.
var driven = map[string]string{
	"site.toml": "title = \"T\"\nbase_url = \"https://example.org/p\"\n",
	"theme/assets/drive.js": `addEventListener("load", function () {
		setTimeout(function () {
			var told = [];
			function press(key, on) { (on || document.activeElement).dispatchEvent(new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true })); }
			function where() { var e = document.activeElement; told.push(e.getAttribute("href") || e.textContent || e.name || e.tagName); }
			(document.body.dataset.keys || "").split(" ").filter(Boolean).forEach(function (key) { press(key); where(); });
			document.documentElement.dataset.told = told.join(" ");
		}, 1000);
	});`,
	"theme/partials/footer.html": `{{define "partials/footer.html"}}<script>document.body.dataset.keys = new URLSearchParams(location.search).get("keys") || "";</script><script src="{{asset "drive.js"}}"></script>{{end}}`,
	"content/_index.md":          "Home.\n",
	"content/deferreds.md":       "+++\ntitle = \"Deferreds\"\ndescription = \"Promises of results.\"\n+++\nThey call back. Über naïve façades: 日本語の文. ΟΔΟΣ, H<sub>2</sub>O, Deferred<wbr>List, test_" + strings.Repeat("long_", 12) + "name.\n",
	"content/reactor.md":         "+++\ntitle = \"The reactor\"\ntags = [\"C++\"]\n+++\nIt runs deferreds and `callLater`, mostly.\n\n```text {linenos=true}\nfrobnicate(1)\n```\n",
	"content/tabs.md": "{{< tabs label=\"Systems\" >}}\n{{< tab name=\"Linux\" >}}\nUse apt.\n{{< /tab >}}\n{{< tab name=\"macOS\" >}}\n## Brew it\n\nUse brew.\n{{< /tab >}}\n{{< /tabs >}}\n\n" +
		"```pycon\n>>> 1 + 1\n2\n```\n",
}

// The search works in the reader's browser alone, and by keyboard; so do tabs.
func TestThemeInABrowser(t *testing.T) {
	needsBrowser(t)
	t.Parallel()
	dir := t.TempDir()
	writeFiles(t, dir, driven)
	server := httptest.NewServer(http.StripPrefix("/p", pages(loadSite(t, dir), "")))
	t.Cleanup(server.Close)
	for at, want := range map[string][]string{
		"/search/?q=deferred":                                     {`>2 pages<`, `<ol id="theme-results" class="results"><li><a href="/p/deferreds/">Deferreds</a><p>Promises of results.</p></li><li><a href="/p/reactor/">The reactor</a><p>It runs deferreds and callLater, mostly.</p></li></ol>`},
		"/search/?q=calllater+REACTOR":                            {`>1 page<`, `href="/p/reactor/"`},
		"/search/?q=uber+facades":                                 {`>1 page<`, `href="/p/deferreds/"`},
		"/search/?q=%E6%9C%AC":                                    {`>1 page<`, `href="/p/deferreds/"`},
		"/search/?q=οδος+h2o+deferredlist":                        {`>1 page<`},
		"/search/?q=test_" + strings.Repeat("long_", 12) + "name": {`>1 page<`},
		"/search/?q=C%2B%2B":                                      {`>1 page<`, `href="/p/reactor/"`},
		"/search/?q=frobnicate":                                   {`>1 page<`},
		"/search/?q=nothinglikeit":                                {`>Nothing found.<`},
		"/search/?q=deferred&keys=ArrowDown+ArrowDown+ArrowUp":    {`data-told="/p/deferreds/ /p/reactor/ /p/deferreds/"`},
		"/tabs/?keys=x":                                           {`role="tablist" aria-label="Systems"`, `aria-selected="true" tabindex="0">Linux</button>`, `hidden=""`, `<button type="button" class="copy" aria-label="Copy this code">Copy</button>`},
		"/tabs/#brew-it":                                          {`aria-selected="true" tabindex="0">macOS</button>`},
	} {
		t.Run(at, func(t *testing.T) {
			t.Parallel()
			dom := browsertest.DOM(t, server.URL+"/p"+at)
			for _, part := range want {
				if !strings.Contains(dom, part) {
					t.Errorf("no %s in\n%s", part, dom)
				}
			}
		})
	}
}
