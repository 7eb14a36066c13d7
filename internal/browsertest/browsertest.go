// Package browsertest opens pages in a real, headless Chromium, for tests.
//
// Tests that run at the same time share one Chromium, which takes long to start; each page is
// opened in a window of its own. What a page stores is kept by its server's address.
//
// Where there is no Chromium a test is skipped with the reason, but fails where the environment
// says CI: there it must not be missing.
package browsertest

import (
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"
)

// names are what Chromium's program is called.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

func find(tb testing.TB) string {
	tb.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		tb.Fatal("there is no Chromium here, and CI must have one")
	}
	tb.Skip("there is no Chromium here")
	return ""
}

// DOM opens a page and returns its HTML once scripts have run, for 2 seconds of the page's own
// time, and the page that they lead to, if any, has loaded.
func DOM(tb testing.TB, url string) string {
	tb.Helper()
	return DOMAfter(tb, url, 2*time.Second)
}

// DOMAfter is DOM with another time, and with further flags for Chromium. The tests that give the
// same flags share it.
func DOMAfter(tb testing.TB, url string, budget time.Duration, flags ...string) string {
	tb.Helper()
	b := share(tb, flags)
	html, err := b.open(tb.Context(), url, budget)
	if err != nil {
		tb.Fatalf("%s: %v", url, err)
	}
	return html
}

// shared are the browsers that run, and how many tests use each.
var shared struct {
	sync.Mutex
	browsers []*use
}

type use struct {
	flags   []string
	browser *browser
	tests   map[string]bool
}

// share returns a running browser, which ends with the last test that uses it.
func share(tb testing.TB, flags []string) *browser {
	tb.Helper()
	path := find(tb)
	shared.Lock()
	defer shared.Unlock()
	i := slices.IndexFunc(shared.browsers, func(u *use) bool { return slices.Equal(u.flags, flags) })
	if i < 0 {
		b, err := start(path, flags)
		if err != nil {
			tb.Fatalf("%s: %v", path, err)
		}
		shared.browsers = append(shared.browsers, &use{flags, b, map[string]bool{}})
		i = len(shared.browsers) - 1
	}
	u := shared.browsers[i]
	if !u.tests[tb.Name()] {
		u.tests[tb.Name()] = true
		tb.Cleanup(func() { u.release(tb.Name()) })
	}
	return u.browser
}

// release ends the browser if no other test uses it.
func (u *use) release(test string) {
	shared.Lock()
	defer shared.Unlock()
	delete(u.tests, test)
	if len(u.tests) == 0 {
		shared.browsers = slices.DeleteFunc(shared.browsers, func(other *use) bool { return other == u })
		u.browser.end()
	}
}
