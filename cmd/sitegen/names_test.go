package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/twisted/sitegen/generator"
	"github.com/twisted/sitegen/generator/check"
	"github.com/twisted/sitegen/generator/check/oldurls"
	"github.com/twisted/sitegen/generator/output"
	"github.com/twisted/sitegen/generator/page"
	"github.com/twisted/sitegen/generator/serve"
	"github.com/twisted/sitegen/internal/nametest"
	"github.com/twisted/sitegen/internal/tractest"
)

// 10,000 names are go test ./cmd/sitegen -run TestEveryNameArrives -names 50 -timeout 0.
var nameSets = flag.Int("names", 1, "how many sets of 200 page names TestEveryNameArrives tries")

// Whatever a page or attachment is called: it is fetched, converted, built and previewed, its old URL
// arrives at its own text, and so do links to it.
func TestEveryNameArrives(t *testing.T) {
	t.Parallel()
	size := 200
	if testing.Short() {
		size = 60
	}
	for set := range *nameSets {
		t.Run(fmt.Sprint(set), func(t *testing.T) {
			t.Parallel()
			everyNameArrives(t, namedWiki(uint64(set), size))
		})
	}
}

func everyNameArrives(t *testing.T, wiki tractest.Wiki) {
	server := httptest.NewServer(wiki)
	defer server.Close()
	dir := newSite(t)
	must(t, dir, "convert", server.URL+wiki.Base)
	if said := must(t, dir, "convert", server.URL+wiki.Base); !strings.Contains(said, ", 0 files written") {
		t.Errorf("a second conversion: %s", said)
	}
	must(t, dir, "build")
	must(t, dir, "check", "--old-urls", filepath.Join(dir, ".trac"))
	a := newArrivals(t, dir)
	for i, p := range wiki.Pages {
		at := wiki.Base + "/wiki/" + tractest.Quote(p.Name)
		body := a.expect(at, textOf(p))
		if next := nextLink.FindStringSubmatch(body); next != nil {
			a.expect(addressOf(next[1]), textOf(wiki.Pages[1+i%(len(wiki.Pages)-1)]))
		} else if strings.Contains(p.Source, " next]") {
			t.Errorf("%s: no link in %s", at, body)
		}
		for name, text := range p.Attachments {
			below := tractest.Quote("wiki/" + p.Name + "/" + name)
			a.expect(wiki.Base+"/raw-attachment/"+below, text)
			a.expect(wiki.Base+"/attachment/"+below, text)
			if !strings.Contains(oneSpace(body), oneSpace(html.EscapeString(name))) {
				t.Errorf("%s does not list %q", at, name)
			}
		}
		for _, m := range attachmentLink.FindAllStringSubmatch(body, -1) {
			a.expect(addressOf(m[1]), "File ")
		}
	}
	t.Logf("%d of %d pages, attachments and links arrived", a.asked-a.lost, a.asked)
}

var (
	nextLink       = regexp.MustCompile(`<a href="([^"]*)">next</a>`)
	attachmentLink = regexp.MustCompile(`<a href="([^"]*)">attached</a>`)
)

// addressOf is a link of the site as a list of URLs names it.
func addressOf(href string) string { return strings.ReplaceAll(html.UnescapeString(href), "&", "%26") }

// namedWiki is a wiki of random names; each page links to the next one, and to what is attached, where a
// link can name it.
func namedWiki(seed uint64, size int) tractest.Wiki {
	names := nametest.Pages(seed, size)
	wiki := tractest.Wiki{Pages: []tractest.Page{{Name: "WikiStart", Source: "The start.", HTML: "<p>The start.</p>"}}}
	if seed%4 != 3 {
		wiki.Base = "/trac"
	} else { // the old URLs of these are files of the new site, which the report says
		names = slices.DeleteFunc(names, func(name string) bool {
			return path.Base(name) == "index" || slices.Contains(strings.Split(name, "/"), "index.html")
		})
		size = len(names)
	}
	for i, name := range names {
		p := tractest.Page{Name: name, Attachments: map[string]string{}}
		p.Source = fmt.Sprintf("This is page %d of %d.", i, seed)
		p.HTML = "<p>" + p.Source + "</p>"
		if next := names[(i+1)%size]; canLink(next) {
			p.Source += "\n\n[\"/" + next + "\" next]"
			p.HTML += `<p><a class="wiki" href="` + wiki.Base + "/wiki/" + tractest.Quote(next) + `">next</a></p>`
		}
		if i%5 == 0 {
			for k, file := range nametest.Attachments(seed<<16+uint64(i), 3) {
				p.Attachments[file] = fmt.Sprintf("File %d of page %d of %d.", k, i, seed)
				if canLink(file) && !strings.Contains(file, ":") {
					p.Source += "\n\n[raw-attachment:\"" + file + "\" attached]"
					p.HTML += `<p><a class="attachment" href="` + wiki.Base + "/raw-attachment/wiki/" +
						tractest.Quote(name+"/"+file) + `">attached</a></p>`
				}
			}
		}
		wiki.Pages = append(wiki.Pages, p)
	}
	return wiki
}

