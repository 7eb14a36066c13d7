package external

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/twisted/sitegen/generator/source"
)

// How long an answer counts: what was fine or blocked. All else is asked again each time.
const (
	fineFor    = 14 * 24 * time.Hour
	blockedFor = 24 * time.Hour
)

// Cache keeps verdicts in a file from one check to the next.
type Cache struct {
	path string
	mu   sync.Mutex
	all  map[string]Result
}

// OpenCache reads a cache; one that is not there, or not readable as one, is empty. "" is the
// file for it among the user's caches.
func OpenCache(path string) (*Cache, error) {
	if path == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, source.Errorf("%v", err).WithHint("--cache FILE names a file for the answers")
		}
		path = filepath.Join(dir, "sitegen", "external.json")
	}
	c := &Cache{path: path, all: map[string]Result{}}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	if json.Unmarshal(data, &c.all) != nil || c.all == nil { // "null" is JSON, too
		c.all = map[string]Result{}
	}
	return c, nil
}

// get returns a verdict that still counts.
func (c *Cache) get(url string, now time.Time) (Result, bool) {
	if c == nil {
		return Result{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	r, ok := c.all[url]
	age := now.Sub(r.Asked)
	switch r.Verdict {
	case Fine:
		return r, ok && age < fineFor
	case Blocked:
		return r, ok && age < blockedFor
	}
	return r, false
}

func (c *Cache) put(r Result) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all[r.URL] = r
}

// Save writes the cache, without what no longer counts.
func (c *Cache) Save(now time.Time) error {
	for url := range c.all {
		if _, counts := c.get(url, now); !counts {
			delete(c.all, url)
		}
	}
	data, err := json.MarshalIndent(c.all, "", " ")
	if err != nil {
		return err
	}
	_, err = source.Write(c.path, append(data, '\n'))
	return err
}
