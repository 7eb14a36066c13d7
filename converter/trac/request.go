package trac

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// client asks a Trac patiently: what is busy or breaks off is asked again.
type client struct {
	http  *http.Client
	pulse pulse
	delay time.Duration // between two requests, whoever makes them
	sleep func(context.Context, time.Duration) error
	// endsAnswers says that the Trac tells where its answers end, so that one that has no end
	// is cut off.
	endsAnswers bool

	mu   sync.Mutex
	next time.Time // before which no request may begin
	vain int       // requests in a row that were given up
}

// turn waits until the next request may begin.
func (c *client) turn(ctx context.Context) error {
	c.mu.Lock()
	now := time.Now()
	wait := max(0, c.next.Sub(now))
	c.next = now.Add(wait + c.delay)
	c.mu.Unlock()
	return c.sleep(ctx, wait)
}

const (
	attempts  = 6
	userAgent = "sitegen (+https://github.com/twisted/sitegen)"
	maxBody   = 256 << 20 // bytes of one answer
	maxWait   = 15 * time.Minute
	// mostVain is how many requests in a row are given up after all attempts; those after them
	// have one attempt, until one is answered: a Trac that only fails is not waited for long.
	mostVain    = 3
	restartWait = 2 * time.Second
	// headerTimeout is for a page that takes long to make, stallTimeout for the next bytes of
	// an answer, answerTimeout for all of it.
	headerTimeout = 2 * time.Minute
	stallTimeout  = time.Minute
	answerTimeout = 15 * time.Minute
)

var errTooLarge = fmt.Errorf("the answer is larger than %d bytes", maxBody)

// statusError is an answer that is none.
type statusError struct {
	Status int
}

func (e *statusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Status, http.StatusText(e.Status))
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// newHTTP returns what asks the Trac.
func newHTTP() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ResponseHeaderTimeout = headerTimeout
	transport.MaxIdleConnsPerHost = workers
	return &http.Client{Transport: transport, Timeout: answerTimeout}
}

// get returns the 200 that is what was wanted. What nothing proves to be whole is asked for
// again, and must come twice the same.
func (c *client) get(ctx context.Context, url string, is want) (*answer, error) {
	var last *answer
	var err error
	tries := c.tries()
	for n := range tries {
		if err := c.turn(ctx); err != nil {
			return nil, err
		}
		var a *answer
		var wait time.Duration
		if a, wait, err = c.once(ctx, url); err == nil {
			err = is(a)
		}
		if errors.Is(err, errUnproven) {
			if isSame := last != nil && bytes.Equal(last.body, a.body); isSame && (a.ended || !c.endsAnswers) {
				err = nil
			}
			last = a
		}
		if err == nil {
			c.answered(true)
			return a, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if isFinal(err) {
			c.answered(true)
			return nil, err
		}
		if wait == 0 {
			wait = 100 * time.Millisecond << n
		}
		if n < tries-1 {
			if err := c.sleep(ctx, min(wait, maxWait)); err != nil {
				return nil, err
			}
		}
	}
	c.answered(false)
	if _, ok := errors.AsType[*networkError](err); ok && c.tries() == 1 { // time to come back, for one that restarts
		if err := c.sleep(ctx, restartWait); err != nil {
			return nil, err
		}
	}
	if tries > 1 {
		err = fmt.Errorf("%w (after %d attempts)", err, tries)
	}
	return nil, err
}

// isAlive asks the Trac at an address for its first page, since a file may be answered by the server before
// it; an error says that it does not answer.
func (c *client) isAlive(ctx context.Context, address string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, address+"/wiki/WikiStart", nil)
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", userAgent)
	res, err := c.http.Do(req)
	if err == nil {
		res.Body.Close()
	}
	return err
}

// tries returns how often the next request is to be attempted.
func (c *client) tries() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.vain >= mostVain {
		return 1
	}
	return attempts
}

// answered notes whether a request was answered in the end, be it with a refusal.
func (c *client) answered(was bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if was {
		c.vain = 0
	} else {
		c.vain++
	}
}

// isLocal reports whether it is this machine that has not enough of something for a request.
func isLocal(err error) bool { return errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) }

// isFinal reports whether an answer came, and will be the same the next time.
func isFinal(err error) bool {
	if s, ok := errors.AsType[*statusError](err); ok {
		return s.Status < 500 && s.Status != http.StatusTooManyRequests && s.Status != http.StatusRequestTimeout
	}
	_, isNetwork := errors.AsType[*networkError](err)
	return !isNetwork && !errors.Is(err, errCut) && !errors.Is(err, errUnproven)
}

// networkError is a request without a whole answer.
type networkError struct{ error }

func (e *networkError) Unwrap() error { return e.error }

// once asks once; wait is what the server asked for before the next time.
func (c *client) once(ctx context.Context, address string) (a *answer, wait time.Duration, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("User-Agent", userAgent)
	c.pulse.ask()
	res, err := c.http.Do(req)
	if err != nil {
		c.pulse.done(isLocal(err))
		return nil, 0, &networkError{withoutURL(err)}
	}
	defer func() { c.pulse.done(true) }()
	defer res.Body.Close()
	c.pulse.heard()
	if res.StatusCode != http.StatusOK {
		io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
		return nil, retryAfter(res.Header.Get("Retry-After")), &statusError{res.StatusCode}
	}
	stall := time.AfterFunc(stallTimeout, func() { cancel(errStalled) })
	defer stall.Stop()
	heard := func() {
		c.pulse.heard()
		stall.Reset(stallTimeout)
	}
	// A body shorter than announced is an error of the reader's.
	body, err := io.ReadAll(io.LimitReader(listener{res.Body, heard}, maxBody+1))
	switch {
	case errors.Is(context.Cause(ctx), errStalled):
		return nil, 0, &networkError{errStalled}
	case err != nil:
		return nil, 0, &networkError{err}
	case len(body) > maxBody:
		return nil, 0, errTooLarge
	}
	return newAnswer(req.URL, res, body), 0, nil
}

var errStalled = errors.New("the answer came to a halt")

// withoutURL leaves out the address of a failed request, which is told beside it and may hold
// the account's password.
func withoutURL(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}

// retryAfter reads the header's two forms.
func retryAfter(h string) time.Duration {
	if n, err := strconv.Atoi(h); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(h); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}
