package oldurls

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// inventory is what a snapshot calls its list of old URLs.
const inventory = "inventory.txt"

// Open opens a file of old URLs, unpacked; of a snapshot's folder, its inventory.
func Open(path string) (io.ReadCloser, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		path = filepath.Join(path, inventory)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(f, 1<<20)
	if magic, _ := r.Peek(2); !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return reader{r, f}, nil
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		f.Close()
		return nil, err
	}
	return reader{z, f}, nil
}

type reader struct {
	io.Reader
	io.Closer
}

// List reads the URLs of a list, one a line, or of a sitemap, and tells the line of
// each. Of a line with tabs the first field counts; empty lines, comments (#) and a
// header, url, do not.
func List(r io.Reader, found func(line int, raw string)) error {
	b := bufio.NewReaderSize(r, 1<<16)
	start, _ := b.Peek(512)
	if isSitemap(bytes.TrimLeft(start, "\ufeff \r\n\t")) {
		return sitemap(b, found)
	}
	return lines(b, func(n int, line []byte) {
		raw, _, _ := strings.Cut(string(bytes.TrimPrefix(line, []byte("\ufeff"))), "\t")
		raw = strings.TrimSpace(raw)
		if raw == "" || raw[0] == '#' || n == 1 && (raw == "url" || raw == "path") {
			return
		}
		found(n, raw)
	})
}

func isSitemap(start []byte) bool {
	return bytes.HasPrefix(start, []byte("<?xml")) || bytes.HasPrefix(start, []byte("<urlset")) ||
		bytes.HasPrefix(start, []byte("<sitemapindex"))
}

// sitemap reads the <loc> of a sitemap.
func sitemap(r io.Reader, found func(line int, raw string)) error {
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "loc" {
			line, _ := d.InputPos()
			var loc string
			if err := d.DecodeElement(&loc, &start); err != nil {
				return err
			}
			found(line, strings.TrimSpace(loc))
		}
	}
}

// lines reads lines of any length; what is longer than a buffer is cut.
func lines(r *bufio.Reader, found func(n int, line []byte)) error {
	for n := 1; ; n++ {
		line, err := r.ReadSlice('\n')
		if len(line) > 0 {
			found(n, bytes.TrimRight(line, "\r\n"))
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}
