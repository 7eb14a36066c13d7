package oldurls

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.Example.org:8080/trac/a?b=c#d":      "//example.org/trac/a?b=c#d",
		"<http://example.org/trac/a>":                    "//example.org/trac/a",
		"//example.org":                                  "//example.org/",
		"example.org/trac":                               "//example.org/trac",
		"/trac/query?a=1&amp;b=2":                        "/trac/query?a=1&b=2",
		"http://user:pw@example.org./x":                  "//example.org/x",
		"http://example.org?x=1":                         "//example.org/?x=1",
		"http://tm.tl/#123":                              "//tm.tl/#123",
		"\"http://example.org/trac/attachment/a b.png\"": "//example.org/trac/attachment/a b.png",
		"mailto:a@example.org":                           "",
		"ftp://example.org/":                             "",
		"words":                                          "",
		"two words.":                                     "",
		"http://example.org/trac/wiki/a'":                "//example.org/trac/wiki/a'",
		"'http://example.org/trac/wiki/a'":               "//example.org/trac/wiki/a",
		"(http://example.org/trac/a)":                    "//example.org/trac/a)",
	} {
		u, ok := Parse(raw)
		if got := u.String(); ok && got != want || ok != (want != "") {
			t.Errorf("%q: %q %v, want %q", raw, got, ok, want)
		}
	}
}

func TestList(t *testing.T) {
	for text, want := range map[string]string{
		"url\tkind\nhttp://a/b\tx\n\n# no\n/c\r\n": "[2 http://a/b][5 /c]",
		"\ufeff/a\n/b": "[1 /a][2 /b]",
		"<?xml version=\"1.0\"?>\n<urlset xmlns=\"x\">\n<url><loc> http://a/b?c&amp;d </loc></url>\n</urlset>": "[3 http://a/b?c&d]",
	} {
		var got strings.Builder
		if err := List(strings.NewReader(text), func(n int, raw string) { fmt.Fprintf(&got, "[%d %s]", n, raw) }); err != nil || got.String() != want {
			t.Errorf("%q: %s %v, want %s", text, got.String(), err, want)
		}
	}
}

func TestOpenUnpacksAndFindsTheInventory(t *testing.T) {
	dir := t.TempDir()
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte("/packed\n"))
	z.Close()
	os.WriteFile(filepath.Join(dir, "a.gz"), packed.Bytes(), 0o644)
	os.WriteFile(filepath.Join(dir, "inventory.txt"), []byte("/listed\n"), 0o644)
	for path, want := range map[string]string{filepath.Join(dir, "a.gz"): "/packed\n", dir: "/listed\n"} {
		r, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if data, err := io.ReadAll(r); string(data) != want || err != nil {
			t.Errorf("%s: %q %v", path, data, err)
		}
	}
}

func TestLog(t *testing.T) {
	const log = `1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "GET /trac/ticket/1?x=\"y\" HTTP/1.1" 200 2326
1.2.3.4 - bob [10/Oct/2020:13:55:36 +0000] "GET /trac/wiki HTTP/1.1" 304 - "http://a/\"b" "Mozilla/5.0 (X11)"
old.example.org:443 1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "HEAD /trac HTTP/2.0" 200 1 "-" "Mozilla"
1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "POST /trac/login HTTP/1.1" 200 1 "-" "Mozilla"
1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "GET /trac/nowhere HTTP/1.1" 404 1 "-" "Mozilla"
1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "GET /trac HTTP/1.1" 200 1 "-" "Googlebot/2.1"
1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "GET /wp-login.php HTTP/1.1" 200 1 "-" "Mozilla"
1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "\x16\x03" 400 1 "-" "-"
not a log
`
	var got strings.Builder
	malformed, err := Log(strings.NewReader(log+strings.Repeat("x", 1<<20)+"\n"), func(q Request) {
		fmt.Fprintf(&got, "%d %s|%s|%s|%d|%s|%s\n", q.Line, q.Host, q.Method, q.Target, q.Status, q.Agent, q.Noise())
	})
	const want = `1 |GET|/trac/ticket/1?x=\"y\"|200||
2 |GET|/trac/wiki|304|Mozilla/5.0 (X11)|
3 old.example.org|HEAD|/trac|200|Mozilla|
4 |POST|/trac/login|200|Mozilla|other methods
5 |GET|/trac/nowhere|404|Mozilla|not answered then either
6 |GET|/trac|200|Googlebot/2.1|programs
7 |GET|/wp-login.php|200|Mozilla|probes for holes
`
	if err != nil || malformed != 3 || got.String() != want {
		t.Errorf("%d malformed, %v\n%s\nwant\n%s", malformed, err, got.String(), want)
	}
}

func TestNoLog(t *testing.T) {
	for _, text := range []string{"", "{\"a\": 1}\n", "/trac/wiki\n"} {
		if _, err := Log(strings.NewReader(text), func(Request) {}); err != ErrNoLog {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func BenchmarkLog(b *testing.B) {
	line := `1.2.3.4 - - [10/Oct/2020:13:55:36 +0000] "GET /trac/ticket/1234?replyto=5 HTTP/1.1" 200 2326 "https://example.org/" "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0"` + "\n"
	data := strings.Repeat(line, 10000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Log(strings.NewReader(data), func(q Request) { q.Noise() }); err != nil {
			b.Fatal(err)
		}
	}
}

func TestRevisions(t *testing.T) {
	const log = "\x01aaa\nA change.\n\ngit-svn-id: svn://svn.example.org/trunk@12 bbbe8e31\n\x01bbb\nNo revision: git-svn-id: x@9 y\n" +
		"\x01ccc\nAnother.\n\ngit-svn-id: svn://svn.example.org/branches/x@7 bbbe8e31\n\x01ddd\nAgain.\n\ngit-svn-id: svn://svn.example.org/trunk@12 bbbe8e31\n"
	list, err := Revisions(strings.NewReader(log))
	if got := fmt.Sprint(list); err != nil || got != "[{7 ccc} {12 aaa}]" {
		t.Errorf("%s %v", got, err)
	}
}

// A target that no server of a Trac took is no request.
func TestLogLeavesOutEndlessTargets(t *testing.T) {
	t.Parallel()
	log := "1.2.3.4 - - [x] \"GET /a HTTP/1.1\" 200 1\n" +
		"1.2.3.4 - - [x] \"GET /" + strings.Repeat("a", 1<<14) + " HTTP/1.1\" 200 1\n"
	found := 0
	malformed, err := Log(strings.NewReader(log), func(Request) { found++ })
	if found != 1 || malformed != 1 || err != nil {
		t.Errorf("%d requests, %d malformed, %v", found, malformed, err)
	}
}
