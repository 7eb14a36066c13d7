package trac

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"
)

// errSilent ends a fetch from a Trac that answers nothing any more.
var errSilent = errors.New("the Trac answers nothing any more")

// patience is how long a Trac may be silent while it is asked, before it is asked for a sign of
// life, for which it has a quarter of that time: less than half a minute in all.
const patience = 20 * time.Second

// pulse knows since when a Trac is silent: since it was asked, and has neither answered nor
// sent a byte. While nobody asks, or all wait as the Trac told them to, it is not silent.
type pulse struct {
	mu          sync.Mutex
	asking      int
	silentSince time.Time // zero if it is not silent
}

// ask notes that a request begins.
func (p *pulse) ask() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asking++
	if p.silentSince.IsZero() {
		p.silentSince = time.Now()
	}
}

// heard notes a sign of life.
func (p *pulse) heard() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.silentSince = time.Time{}
	if p.asking > 0 {
		p.silentSince = time.Now()
	}
}

// done notes that a request ended, with an answer or without one.
func (p *pulse) done(answered bool) {
	p.mu.Lock()
	p.asking--
	p.mu.Unlock()
	if answered {
		p.heard()
	}
}

// silence returns how long the Trac has been silent.
func (p *pulse) silence() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.silentSince.IsZero() {
		return 0
	}
	return time.Since(p.silentSince)
}

// watch ends the fetch with errSilent when the Trac has been silent for longer than patience
// and gives no sign of life: a page that takes long to make is no reason, while the server
// answers others.
func (p *pulse) watch(ctx context.Context, patience time.Duration, sign func(context.Context) error,
	end context.CancelCauseFunc) {
	tick := time.NewTicker(patience / 20)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if p.silence() < patience {
			continue
		}
		soon, stop := context.WithTimeout(ctx, patience/4)
		err := sign(soon)
		stop()
		if err == nil || isLocal(err) {
			p.heard()
			continue
		}
		end(errSilent)
		return
	}
}

// listener is a body whose bytes are signs of life.
type listener struct {
	io.Reader
	heard func()
}

func (l listener) Read(b []byte) (int, error) {
	n, err := l.Reader.Read(b)
	if n > 0 {
		l.heard()
	}
	return n, err
}
