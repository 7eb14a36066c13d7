package serve

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Poll does what Watch does by looking at the files every interval, for disks
// that tell nothing.
func Poll(ctx context.Context, dir string, roots []string, interval time.Duration, changed func()) error {
	before := stamps(dir, roots)
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
			if now := stamps(dir, roots); now != before {
				before = now
				changed()
			}
		}
	}
}

// stamps is a text that differs when a file does.
func stamps(dir string, roots []string) string {
	var b strings.Builder
	for _, root := range roots {
		filepath.WalkDir(filepath.Join(dir, root), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil
			}
			if info, err := os.Stat(p); err == nil && !isNoise(p) {
				b.WriteString(p + " " + info.ModTime().String() + " " + info.Mode().String() + "\n")
			}
			return nil
		})
	}
	return b.String()
}
