//go:build unix

package wiki_test

import (
	"runtime"
	"runtime/debug"
	"syscall"
	"testing"
	"time"

	"github.com/twisted/sitegen/converter/wiki"
)

// The work is linear in the input: four times the text takes about four times as
// long, not sixteen times. What is measured is the process's own time and not the
// clock, which a busy machine lets run on.
func TestLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	const n, attempts, limit = 50_000, 4, 9
	for name, page := range hostile {
		t.Run(name, func(t *testing.T) {
			short := cpuTime(t, page(n))
			for range attempts {
				short = min(short, cpuTime(t, page(n)))
			}
			ratio := float64(cpuTime(t, page(4*n))) / float64(short)
			for i := 0; i < attempts && ratio > limit; i++ {
				ratio = min(ratio, float64(cpuTime(t, page(4*n)))/float64(short))
			}
			if ratio > limit && short > time.Millisecond/2 {
				t.Errorf("four times the text takes %.1f times as long", ratio)
			}
		})
	}
}

// cpuTime returns the time that the process computes to read a page.
func cpuTime(t *testing.T, page string) time.Duration {
	t.Helper()
	runtime.GC()
	used := func() int64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			t.Fatal(err)
		}
		return u.Utime.Nano() + u.Stime.Nano()
	}
	before := used()
	wiki.Parse(page, wiki.Options{})
	return time.Duration(used() - before)
}
