package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/twisted/sitegen/internal/benchtest"
)

// BenchmarkSave is from the saving of a page among 10,000, as an editor does it, to the page in
// the browser: the watcher, the site anew, the event, and the page that the browser then asks for.
func BenchmarkSave(b *testing.B) {
	dir := b.TempDir()
	benchtest.Corpus(b, dir, 10000)
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte("title = \"T\"\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	defer stop()
	a := &app{dir: dir, format: "text", out: io.Discard, err: io.Discard}
	server := a.preview(&siteFlags{minify: true}, false)
	server.Start(ctx)
	go server.Run(ctx, listener)
	at := "http://" + listener.Addr().String()
	answer, err := http.Get(at + "/_sitegen/events")
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	events := bufio.NewScanner(answer.Body)
	events.Scan() // the version now, and the line after it
	events.Scan()
	page, temp := filepath.Join(dir, "content/docs/page-7.md"), filepath.Join(dir, "content/docs/.page-7.md.tmp")
	for n := 0; b.Loop(); n++ {
		text := fmt.Sprintf("Edit %d.", n)
		if err := os.WriteFile(temp, []byte("+++\ntitle = \"Page\"\n+++\n"+text+"\n"), 0o644); err != nil {
			b.Fatal(err)
		}
		if err := os.Rename(temp, page); err != nil {
			b.Fatal(err)
		}
		events.Scan()
		events.Scan()
		shown, err := http.Get(at + "/docs/page-7/")
		if err != nil {
			b.Fatal(err)
		}
		html, err := io.ReadAll(shown.Body)
		shown.Body.Close()
		if err != nil || !strings.Contains(string(html), text) {
			b.Fatal("the edit is not shown", err)
		}
	}
}
