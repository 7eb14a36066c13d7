package trac

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"

	"github.com/twisted/sitegen/generator/source"
)

// parse reads HTML; what is nested too deep to be read shows nothing.
func parse(body []byte) *goquery.Document {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
	if err != nil {
		doc, _ = goquery.NewDocumentFromReader(strings.NewReader(""))
	}
	return doc
}

// page brings one page with its files and returns the names it links to.
func (f *fetcher) page(ctx context.Context, name string) ([]string, error) {
	at, to := pageAddress(name), f.places.page(name)
	html, err := f.keep(ctx, to.html, at, f.wantPage)
	if isNoPage(err) {
		if !f.isListed(name) {
			f.unlist(name)
			return nil, nil
		}
		err = errors.New("the Trac lists it and answers that there is no such page")
	}
	if err == nil && !utf8.ValidString(name) {
		err = errors.New("its name is no UTF-8, as all names of a Trac are")
	}
	doc := parse(html)
	if err == nil {
		var text []byte
		text, err = f.keep(ctx, to.text, at+"?format=txt", wantText)
		if err == nil && len(text) == 0 && strings.TrimSpace(wikiBody(doc).Text()) != "" {
			err = errors.New("its text came empty, and its page has words")
		}
	}
	if err != nil {
		return nil, f.excuse(missingPage(name, ""), err)
	}
	if err := f.files(ctx, name, doc); err != nil {
		return nil, err
	}
	if f.options.History {
		p := &Page{Name: name}
		if err := p.scrape(html); err != nil {
			return nil, err
		}
		if err := f.history(ctx, name, p.Version); err != nil {
			return nil, err
		}
	}
	f.mu.Lock()
	f.names = append(f.names, name)
	f.listed[name] = true
	done, known := len(f.names), f.known
	f.mu.Unlock()
	if f.options.Progress != nil {
		f.options.Progress(done, known)
	}
	return wikiNames(doc, f.base), nil
}

// pageAddress is a page's path below the mount point, encoded.
func pageAddress(name string) string { return "/wiki/" + (&url.URL{Path: name}).EscapedPath() }

// isNoPage reports whether the Trac says that there is no such page.
func isNoPage(err error) bool {
	return errors.Is(err, errNoPage) || isNotFound(err)
}

// isNotFound reports whether an answer is that nothing is at the address.
func isNotFound(err error) bool {
	s, ok := errors.AsType[*statusError](err)
	return ok && (s.Status == http.StatusNotFound || s.Status == http.StatusGone)
}

// isListed reports whether the Trac's own list has the page. What a page's text links to need not
// be there.
func (f *fetcher) isListed(name string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.inIndex[name]
}

// files brings what a page lists as attached, and what its text shows from the Trac.
func (f *fetcher) files(ctx context.Context, name string, doc *goquery.Document) error {
	for _, a := range attachments(doc) {
		p := "raw-attachment/wiki/" + name + "/" + a.Name
		f.mu.Lock()
		f.attached[p] = true
		f.mu.Unlock()
		if err := f.file(ctx, p, a.Size); err != nil {
			return err
		}
	}
	for _, p := range localFiles(doc, f.base) {
		if err := f.file(ctx, p, 0); err != nil {
			return err
		}
	}
	return nil
}

// file brings one file of the Trac; size is what the Trac says of it, 0 if nothing. One that is
// not there is no failure here: a text may show what never was, and finish knows what was listed.
func (f *fetcher) file(ctx context.Context, p string, size int64) error {
	to, err := f.places.file(p)
	if err != nil {
		f.miss(missingFile(p, err.Error()))
		return nil
	}
	if !f.claim("file " + p) {
		return nil
	}
	_, err = f.keep(ctx, to, "/"+(&url.URL{Path: p}).EscapedPath(), wantFile(p, size))
	if isNotFound(err) {
		f.mu.Lock()
		f.notThere[p] = true
		f.mu.Unlock()
		return nil
	}
	if err != nil {
		return f.excuse(missingFile(p, ""), err)
	}
	return nil
}

// excuse notes what the server would not give and goes on; what is wrong here,
// a full disk say, ends the fetch.
func (f *fetcher) excuse(what Missing, err error) error {
	if _, ok := errors.AsType[diskError](err); ok && isFatal(err) || errors.Is(err, context.Canceled) {
		return err
	}
	what.Reason = err.Error()
	f.miss(what)
	return nil
}

// diskError is a file of the snapshot that could not be written.
type diskError struct{ error }

func (e diskError) Unwrap() error { return e.error }

func (e diskError) Error() string { return fmt.Sprintf("keeping the snapshot: %v", e.error) }

// isFatal reports whether an error will meet the next file as well, a full disk say, and is
// not about one file's name.
func isFatal(err error) bool {
	for _, e := range []error{syscall.ENOSPC, syscall.EROFS, syscall.EACCES, syscall.EPERM, syscall.EIO} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// keep returns the bytes of a file of the snapshot, by its path in it: those that it has whole,
// else those that the Trac gives at the address, if they are what is wanted.
func (f *fetcher) keep(ctx context.Context, file, at string, is want) ([]byte, error) {
	full := filepath.Join(f.dir, filepath.FromSlash(file))
	if !f.options.Refresh && !f.again[file] && f.old.holds(file) {
		if data, err := os.ReadFile(full); err == nil {
			return data, f.noted(file, data)
		}
	}
	answer, err := f.client.get(ctx, f.login+at, is)
	if err != nil {
		return nil, err
	}
	if _, err := source.Write(full, answer.body); err != nil {
		return nil, diskError{err}
	}
	return answer.body, f.noted(file, answer.body)
}

// noted notes the checksum of a file that is whole.
func (f *fetcher) noted(file string, data []byte) error {
	f.mu.Lock()
	f.kept[file] = true
	f.mu.Unlock()
	if err := f.sums.add(file, data); err != nil {
		return diskError{err}
	}
	return nil
}