// canLink reports whether a link in WikiFormatting can name a page.
func canLink(name string) bool {
	return !strings.ContainsAny(name, "\"'#?@\u2028\u2029") && !strings.ContainsFunc(name, unicode.IsControl) &&
		strings.TrimSpace(name) == name
}

// oneSpace folds white space, as a published page does.
func oneSpace(s string) string { return strings.Join(strings.Fields(html.UnescapeString(s)), " ") }

// textOf is a text that no other page has.
func textOf(p tractest.Page) string {
	text, _, _ := strings.Cut(p.Source, "\n")
	return text
}

// arrivals asks for old URLs in every way.
type arrivals struct {
	t           *testing.T
	site        *output.Files
	public      string
	preview     *httptest.Server
	unfiled     map[string]struct{ To string } // of 404.html
	asked, lost int
}

func newArrivals(t *testing.T, dir string) *arrivals {
	o, err := (&app{dir: dir}).options(t.Context(), &siteFlags{})
	if err != nil {
		t.Fatal(err)
	}
	site, list := generator.New().Load(o)
	if list.HasErrors() {
		t.Fatal(list)
	}
	a := &arrivals{t: t, site: site, public: filepath.Join(dir, "public")}
	handler := serve.New()
	handler.Show("", site, nil)
	a.preview = httptest.NewServer(handler)
	t.Cleanup(a.preview.Close)
	if text := site.Site.Redirects.Unfiled(); text != "" {
		if err := json.Unmarshal([]byte(text), &a.unfiled); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// expect complains if an address does not arrive at a text, and returns what it arrives at.
func (a *arrivals) expect(old, text string) string {
	a.t.Helper()
	a.asked++
	body := a.byFiles(old)
	for way, got := range map[string]string{
		"redirects test": a.byMap(old), "the preview": a.byPreview(old), "the build": body,
	} {
		if !strings.Contains(html.UnescapeString(got), text) {
			a.t.Errorf("%s arrives by %s at %.300q, want %q", old, way, got, text)
			a.lost++
			break
		}
	}
	return body
}

// byMap returns the output where the redirect map says that an old URL ends.
func (a *arrivals) byMap(old string) string {
	u, ok := oldurls.Parse(old)
	if !ok {
		return "no URL"
	}
	arrival := check.Follow(a.site, u)
	at, _ := url.PathUnescape(arrival.At)
	o := a.site.Answering(at)
	if o == nil {
		return arrival.String()
	}
	data, list := a.site.RenderOutput(o)
	return string(data) + list.Error()
}

var refreshTo = regexp.MustCompile(`http-equiv="refresh" content="0; url=([^"]*)"`)

// byPreview returns what a browser ends with that asks the preview.
func (a *arrivals) byPreview(old string) string {
	return a.follow(old, func(at string) (string, bool) {
		res, err := http.Get(a.preview.URL + at)
		if err != nil {
			return err.Error(), false
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			return err.Error(), false
		}
		return string(body), res.StatusCode == http.StatusOK
	})
}

// byFiles returns what a browser ends with on the published files.
func (a *arrivals) byFiles(old string) string {
	isFile := func(p string) bool {
		info, err := os.Stat(filepath.Join(a.public, p))
		return err == nil && !info.IsDir()
	}
	return a.follow(old, func(at string) (string, bool) {
		at, err := url.PathUnescape(strings.TrimPrefix(at, "/"))
		if err != nil {
			return err.Error(), false
		}
		file, isFolder := page.Find(isFile, at)
		if isFolder {
			file, _ = page.Find(isFile, at+"/")
		}
		if file == "" {
			return "404", false
		}
		data, _ := os.ReadFile(filepath.Join(a.public, file))
		return string(data), true
	})
}

// follow asks for a path until it is no redirect, as a browser does with the scripts of 404.html.
func (a *arrivals) follow(at string, get func(at string) (string, bool)) string {
	for range 4 {
		body, found := get(at)
		if !found {
			old, _ := url.PathUnescape(at)
			to := a.unfiled[strings.TrimRight(old, "/")].To
			if to == "" {
				return body
			}
			at = to
			continue
		}
		m := refreshTo.FindStringSubmatch(body)
		if m == nil {
			return body
		}
		at = html.UnescapeString(m[1])
	}
	return "too many redirects"
}
