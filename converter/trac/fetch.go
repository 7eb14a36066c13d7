package trac

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

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
	// Patience is how long a Trac may be silent while it is asked, before it is asked for a last
	// sign of life; 20 s if it is zero.
	Patience time.Duration
	// Sleep waits before a request is made again, or as the Trac wishes; for real if it is nil.
	Sleep func(context.Context, time.Duration) error
}

// workers ask at the same time; a Trac of 2006 is easily overrun.
const workers = 4

// Fetch brings the Trac at address into dir, which it locks, or goes on where a fetch stopped.
// What cannot be had is Missing in the snapshot; an error means that nothing
// can be done: no Trac there, no network, a full disk.
func Fetch(ctx context.Context, address, dir string, o FetchOptions) (*Snapshot, error) {
	address = strings.TrimRight(address, "/")
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, source.Errorf("%q is not the address of a Trac", address).
			WithHint("it looks like https://example.org/trac")
	}
	u.RawQuery, u.Fragment, u.Path = "", "", strings.TrimRight(path.Clean("/"+u.Path), "/")
	address = u.String()
	if i := strings.Index(u.Path, "/wiki"); i >= 0 && (len(u.Path) == i+5 || u.Path[i+5] == '/') {
		u.Path = u.Path[:i] // the address of one of its pages
		address = u.String()
	}
	lock, err := source.LockFolder(dir, "fetch")
	if err != nil {
		return nil, err
	}
	defer lock.Unlock()
	login := address // with the account, if one was given, which goes nowhere but to the Trac
	u.User = nil
	address = u.String()
	now := time.Now().UTC().Truncate(time.Second)
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	f := &fetcher{
		client:  &client{http: newHTTP(), delay: o.Delay, sleep: o.Sleep},
		address: address, login: login, base: u.Path, dir: dir, options: o,
		info: info{URL: address, Base: u.Path, Fetched: now, Only: o.Only},
		seen: map[string]bool{}, listed: map[string]bool{}, inIndex: map[string]bool{},
		attached: map[string]bool{}, notThere: map[string]bool{}, kept: map[string]bool{}, again: map[string]bool{},
	}
	if err := f.goOn(); err != nil {
		return nil, err
	}
	err = f.run(ctx)
	if err := errors.Join(err, f.sums.close()); err != nil {
		return nil, err
	}
	return Open(dir)
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
	dir           string // of the snapshot
	options       FetchOptions
	old           *Snapshot // of an earlier fetch, nil if there is none
	info          info
	sums          *checksums
	places        *places
	endsPages     bool        // the Trac's pages have an end tag, so that one without it is cut off
	sawEnd        atomic.Bool // one of its pages has one

	mu       sync.Mutex
	seen     map[string]bool // names and files asked for
	listed   map[string]bool // names of pages that the Trac says to have, or that texts link to
	inIndex  map[string]bool // names that the Trac's own list has
	attached map[string]bool // files that its pages list
	notThere map[string]bool // files that it answers 404 for
	kept     map[string]bool // files of the snapshot that are what the Trac has
	again    map[string]bool // files to be asked for, though the snapshot has them
	names    []string
	missing  []Missing
	known    int // pages that were asked for, but for those that there are not
}

// goOn takes over what an earlier fetch into the folder has.
func (f *fetcher) goOn() error {
	old, err := Open(f.dir)
	if err == nil {
		if old.info.URL != f.address && !sameTrac(old.info, f.info) {
			return source.FileErrorf(f.dir, "this snapshot is of %s", old.info.URL).
				WithHint("give --snapshot another folder for %s", f.address)
		}
		f.old, f.info.Names, f.info.Listed, f.info.Deleted = old, old.Names(), old.info.Listed, old.info.Deleted
		f.info.Renamed = old.info.Renamed
	}
	if err := removeTemporary(f.dir); err != nil {
		return err
	}
	if f.sums, _, err = readChecksums(f.dir); err == nil {
		f.places, err = placesOf(f.dir, f.sums, f.old != nil && f.old.isOld)
	}
	if err == nil && f.old != nil {
		f.askAgain()
	}
	return err
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

func (f *fetcher) miss(m Missing) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m.Reason = encodeInvalid(m.Reason)
	f.missing = append(f.missing, m)
}

func (f *fetcher) run(ctx context.Context) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	sign := func(ctx context.Context) error { return f.client.isAlive(ctx, f.login) }
	go f.client.pulse.watch(ctx, cmp.Or(f.options.Patience, patience), sign, end)
	index, err := f.index(ctx)
	if errors.Is(context.Cause(ctx), errSilent) {
		return source.Errorf("%s cannot be reached: it does not answer", f.address)
	}
	if err != nil {
		return err
	}
	if err = f.waves(ctx, index); err == nil && f.options.Only == "" {
		err = f.waves(ctx, f.unlisted())
	}
	if errors.Is(context.Cause(ctx), errSilent) {
		f.info.Ended, err = errSilent.Error(), nil
	}
	if err != nil {
		return err
	}
	return f.finish()
}

// waves brings pages in waves: each finds the names of the next. What is known of the Trac is
// written down before each, for a fetch that is killed.
func (f *fetcher) waves(ctx context.Context, wave []string) error {
	for len(wave) > 0 {
		if err := f.writeInfo(); err != nil {
			return err
		}
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
		err := group.Wait()
		wave = f.fresh(next)
		f.list(wave)
		if err != nil {
			return err
		}
	}
	return nil
}

// list notes names of pages that a text links to. No page of a Trac has a name that is no UTF-8,
// and no TOML file can hold it.
func (f *fetcher) list(names []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, name := range names {
		if utf8.ValidString(name) {
			f.listed[name] = true
		}
	}
}

// unlist forgets a page that was asked for, and that there is not.
func (f *fetcher) unlist(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.known--
	delete(f.listed, name)
}

// writeInfo writes what is known so far; the pages of earlier fetches are still there.
func (f *fetcher) writeInfo() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	v := f.info
	v.Names = union(f.info.Names, f.names)
	v.Listed = union(f.info.Listed, slices.Collect(maps.Keys(f.listed)))
	return writeTOML(f.dir, "snapshot.toml", v)
}

// union returns the names of both, sorted, each once.
func union(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
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
	f.mu.Lock()
	f.known += len(out)
	f.mu.Unlock()
	slices.Sort(out)
	for _, name := range out {
		f.places.page(name) // of twins the first one by the alphabet has the plain name
	}
	return out
}
