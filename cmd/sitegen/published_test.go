package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"golang.org/x/tools/txtar"
)

// What is published is fit for other programs: the repository's own site, and some golden ones that
// between them use all of the theme, are built once, and each test below holds one law of them.
func TestPublished(t *testing.T) {
	t.Parallel()
	sites := map[string]string{}
	if !testing.Short() {
		sites["own"] = own // 14,000 files
	}
	for _, name := range []string{"shortcodes", "markdown", "code", "pagination", "taxonomies", "rawhtml", "outputs", "sections"} {
		sites[name] = goldenSite(t, name)
	}
	published := map[string]string{}
	for name, dir := range sites {
		published[name] = filepath.Join(t.TempDir(), "public")
		must(t, dir, "build", "-o", published[name])
	}
	for name, law := range map[string]func(t *testing.T, published map[string]string){
		"HTML is valid":            htmlIsValid,
		"feeds are read":           feedsAreRead,
		"feeds lead nowhere wrong": feedsLeadNowhereWrong,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			law(t, published)
		})
	}
}

// goldenSite writes the site of one of testdata/site into a folder.
func goldenSite(t *testing.T, name string) (dir string) {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata/site", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		top, _, _ := strings.Cut(f.Name, "/")
		if slices.Contains([]string{"content", "theme", "redirects", "site.toml"}, top) {
			files[f.Name] = string(f.Data)
		}
	}
	dir = t.TempDir()
	writeFiles(t, dir, files)
	return dir
}

// What is published is valid HTML, as the W3C's Nu checker has it. $VNU_JAR names the checker
// (npm's vnu-jar); it needs Java. Of redirects, which are many, one of each shape is checked.
func htmlIsValid(t *testing.T, published map[string]string) {
	if testing.Short() {
		t.Skip("needs Java")
	}
	jar := os.Getenv("VNU_JAR")
	if jar == "" {
		t.Skip("$VNU_JAR names no Nu checker")
	}
	args := []string{"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-jar", jar, "--format", "json", "--stdout"}
	shapes := map[string]bool{}
	for _, public := range published {
		for name, text := range readFolder(t, public) {
			if filepath.Ext(name) != ".html" {
				continue
			}
			if strings.Contains(text, `http-equiv="refresh"`) {
				shape := unreserved.ReplaceAllString(text, "x")
				if shapes[shape] {
					continue
				}
				shapes[shape] = true
			}
			args = append(args, filepath.Join(public, name))
		}
	}
	if len(shapes) < 10 {
		t.Errorf("only %d shapes of redirects", len(shapes))
	}
	out, err := exec.Command("java", args...).Output()
	var answer struct {
		Messages []struct{ Type, URL, Message, Extract string }
	}
	if jsonErr := json.Unmarshal(out, &answer); jsonErr != nil {
		t.Fatalf("%v: %v\n%s", err, jsonErr, out)
	}
	for _, m := range answer.Messages {
		if m.Type == "error" {
			t.Errorf("%s: %s\n%s", m.URL, m.Message, m.Extract)
		}
	}
}

// unreserved are letters, digits and the marks that mean nothing to HTML and to URLs: two redirects
// that differ in nothing else are both valid or neither.
var unreserved = regexp.MustCompile(`[A-Za-z0-9._~/-]+`)

// feeds reads every feed, as a reader does.
func feeds(t *testing.T, published map[string]string, visit func(at string, feed *gofeed.Feed)) {
	t.Helper()
	read := 0
	for name, public := range published {
		for file, text := range readFolder(t, public) {
			if base := filepath.Base(file); base != "feed.atom" && base != "feed.json" {
				continue
			}
			feed, err := gofeed.NewParser().ParseString(text)
			if err != nil {
				t.Errorf("%s: %s: %v", name, file, err)
				continue
			}
			read++
			visit(name+": "+filepath.ToSlash(file), feed)
		}
	}
	if read < 8 {
		t.Errorf("only %d feeds", read)
	}
}

// Feed readers understand the feeds, which say all that one shows.
func feedsAreRead(t *testing.T, published map[string]string) {
	feeds(t, published, func(at string, feed *gofeed.Feed) {
		_, file, _ := strings.Cut(at, ": ")
		if feed.Title == "" || !strings.HasSuffix(feed.FeedLink, "/"+file) || len(feed.Items) == 0 || feed.UpdatedParsed == nil && strings.HasSuffix(file, ".atom") {
			t.Errorf("%s says too little: %+v", at, feed)
		}
		for _, item := range feed.Items {
			if item.Title == "" || item.GUID == "" || item.PublishedParsed == nil || item.UpdatedParsed == nil || !strings.HasPrefix(item.Link, "https://") {
				t.Errorf("%s: an entry says too little: %+v", at, item)
			}
		}
	})
}

// What a feed's entries link to and show is found from anywhere.
func feedsLeadNowhereWrong(t *testing.T, published map[string]string) {
	feeds(t, published, func(at string, feed *gofeed.Feed) {
		for _, item := range feed.Items {
			for _, relative := range []string{`href="/`, `src="/`, `href="#`} {
				if strings.Contains(item.Content, relative) {
					t.Errorf("%s: %s is relative in\n%s", at, relative, item.Content)
				}
			}
		}
	})
}
