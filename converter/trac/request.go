package trac

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// client asks a Trac patiently: what is busy or breaks off is asked again.
type client struct {
	http  *http.Client
	delay time.Duration // between two requests, whoever makes them
	sleep func(context.Context, time.Duration) error

	mu   sync.Mutex
	next time.Time // before which no request may begin
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
)

var errTooLarge = fmt.Errorf("the answer is larger than %d bytes", maxBody)

// statusError is an answer that is none.
type statusError struct {
	Status int
}

func (e *statusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Status, http.StatusText(e.Status))
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// get returns the body of a 200.
func (c *client) get(ctx context.Context, url string) ([]byte, error) {
	var err error
	for n := range attempts {
		if err := c.turn(ctx); err != nil {
			return nil, err
		}
		var body []byte
		var wait time.Duration
		if body, wait, err = c.once(ctx, url); err == nil {
			return body, nil
		}
		if errors.Is(err, errTooLarge) || isFinal(err) {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if wait == 0 {
			wait = 100 * time.Millisecond << n
		}
		if n < attempts-1 {
			if err := c.sleep(ctx, min(wait, maxWait)); err != nil {
				return nil, err
			}
		}
	}
	return nil, fmt.Errorf("%w (after %d attempts)", err, attempts)
}

// isFinal reports whether an answer will be the same the next time.
func isFinal(err error) bool {
	s, ok := errors.AsType[*statusError](err)
	return ok && s.Status < 500 && s.Status != http.StatusTooManyRequests
}

// once asks once; wait is what the server asked for before the next time.
func (c *client) once(ctx context.Context, url string) (body []byte, wait time.Duration, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, 0, err
	}
	req.Header.Set("User-Agent", userAgent)
	res, err := c.http.Do(req)
	if err != nil {
		return nil, 0, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		io.Copy(io.Discard, io.LimitReader(res.Body, 1<<20))
		return nil, retryAfter(res.Header.Get("Retry-After")), &statusError{res.StatusCode}
	}
	// A body shorter than announced is an error of the reader's.
	body, err = io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	if err == nil && len(body) > maxBody {
		err = errTooLarge
	}
	return body, 0, err
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
