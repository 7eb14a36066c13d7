package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"golang.org/x/tools/txtar"
)

// buildSite builds a site and returns the folder.
func buildSite(t *testing.T, dir string) string {
	t.Helper()
	t.Setenv("GITHUB_ACTIONS", "")
	out := filepath.Join(t.TempDir(), "public")
	if code, said := runProgram(t, dir, "build", "-o", out); code != 0 {
		t.Fatal(said)
	}
	return out
}

// sites are the repository's own, and those of some golden ones that between them use all of
// the theme.
func sites(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{"own": buildSite(t, own)}
	for _, name := range []string{"shortcodes", "markdown", "code", "pagination", "taxonomies", "rawhtml", "outputs", "sections"} {
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
		dir := t.TempDir()
		writeFiles(t, dir, files)
		all[name] = buildSite(t, dir)
	}
	return all
}

// What is published is valid HTML, as the W3C's Nu checker has it. $VNU_JAR names the checker
// (npm's vnu-jar); it needs Java.
func TestValidHTML(t *testing.T) {
	jar := os.Getenv("VNU_JAR")
	if jar == "" {
		t.Skip("$VNU_JAR names no Nu checker")
	}
	args := []string{"-Xss8m", "-jar", jar, "--skip-non-html", "--format", "json", "--stdout"}
	for _, public := range sites(t) {
		args = append(args, public)
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

// Feed readers understand the feeds, and what they show does not lead nowhere.
func TestFeedsAreRead(t *testing.T) {
	read := 0
	for name, public := range sites(t) {
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
			if feed.Title == "" || !strings.HasSuffix(feed.FeedLink, "/"+filepath.ToSlash(file)) || len(feed.Items) == 0 || feed.UpdatedParsed == nil && strings.HasSuffix(file, ".atom") {
				t.Errorf("%s: %s says too little: %+v", name, file, feed)
			}
			for _, item := range feed.Items {
				if item.Title == "" || item.GUID == "" || item.PublishedParsed == nil || item.UpdatedParsed == nil || !strings.HasPrefix(item.Link, "https://") {
					t.Errorf("%s: %s: an entry says too little: %+v", name, file, item)
				}
				for _, relative := range []string{`href="/`, `src="/`, `href="#`} {
					if strings.Contains(item.Content, relative) {
						t.Errorf("%s: %s: %s is relative in\n%s", name, file, relative, item.Content)
					}
				}
			}
		}
	}
	if read < 8 {
		t.Errorf("only %d feeds", read)
	}
}
