// Package browsertest opens pages in a real, headless Chromium, for tests.
//
// Where there is no Chromium a test is skipped with the reason, but fails where
// the environment says CI: there it must not be missing.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"
)

// names are what Chromium's program is called.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}

func find(t testing.TB) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") != "" {
		t.Fatal("there is no Chromium here, and CI must have one")
	}
	t.Skip("there is no Chromium here")
	return ""
}

// DOM opens a page and returns its HTML once scripts have run and the page that
// they lead to, if any, has loaded. flags are further ones for Chromium.
func DOM(t testing.TB, url string, flags ...string) string {
	t.Helper()
	path := find(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	profile, err := os.MkdirTemp("", "browsertest") // Chromium may still write when it has ended
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile)
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--no-first-run", "--user-data-dir=" + profile,
		"--virtual-time-budget=5000"}, flags...)
	cmd := exec.CommandContext(ctx, path, append(args, "--dump-dom", url)...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return string(out)
}
