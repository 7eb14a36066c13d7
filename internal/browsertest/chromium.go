package browsertest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"sync"
	"time"
)

// browser is a running Chromium. It is driven by its DevTools protocol through a pipe: JSON
// messages, each with a zero byte after it.
type browser struct {
	cmd     *exec.Cmd
	profile string
	to      io.WriteCloser
	opening sync.Mutex

	mu      sync.Mutex
	last    int // id of a request
	answers map[int]chan message
	events  map[event]chan struct{}
	err     error // why there will be no more answers
}

// message is a request, an answer (the same ID) or an event (no ID).
type message struct {
	ID        int             `json:"id,omitempty"`
	SessionID string          `json:"sessionId,omitempty"`
	Method    string          `json:"method,omitempty"`
	Params    any             `json:"params,omitempty"`
	Result    json.RawMessage `json:"result,omitempty"`
	Error     *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// event is something that happens in a session once.
type event struct{ session, method string }

// switches let Chromium do what a test needs, and nothing else; with few processes, of which it
// has one a site otherwise.
var switches = []string{
	"--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
	"--disable-background-networking", "--disable-component-update", "--disable-sync",
	"--disable-renderer-backgrounding", "--disable-background-timer-throttling",
	"--disable-backgrounding-occluded-windows", "--disable-site-isolation-trials",
	"--disable-features=IsolateOrigins,site-per-process", "--renderer-process-limit=2",
}

// start starts a Chromium.
func start(path string, flags []string) (*browser, error) {
	profile, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		return nil, err
	}
	readRequests, writeRequests, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	readAnswers, writeAnswers, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	args := slices.Concat(switches, []string{"--user-data-dir=" + profile, "--remote-debugging-pipe"}, flags)
	b := &browser{cmd: exec.Command(path, args...), profile: profile, to: writeRequests,
		answers: map[int]chan message{}, events: map[event]chan struct{}{}}
	b.cmd.ExtraFiles = []*os.File{readRequests, writeAnswers} // as descriptors 3 and 4
	err = b.cmd.Start()
	readRequests.Close()
	writeAnswers.Close()
	if err != nil {
		os.RemoveAll(profile)
		return nil, err
	}
	go b.listen(readAnswers)
	return b, nil
}

// end ends Chromium, which does so when nobody holds the pipe.
func (b *browser) end() {
	b.to.Close()
	ended := time.AfterFunc(10*time.Second, func() { b.cmd.Process.Kill() })
	b.cmd.Wait()
	ended.Stop()
	os.RemoveAll(b.profile)
}

// listen hands on what Chromium says, until it ends.
func (b *browser) listen(from io.ReadCloser) {
	defer from.Close()
	said := bufio.NewReader(from)
	for {
		line, err := said.ReadBytes(0)
		var m message
		if err == nil {
			err = json.Unmarshal(line[:len(line)-1], &m)
		}
		b.mu.Lock()
		if err != nil {
			b.err = fmt.Errorf("the browser says no more: %w", err)
			for _, answer := range b.answers {
				close(answer)
			}
			clear(b.answers)
			b.mu.Unlock()
			return
		}
		if answer := b.answers[m.ID]; answer != nil {
			answer <- m
			delete(b.answers, m.ID)
		} else if happened := b.events[event{m.SessionID, m.Method}]; happened != nil {
			close(happened)
			delete(b.events, event{m.SessionID, m.Method})
		}
		b.mu.Unlock()
	}
}

// await returns a channel that is closed when the event happens next.
func (b *browser) await(e event) <-chan struct{} {
	happened := make(chan struct{})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.events[e] = happened
	return happened
}

// call asks for a method of a session and decodes the result.
func (b *browser) call(ctx context.Context, session, method string, params map[string]any, result any) error {
	b.mu.Lock()
	if b.err != nil {
		defer b.mu.Unlock()
		return b.err
	}
	b.last++
	m := message{ID: b.last, SessionID: session, Method: method, Params: params}
	answered := make(chan message, 1)
	b.answers[m.ID] = answered
	data, err := json.Marshal(m)
	if err == nil {
		_, err = b.to.Write(append(data, 0))
	}
	b.mu.Unlock()
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return fmt.Errorf("%s: %w", method, ctx.Err())
	case answer, ok := <-answered:
		switch {
		case !ok:
			return b.err
		case answer.Error != nil:
			return fmt.Errorf("%s: %s", method, answer.Error.Message)
		case result == nil:
			return nil
		}
		return json.Unmarshal(answer.Result, result)
	}
}

// open opens a page in a new window, lets its time run, and returns its HTML.
func (b *browser) open(ctx context.Context, url string, budget time.Duration) (string, error) {
	b.opening.Lock() // pages that share a process share its time, which is one page's
	defer b.opening.Unlock()
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	defer cancel()
	var id struct {
		TargetID  string `json:"targetId"`
		SessionID string `json:"sessionId"`
	}
	if err := b.call(ctx, "", "Target.createTarget", map[string]any{"url": "about:blank"}, &id); err != nil {
		return "", err
	}
	defer b.call(ctx, "", "Target.closeTarget", map[string]any{"targetId": id.TargetID}, nil)
	attach := map[string]any{"targetId": id.TargetID, "flatten": true}
	if err := b.call(ctx, "", "Target.attachToTarget", attach, &id); err != nil {
		return "", err
	}
	spend := func(policy map[string]any) error {
		return b.call(ctx, id.SessionID, "Emulation.setVirtualTimePolicy", policy, nil)
	}
	if err := spend(map[string]any{"policy": "pause"}); err != nil { // until the page is there
		return "", err
	}
	if err := b.call(ctx, id.SessionID, "Page.navigate", map[string]any{"url": url}, nil); err != nil {
		return "", err
	}
	over := b.await(event{id.SessionID, "Emulation.virtualTimeBudgetExpired"})
	if err := spend(map[string]any{
		"policy": "pauseIfNetworkFetchesPending", "budget": budget.Milliseconds(),
		"maxVirtualTimeTaskStarvationCount": 9999,
	}); err != nil {
		return "", err
	}
	select {
	case <-over:
	case <-ctx.Done():
		return "", errors.New("the page's time does not pass")
	}
	var dom struct {
		Result struct {
			Value string `json:"value"`
		} `json:"result"`
	}
	html := map[string]any{"expression": "document.documentElement.outerHTML"}
	err := b.call(ctx, id.SessionID, "Runtime.evaluate", html, &dom)
	return dom.Result.Value, err
}
