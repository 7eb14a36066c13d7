package trac

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/sync/errgroup"

	"github.com/twisted/sitegen/generator/source"
)

// FetchOptions say how to ask.
type FetchOptions struct {
	Delay    time.Duration         // before each request
	Only     string                // a glob; pages that do not match are left out
	Refresh  bool                  // ask again for what the snapshot has
	History  bool                  // bring every version of each page
	Progress func(done, known int) // called as pages arrive; may be nil
}

// workers ask at the same time; a Trac of 2006 is easily overrun.
const workers = 4

// Fetch brings the Trac at address into dir, or goes on where a fetch stopped.
// What cannot be had is in the snapshot's Failures; an error means that nothing
// can be done: no Trac there, no network, a full disk.
func Fetch(ctx context.Context, address, dir string, o FetchOptions) (*Snapshot, error) {
	address = strings.TrimRight(address, "/")
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, source.Errorf("%q is not the address of a Trac", address).
			WithHint("it looks like https://example.org/trac")
	}
	if i := strings.Index(u.Path, "/wiki"); i >= 0 && (len(u.Path) == i+5 || u.Path[i+5] == '/') {
		u.Path = u.Path[:i] // the address of one of its pages
		address = u.String()
	}
	login := address // with the account, if one was given, which goes nowhere but to the Trac
	u.User = nil
	address = u.String()
	now := time.Now().UTC().Truncate(time.Second)
	f := &fetcher{
		client:   &client{http: &http.Client{Timeout: 2 * time.Minute}, delay: o.Delay, sleep: pause},
		address:  address,
		login:    login,
		base:     u.Path,
		options:  o,
		snapshot: &Snapshot{dir: dir, info: info{URL: address, Base: u.Path, Fetched: now}},
		seen:     map[string]bool{},
	}
	if old, err := Open(dir); err == nil {
		if old.info.URL != address && !sameTrac(old.info, f.snapshot.info) {
			return nil, source.FileErrorf(dir, "this snapshot is of %s", old.info.URL).
				WithHint("give --snapshot another folder for %s", address)
		}
		f.snapshot.info.Names, f.snapshot.info.Complete = old.info.Names, old.info.Complete
	}
	if err := f.run(ctx); err != nil {
		return nil, err
	}
	return f.snapshot, nil
}

// sameTrac lets a Trac be fetched on from another port of this machine.
func sameTrac(a, b info) bool {
	return a.Base == b.Base && strings.Contains(a.URL, "127.0.0.1") && strings.Contains(b.URL, "127.0.0.1")
}

// fetcher is the state of a fetch.
type fetcher struct {
	client        *client
	address, base string
	login         string // address, with the account
	options       FetchOptions
	snapshot      *Snapshot

	mu       sync.Mutex
	seen     map[string]bool // names and files asked for
	names    []string
	failures []Failure
	done     int
}

// claim reports whether a name or file is new, and takes it.
func (f *fetcher) claim(key string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.seen[key] {
		return false
	}
	f.seen[key] = true
	return true
}

func (f *fetcher) fail(what string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.failures = append(f.failures, Failure{Path: what, Reason: err.Error()})
}

