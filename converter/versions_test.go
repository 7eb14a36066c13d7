package converter

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/converter/trac"
)

// withHistory is a snapshot of two pages with versions.
func withHistory(t *testing.T, versionsOfA int) *trac.Snapshot {
	t.Helper()
	dir := t.TempDir()
	page := func(n int) string {
		return `<div id="wikipage"><p>x</p></div><div class="trac-modifiedby"><a title="Version 2 by x"></a></div>`
	}
	row := func(n int, author, comment, date string) string {
		return `<tr><td class="version">` + string(rune('0'+n)) +
			`</td><td class="date"><a class="timeline" href="/t?from=` + date + `">x</a></td><td class="author">` +
			author + `</td><td class="comment">` + comment + `</td></tr>`
	}
	rows := row(1, "alice", "begin", "2009-01-01T00:00:00Z") + row(2, "Bob &lt;bob@example.org&gt;", "",
		"2009-01-03T00:00:00Z")
	if versionsOfA == 3 {
		rows += row(3, "&lt;&gt;", "last", "2011-01-03T00:00:00Z")
	}
	for name, text := range map[string]string{
		"snapshot.toml": "url = \"http://t/trac\"\nbase = \"/trac\"\nfetched = 2020-01-01T00:00:00Z\n" +
			"complete = true\nnames = [\"A\", \"Sub/B: c\"]\n",
		"pages/A.txt":             "x",
		"pages/A.html":            page(2),
		"pages/Sub%2FB%3A c.txt":  "y",
		"pages/Sub%2FB%3A c.html": page(1),
		"history/A/history.html":  "<table id=\"fieldhist\"><tbody>" + rows + "</tbody></table>",
		"history/A/1.txt":         "one\r\n",
		"history/A/2.txt":         "",
		"history/A/3.txt":         "three\n",
		"history/Sub%2FB%3A c/history.html": "<table id=\"fieldhist\"><tbody>" + row(1, "carol", "sub",
			"2009-01-02T00:00:00Z") + "</tbody></table>",
		"history/Sub%2FB%3A c/1.txt": "sub",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := trac.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func writeHistory(t *testing.T, s *trac.Snapshot, dir string) (Conversion, error) {
	t.Helper()
	c, err := Convert(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, _, err = c.WithHistory(t.Context(), s, dir, "https://example.org/history/")
	return c, err
}

func TestWithHistory(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here")
	}
	dir := filepath.Join(t.TempDir(), "history")
	c, err := writeHistory(t, withHistory(t, 2), dir)
	if err != nil {
		t.Fatal(err)
	}
	git := func(args ...string) string {
		out, err := exec.Command("git", append([]string{"-C", dir}, args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %v: %v %s", args, err, out)
		}
		return string(out)
	}
	if got, want := git("log", "--reverse", "--format=%an <%ae> %at %s|%b"), "alice <> 1230768000 begin|A, version 1\n"+
		"carol <> 1230854400 sub|Sub/B: c, version 1\nBob <bob@example.org> 1230940800 A, version 2|\n"; got != want {
		t.Errorf("log:\n%s\nwant:\n%s", got, want)
	}
	if got := git("show", "HEAD~2:A.txt"); got != "one\r\n" {
		t.Errorf("version 1: %q", got)
	}
	first := git("rev-parse", "HEAD~2")
	if got, want := string(contents(t, c)["redirects/trac-versions.csv"]),
		"1,A,"+strings.TrimSpace(first)+",A.txt\n"; !strings.Contains(got, want) {
		t.Errorf("no %s in\n%s", want, got)
	}
	if got := git("status", "--porcelain"); got != "" {
		t.Errorf("the work tree is not clean: %s", got)
	}

	// The same again, and one version more.
	head := git("rev-parse", "HEAD")
	if _, err := writeHistory(t, withHistory(t, 2), dir); err != nil || git("rev-parse", "HEAD") != head {
		t.Errorf("again: %v", err)
	}
	if _, err := writeHistory(t, withHistory(t, 3), dir); err != nil || git("rev-parse", "HEAD~1") != head {
		t.Errorf("one more: %v", err)
	}
}
