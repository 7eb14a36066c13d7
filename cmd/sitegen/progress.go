package main

import (
	"fmt"
	"io"
	"os"
	"time"
)

// progress prints how far a fetch is: in place on a terminal, else a line a
// hundred pages.
func progress(w io.Writer) func(done, known int) {
	f, _ := w.(*os.File)
	terminal := false
	if f != nil {
		info, err := f.Stat()
		terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	started := time.Now()
	return func(done, known int) {
		switch {
		case terminal:
			fmt.Fprintf(w, "\r%d pages fetched (%s) ", done, time.Since(started).Round(time.Second))
		case done%100 == 0:
			fmt.Fprintf(w, "%d pages fetched\n", done)
		}
	}
}
