package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/twisted/sitegen/generator/source"
)

// progress shows how far a long work is: on a terminal a bar with the total, the rate and the time
// left, elsewhere a line now and then.
type progress struct {
	what    string // that is counted, as "pages fetched"
	bar     *progressbar.ProgressBar
	w       io.Writer
	started time.Time
	told    time.Time // when the last line was written
}

const (
	linesEvery = 10 * time.Second
	mostLines  = 100 // so many things are between two lines, where they come faster than that
)

// progress begins to show a work to people; programs read what else is printed. end it before
// anything else is printed.
func (a *app) progress(what string) *progress {
	p := &progress{what: what, w: a.err, started: time.Now(), told: time.Now()}
	if source.Format(a.format) != source.Text {
		p.w = io.Discard
	}
	if f, ok := p.w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.bar = progressbar.NewOptions(-1, progressbar.OptionSetWriter(p.w), progressbar.OptionSetDescription(what),
			progressbar.OptionShowCount(), progressbar.OptionShowIts(), progressbar.OptionSetPredictTime(true),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
	}
	return p
}

// report shows that so many are done of those that are known; of a Trac ever more are.
func (p *progress) report(done, known int) {
	if p.bar != nil {
		p.bar.ChangeMax(known)
		p.bar.Set(done)
		return
	}
	if done%mostLines != 0 && time.Since(p.told) < linesEvery {
		return
	}
	p.told = time.Now()
	left := ""
	if done < known {
		each := time.Since(p.started) / time.Duration(max(done, 1))
		left = fmt.Sprintf(", about %s left", (each * time.Duration(known-done)).Round(time.Second))
	}
	fmt.Fprintf(p.w, "%d of %d %s%s\n", done, known, p.what, left)
}

// end takes the bar away.
func (p *progress) end() {
	if p.bar != nil {
		p.bar.Finish()
	}
}