func (f *fetcher) run(ctx context.Context) error {
	index, err := f.index(ctx)
	if err != nil {
		return err
	}
	if err := f.snapshot.writeTOML("snapshot.toml", f.snapshot.info); err != nil {
		return err
	}
	// Pages in waves: each finds the names of the next.
	for wave := index; len(wave) > 0; {
		var next []string
		group, ctx := errgroup.WithContext(ctx)
		group.SetLimit(workers)
		for _, name := range wave {
			group.Go(func() error {
				found, err := f.page(ctx, name)
				f.mu.Lock()
				next = append(next, found...)
				f.mu.Unlock()
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		wave = f.fresh(next)
	}
	if f.options.Only == "" {
		f.snapshot.info.Names = f.names
		f.snapshot.info.Complete = true
	} else { // the other pages stay
		f.snapshot.info.Names = append(f.snapshot.info.Names, f.names...)
	}
	slices.Sort(f.snapshot.info.Names)
	f.snapshot.info.Names = slices.Compact(f.snapshot.info.Names)
	slices.SortFunc(f.failures, func(a, b Failure) int { return strings.Compare(a.Path, b.Path) })
	if err := f.snapshot.writeTOML("failed.toml", struct {
		Failed []Failure `toml:"failed"`
	}{f.failures}); err != nil {
		return err
	}
	return f.snapshot.writeTOML("snapshot.toml", f.snapshot.info)
}

// fresh returns the names that were not asked for, sorted, and claims them.
func (f *fetcher) fresh(names []string) []string {
	var out []string
	for _, name := range names {
		if ok, _ := path.Match(f.options.Only, name); f.options.Only != "" && !ok {
			continue
		}
		if f.claim("page " + name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// index finds out that this is a Trac, and the names that its TitleIndex has.
func (f *fetcher) index(ctx context.Context) ([]string, error) {
	notTrac := func(why string) error {
		return source.Errorf("%s is no Trac: %s", f.address, why).
			WithHint("give the address below which /wiki answers, such as https://example.org/trac")
	}
	doc, body, err := f.document(ctx, "/wiki/TitleIndex")
	if s, ok := errors.AsType[*statusError](err); ok {
		if s.Status == http.StatusForbidden || s.Status == http.StatusUnauthorized {
			return nil, source.Errorf("%s does not show its pages without an account: %v", f.address, err).
				WithHint("let anonymous have WIKI_VIEW while you fetch")
		}
		if s.Status >= 500 {
			return nil, source.Errorf("%s cannot be read: %v", f.address, err).WithHint("try again later")
		}
		return nil, notTrac(err.Error())
	}
	if err != nil {
		return nil, source.Errorf("%s cannot be reached: %v", f.address, err)
	}
	if wikiBody(doc).Length() == 0 && !bytes.Contains(body, []byte("/chrome/common/")) {
		return nil, notTrac("/wiki/TitleIndex is no wiki page")
	}
	f.snapshot.info.Version = tracVersion(doc)
	names := append(wikiNames(doc, f.base), "WikiStart", "InterMapTxt")
	f.claim("page TitleIndex") // made by a macro, as RecentChanges is
	f.claim("page RecentChanges")
	return f.fresh(names), nil
}

func (f *fetcher) document(ctx context.Context, p string) (*goquery.Document, []byte, error) {
	body, err := f.client.get(ctx, f.login+p)
	if err != nil {
		return nil, nil, err
	}
	return parse(body), body, nil
}

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
	at := "/wiki/" + (&url.URL{Path: name}).EscapedPath()
	file := filepath.Join(f.snapshot.dir, "pages", fileName(name))
	html, err := f.keep(file+".html", func() ([]byte, error) {
		doc, body, err := f.document(ctx, at)
		if err == nil && isMissing(doc) {
			err = errNoPage
		} else if err == nil && wikiBody(doc).Length() == 0 {
			err = errNoWiki
		}
		return body, err
	})
	if s, ok := errors.AsType[*statusError](err); errors.Is(err, errNoPage) || ok && s.Status == http.StatusNotFound {
		return nil, nil
	}
	if err == nil {
		_, err = f.keep(file+".txt", func() ([]byte, error) { return f.client.get(ctx, f.login+at+"?format=txt") })
	}
	if err != nil {
		return nil, f.excuse(at, err)
	}
	doc := parse(html)
	for _, a := range attachments(doc) {
		if err := f.file(ctx, "raw-attachment/wiki/"+name+"/"+a.Name); err != nil {
			return nil, err
		}
	}
	for _, p := range localFiles(doc, f.base) {
		if err := f.file(ctx, p); err != nil {
			return nil, err
		}
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
	f.done++
	done, known := f.done, len(f.seen)
	f.mu.Unlock()
	if f.options.Progress != nil {
		f.options.Progress(done, known)
	}
	return wikiNames(doc, f.base), nil
}

// file brings one file of the Trac.
func (f *fetcher) file(ctx context.Context, p string) error {
	to, err := f.snapshot.filePath(p)
	if err != nil {
		f.fail("/"+p, err)
		return nil
	}
	if !f.claim("file " + p) {
		return nil
	}
	at := "/" + (&url.URL{Path: p}).EscapedPath()
	_, err = f.keep(to, func() ([]byte, error) { return f.client.get(ctx, f.login+at) })
	if err != nil {
		return f.excuse(at, err)
	}
	return nil
}

// excuse notes what the server would not give and goes on; what is wrong here,
// a full disk say, ends the fetch.
func (f *fetcher) excuse(what string, err error) error {
	if _, ok := errors.AsType[diskError](err); ok && isFatal(err) || errors.Is(err, context.Canceled) {
		return err
	}
	f.fail(what, err)
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

// keep returns the file's bytes if the snapshot has it, else gets and keeps them.
func (f *fetcher) keep(file string, get func() ([]byte, error)) ([]byte, error) {
	if !f.options.Refresh {
		if data, err := os.ReadFile(file); err == nil {
			return data, nil
		}
	}
	data, err := get()
	if err != nil {
		return nil, err
	}
	if _, err := source.Write(file, data); err != nil {
		return nil, diskError{err}
	}
	return data, nil
}
